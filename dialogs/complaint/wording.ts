import { isCorrection, type Reading } from '../asking/form.ts';

/** How residents say a thing, as the handbook lists it: … stands for some words between, | for either. */
export interface Wordings {
  readonly zh: readonly string[];
  readonly en: readonly string[];
}

const GAP = { zh: 10, en: 40 };
const compiled = new WeakMap<Wordings, readonly RegExp[]>();

/** The words of a text that say one of these, without what stands between; one for each wording that is found. */
export function saidOf(text: string, wordings: Wordings): string[] {
  return patternsOf(wordings).flatMap((pattern) => {
    const match = pattern.exec(text);
    return match ? [match.slice(1).join('')] : [];
  });
}

/** True when a text says one of these. */
export function says(text: string, wordings: Wordings): boolean {
  return patternsOf(wordings).some((pattern) => pattern.test(text));
}

/** A text without what says one of these. */
export function without(text: string, wordings: Wordings): string {
  return patternsOf(wordings).reduce((rest, pattern) => rest.replaceAll(new RegExp(pattern, 'giu'), ' '), text);
}

function patternsOf(wordings: Wordings): readonly RegExp[] {
  let patterns = compiled.get(wordings);
  if (!patterns) {
    patterns = [
      ...wordings.zh.map((one) => patternOf(one, GAP.zh)),
      ...wordings.en.map((one) => patternOf(one, GAP.en)),
    ];
    compiled.set(wordings, patterns);
  }
  return patterns;
}

function patternOf(wording: string, gap: number): RegExp {
  const parts = wording.split('…').map((part) => `(${part.split('|').map(literal).join('|')})`);
  return new RegExp(parts.join(`[^\\n。！？!?]{0,${gap}}?`), 'iu');
}

/** Latin words count only as whole words: "bar" is not in "barking". */
function literal(words: string): string {
  const escaped = words.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const before = /^[a-z0-9]/iu.test(escaped) ? '(?<![a-z0-9])' : '';
  const after = /[a-z0-9]$/iu.test(escaped) ? '(?![a-z0-9])' : '';
  return `${before}${escaped}${after}`;
}

/** True when an answer is there already and nobody asks for it or corrects it. */
export function isSettled({ earlier, asked, text }: Pick<Reading, 'earlier' | 'asked' | 'text'>): boolean {
  return earlier !== undefined && earlier.value !== null && !asked && !isCorrection(text);
}

/** A text without what it denies: 「不是楼上，是隔壁」 is about 隔壁. */
export function affirmed(text: string): string {
  return text.replace(/不是[^，,。；;是]{1,12}|\bnot [^,.;]{1,30}(?=[,.;]|\bbut\b)/giu, ' ');
}
