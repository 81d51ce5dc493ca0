import type { Entity, OpenQuestion } from '../recognizer.ts';
import { readNumber } from './numbers.ts';
import { entity } from './span.ts';

const N = '(10|[0-9]|[一二两三四五六七八九十]|(?<![a-z])(?:one|two|three|four|five)(?![a-z]))';
const STARS = new RegExp(
  `(?<![\\d.])${N}\\s?(?:颗星|个星(?!期)|星(?!期|级|巴)|stars?(?![a-z])|⭐|out of (?:5|five)|/\\s?5(?![\\d/]))`,
  'g',
);
const POINTS = new RegExp(`(?:[打给评]|满意度?|give)[^\\d,，。!?！？]{0,8}?${N}\\s?(?:分(?!钟)|points?)(?!\\d)`, 'g');
const VERBS = new RegExp(
  `(?:打分?|评分|score|rate(?: it| this)?|rating)\\s?[:：是]?\\s?${N}(?![\\d点栋号个.:天次遍下通圈把折-]|\\s?[a-z])`,
  'g',
);
const PLAIN = new RegExp(
  `(?<![\\d.点差考少多扣加零])${N}\\s?分(?![钟之类成店公期批开]|\\d)(?<!十分(?=[\\u4e00-\\u9fff]))`,
  'g',
);
const TEN = new RegExp(`(?<![\\d.])${N}\\s?(?:/|out of )\\s?(?:10|ten)(?![\\d/])`, 'g');
const EMOJI = /(?:⭐|🌟|★){1,5}/gu;
const WORDS: readonly [RegExp, number][] = [
  [/非常不满意|很不满意|极差|太差了|very (?:bad|dissatisfied|poor)|terrible/, 1],
  [/不太?满意|差评|unsatisfied|dissatisfied|not satisfied/, 2],
  [/一般|还行|凑合|马马虎虎|so-so|average|okay/, 3],
  [/非常满意|很满意|特别满意|五星好评|excellent|perfect|very satisfied/, 5],
  [/满意|好评|satisfied|good/, 4],
];

/** Whether the open question asks for marks, so that a bare "4" or 满意 is one. */
const asksMarks = (open?: OpenQuestion): boolean =>
  open !== undefined && /rat|score|satisf|survey|star/.test(`${open.form} ${open.key}`);

function inWords(text: string, folded: string): Entity[] {
  const digit = /^\s*([0-5]|[一二三四五])\s*[分星]?\s*$/.exec(folded)?.[1];
  if (digit) return [entity('rating', text, [0, text.length], { score: readNumber(digit) ?? 0, outOf: 5 })];
  for (const [pattern, score] of WORDS) {
    const match = pattern.exec(folded);
    if (match) return [entity('rating', text, [match.index, match.index + match[0].length], { score, outOf: 5 })];
  }
  return [];
}

/** Without a number or a star there is no mark to look for. */
const HOW_MANY = /[\d一二两三四五六七八九十⭐★]|🌟|one|two|three|four|five/u;

/** Finds marks: 5分, 打4分, 五星, "4 out of 5", ⭐⭐⭐; words like 满意 and bare digits only when the open question asks for them. */
export function findRatings(text: string, folded: string, open?: OpenQuestion): Entity[] {
  const found: Entity[] = HOW_MANY.test(folded) ? marks(text, folded) : [];
  return found.length > 0 || !asksMarks(open) ? found : inWords(text, folded);
}

function marks(text: string, folded: string): Entity[] {
  const found: Entity[] = [];
  const take = (pattern: RegExp, outOf: number) => {
    for (const match of folded.matchAll(pattern)) {
      const score = match[1] ? readNumber(match[1]) : [...match[0]].length;
      const end = match.index + match[0].length;
      if (score === undefined || score > 10 || found.some((other) => match.index < other.end && other.start < end))
        continue;
      found.push(entity('rating', text, [match.index, end], { score, outOf: score > 5 ? 10 : outOf }));
    }
  };
  take(TEN, 10);
  take(STARS, 5);
  take(POINTS, 5);
  take(VERBS, 5);
  take(PLAIN, 5);
  take(EMOJI, 5);
  return found;
}
