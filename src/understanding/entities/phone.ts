import type { Entity, PhoneValue } from '../recognizer.ts';
import { spelled } from './numbers.ts';
import { entity } from './span.ts';

const GAP = '[\\s.—–-]?';
const EXTENSION = '(?:\\s?(?:转|转分机|分机|ext\\.?|extension|x|#)\\s?(\\d{1,6})|-(\\d{2,4}))?';

const PATTERNS: readonly [PhoneValue['kind'], RegExp][] = [
  ['mobile', new RegExp(`(?<![\\d-])(?:\\(?(?:\\+|00)?86\\)?[\\s-]?)?(1${GAP}[3-9](?:${GAP}\\d){9})(?!\\d)`, 'g')],
  ['service', /(?<!\d)([48]00[\s-]?\d{3}[\s-]?\d{4}|[48]00[\s-]?\d{4}[\s-]?\d{3})(?!\d)/g],
  [
    'landline',
    new RegExp(
      `(?<![\\d-])(?:(?:\\+|00)86[\\s-]?)?(\\(?0?[1-9]\\d{1,2}\\)?[\\s-]\\d{3,4}[\\s-]?\\d{4})${EXTENSION}(?!\\d)`,
      'g',
    ),
  ],
  ['landline', new RegExp(`(?<![\\d-])(\\(?0[1-9]\\d{1,2}\\)?\\d{7,8})${EXTENSION}(?!\\d)`, 'g')],
  ['landline', new RegExp(`(?<![\\d-])(?!20[0-4]\\d[01]\\d)([2-8]\\d{2,3}[\\s-]?\\d{4})${EXTENSION}(?![\\d-])`, 'g')],
  ['foreign', /(\+(?!86)\d{1,3}(?:[\s-]?\d){6,13})(?!\d)/g],
];

/** Digits said one by one, or half typed and half said. */
const SPOKEN =
  /(?<![零〇一二三四五六七八九幺\d])[一幺1]\s?[三四五六七八九3-9](?:\s?[零〇一二三四五六七八九幺\d]){9}(?![零〇一二三四五六七八九幺\d])/g;

/** Two digits beside each other, typed or said: without them there is no number to look for. */
const DIGITS = /[\d零〇一二三四五六七八九幺]\)?[\s.—–-]?[\d零〇一二三四五六七八九幺]/;

/** Finds telephone numbers: mobile with blanks, dashes or +86, landline with area code and extension, 400 numbers, numbers spelled out in Chinese. */
export function findPhones(text: string, folded: string): Entity[] {
  if (!DIGITS.test(folded)) return [];
  const found: Entity[] = [];
  for (const [kind, pattern] of PATTERNS) {
    for (const match of folded.matchAll(pattern)) {
      const span: [number, number] = [match.index, match.index + match[0].length];
      if (found.some((other) => span[0] < other.end && other.start < span[1])) continue;
      const digits = (match[1] ?? '').replace(/[^\d+]/g, '');
      const extension = match[2] ?? match[3];
      found.push(entity('phone', text, span, { digits, ...(extension ? { extension } : {}), kind }));
    }
  }
  for (const match of folded.matchAll(SPOKEN)) {
    const span: [number, number] = [match.index, match.index + match[0].length];
    if (found.some((other) => span[0] < other.end && other.start < span[1])) continue;
    found.push(entity('phone', text, span, { digits: spelled(match[0]), kind: 'mobile' }));
  }
  return found;
}
