import type { Entity } from '../recognizer.ts';
import { ENGLISH_NUMBER, readNumber } from './numbers.ts';
import { entity } from './span.ts';

const N = '(\\d{1,3}|[一二两俩三四五六七八九十几]{1,3})';
const PATTERNS: readonly RegExp[] = [
  new RegExp(
    `(?<![\\d第.])${N}\\s?(?:个|位|名)\\s?(?:人(?!工|员|家|民)|大人|小孩|孩子|老人|成年人|住户|工人|师傅|租客|同事|朋友|乘客)`,
    'g',
  ),
  new RegExp(`一家\\s?${N}\\s?口`, 'g'),
  new RegExp(`(?<![\\d第.])${N}\\s?口人`, 'g'),
  new RegExp(`(?:我们|共|总共|一共|里面有?|困了?|有)\\s?${N}\\s?(?:个|人)(?![月天小星礼周问地])`, 'g'),
  new RegExp(
    `(?<![a-z\\d])(${ENGLISH_NUMBER})\\s(?:people|persons?|adults?|kids?|children|of us|workers?|tenants?|guests?)(?![a-z])`,
    'g',
  ),
  new RegExp(`(?:family|group|party) of (${ENGLISH_NUMBER})(?![a-z])`, 'g'),
];

/** Finds how many people are meant: 3个人, 一家三口, 我们四个, "two of us". */
export function findPeople(text: string, folded: string): Entity[] {
  const found: Entity[] = [];
  for (const pattern of PATTERNS) {
    for (const match of folded.matchAll(pattern)) {
      const count = readNumber(match[1] ?? '');
      const end = match.index + match[0].length;
      if (count === undefined || count < 1 || found.some((other) => match.index < other.end && other.start < end))
        continue;
      found.push(entity('people', text, [match.index, end], count));
    }
  }
  return found;
}
