import type { MoveInBook } from './book.ts';
import { type Draft, type Finding, type Level, levelOf, readFindings } from './findings.ts';

const WHICH =
  /(?:第\s*(\d{1,2}|[一二两三四五六七八九十])\s*(?:条|个|项|点)|(?:^|[^\d\w])(?:number|no\.?|item|#)\s*(\d{1,2})\b|^(?:remove|delete|drop|change)\s+(\d{1,2})\b)/iu;
const AWAY = /删|去掉|不要|不算|取消|划掉|撤|\b(remove|delete|drop|cancel|take (it )?out|not a defect)\b/iu;
const SERIOUS = /严重|\b(serious|severe)\b/iu;
const MINOR = /轻微|\b(minor|slight|cosmetic)\b/iu;
const ORDINARY = /一般|普通|\b(ordinary|normal|medium)\b/iu;
const DENIED = /(?:不是|不算|\bnot\b)\s*(?:很|太|那么|so|very)?\s*(?:严重|轻微|一般|serious|severe|minor|ordinary)/giu;

/**
 * A correction of one finding by its number: taken away, another level, other words. `no-such` when
 * there is no finding of that number, undefined when it is no correction.
 */
export function correctFindings(text: string, draft: Draft, book: MoveInBook): Draft | 'no-such' | undefined {
  const named = WHICH.exec(text);
  const said = named?.[1] ?? named?.[2] ?? named?.[3];
  const at = said ? numeral(said) - 1 : -1;
  const defect = draft.defects[at];
  if (!named) return undefined;
  if (!defect) return 'no-such';
  const rest = text.slice(named.index + named[0].length);
  if (AWAY.test(text)) return { ...draft, defects: draft.defects.filter((_, index) => index !== at) };
  const level = levelIn(rest);
  if (level) return withDefect(draft, at, { ...defect, level });
  const words = rest.replace(/^[\s，,:：]*(改成|改为|应该是|应为|是|should be|is|to)?[\s，,:：]*/iu, '').trim();
  if (words.length < 2) return undefined;
  const [read] = readFindings(words, { defects: [], checks: {} }, book)?.defects ?? [];
  const changed = read ?? { ...defect, words, level: levelOf(words, book) };
  return withDefect(draft, at, { ...changed, files: defect.files });
}

const NUMERALS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};

/** 2, 二 or 两; beyond ten people write digits. */
function numeral(said: string): number {
  return NUMERALS[said] ?? Number(said);
}

function levelIn(text: string): Level | undefined {
  const meant = text.replace(DENIED, '');
  if (SERIOUS.test(meant)) return 'serious';
  if (MINOR.test(meant)) return 'minor';
  return ORDINARY.test(meant) ? 'ordinary' : undefined;
}

function withDefect(draft: Draft, at: number, defect: Finding): Draft {
  return { ...draft, defects: draft.defects.map((one, index) => (index === at ? defect : one)) };
}

/** Adds photos to the finding that is named by number, else to the last one; undefined when there is none. */
export function addPhotos(text: string, draft: Draft, files: readonly string[]): Draft | undefined {
  const said = WHICH.exec(text)?.[1];
  const at = (said ? numeral(said) : draft.defects.length) - 1;
  const defect = draft.defects[at];
  return defect && withDefect(draft, at, { ...defect, files: [...defect.files, ...files] });
}
