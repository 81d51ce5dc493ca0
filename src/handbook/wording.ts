/** How residents say a thing, in the notation of {@link wordingFault}; `unless` are longer words in which it means something else. */
export interface Wordings {
  readonly zh: readonly string[];
  readonly en: readonly string[];
  readonly unless?: readonly string[] | undefined;
}

/** What … stands for at most, in characters. */
const GAP = { zh: 10, en: 40 };
/** The rest of an English word that goes on: divorc* is divorce, divorced, divorcing. */
const ENDING = '[a-z]{0,12}';
const TOKEN = /[()[\]|*]|\s+|[a-z0-9'’]+|./gisu;

interface Compiled {
  /** Any of the wordings. */
  readonly any: RegExp;
  /** One for each wording, its parts as groups. */
  readonly each: readonly RegExp[];
  readonly unless: readonly RegExp[];
}

const compiled = new WeakMap<Wordings, Compiled>();

/** The words of a text that say one of these, without what stands between; one for each wording that is found. */
export function saidOf(text: string, wordings: Wordings): string[] {
  return patternsOf(wordings).each.flatMap((pattern) => {
    const match = pattern.exec(text);
    return match ? [match.slice(1).join('')] : [];
  });
}

/** True when a text says one of these. */
export function says(text: string, wordings: Wordings): boolean {
  const { any, unless } = patternsOf(wordings);
  const said = unless.reduce((rest, pattern) => rest.replace(pattern, ' '), text);
  return any.test(said);
}

/** A text without what says one of these. */
export function without(text: string, wordings: Wordings): string {
  return patternsOf(wordings).each.reduce((rest, pattern) => rest.replaceAll(new RegExp(pattern, 'giu'), ' '), text);
}

/**
 * What is wrong with a wording; undefined when it can be used. … stands for a few characters, ~ for such without a comma, | for
 * either, [ ] holds what may be left out and ( ) what belongs together, * stands for the rest of an English word, and = before all
 * for the whole message.
 */
export function wordingFault(wording: string): 'brackets' | 'empty' | undefined {
  let depth = 0;
  for (const sign of wording) {
    if ((sign === '…' || sign === '~') && depth > 0) return 'brackets';
    depth += '(['.includes(sign) ? 1 : ')]'.includes(sign) ? -1 : 0;
    if (depth < 0) return 'brackets';
  }
  if (depth > 0) return 'brackets';
  if (/(?:^=?|[…~|([])(?:[…~|)\]]|$)|[…~|]$/u.test(wording.replaceAll(' ', ''))) return 'empty';
  return patternOf(wording, 0).test('') ? 'empty' : undefined;
}

function patternsOf(wordings: Wordings): Compiled {
  let patterns = compiled.get(wordings);
  if (!patterns) {
    const { zh, en, unless = [] } = wordings;
    const each = [...zh.map((one) => patternOf(one, GAP.zh)), ...en.map((one) => patternOf(one, GAP.en))];
    // An empty list says nothing.
    const any = new RegExp(each.map(({ source }) => source).join('|') || '(?!)', 'iu');
    patterns = { any, each, unless: unless.map((one) => new RegExp(patternOf(one, GAP.zh).source, 'giu')) };
    compiled.set(wordings, patterns);
  }
  return patterns;
}

/** Every repetition is bounded and none stands in another, so that matching takes linear time. */
function patternOf(wording: string, gap: number): RegExp {
  const whole = wording.startsWith('=');
  const source = (whole ? wording.slice(1) : wording)
    .split(/([…~])/u)
    .map((part) => (part in BETWEEN ? `[^${BETWEEN[part]}]{0,${gap}}?` : `(${sourceOf(part.trim())})`))
    .join('');
  return new RegExp(whole ? `^[\\s\\p{P}]{0,9}${source}[\\s\\p{P}]{0,9}$` : source, 'iu');
}

/** What the characters between two parts are not. */
const BETWEEN: Readonly<Record<string, string>> = { '…': '\\n。！？!?', '~': '\\n。！？!?，,；;' };

const SIGNS: Readonly<Record<string, string>> = { '(': '(?:', '[': '(?:', ')': ')', ']': ')?', '|': '|', '*': ENDING };

/** English counts only as whole words: "bar" is not in "barking". */
function sourceOf(part: string): string {
  const tokens = part.match(TOKEN) ?? [];
  return tokens
    .map((token, at) => {
      const sign = SIGNS[token];
      if (sign !== undefined) return sign;
      if (/^\s/u.test(token)) return '\\s{1,3}';
      if (!/^[a-z0-9'’]/iu.test(token)) return token.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
      const before = /^[a-z0-9]/iu.test(token) ? '(?<![a-z0-9])' : '';
      const after = tokens[at + 1] === '*' ? '' : '(?![a-z0-9])';
      return `${before}${token.replace(/['’]/gu, "['’]")}${after}`;
    })
    .join('');
}
