/** One kind of danger in the words of residents; see `about` in `emergency.json` for how a pattern is written. */
export interface EmergencyKind {
  kind: string;
  zh: readonly string[];
  en: readonly string[];
  pinyin?: readonly string[];
  not?: readonly string[];
}

/** Words for telling 打我儿子的电话, a call, from blows: what is called, and the words after which a wish to be called begins. Separated by |. */
export interface PhoningWords {
  things: string;
  before: string;
}

/** `emergency.json`. */
export interface EmergencyRules {
  phoning?: PhoningWords;
  kinds: readonly EmergencyKind[];
  calm: { zh: readonly string[]; en: readonly string[] };
  now: { zh: readonly string[]; en: readonly string[] };
}

/** A stretch of a text. */
export interface Span {
  start: number;
  end: number;
}

/** Finds every stretch of a text that a list of patterns takes; nothing for an empty list. */
export type Matcher = (text: string) => Span[];

/** The same for several lists at once: looks over the text, then tells what the n-th list takes. */
export type Matchers = (text: string) => (list: number) => Span[];

interface Pattern {
  source: string;
  heads: readonly string[];
}

const literal = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const ZH_GAP = '[^。！？!?\\n]{0,10}?';
const EN_GAP = '[^.。！？!?\\n]{0,40}?';
const NO_WORDS = '[^a-z\\u4e00-\\u9fff]{0,9}';

/** A word of Latin letters must stand alone: "fire" is not in "fired". */
function bounded(word: string): string {
  const before = /^[a-z\d]/.test(word) ? '(?<![a-z])' : '';
  const after = /[a-z\d]$/.test(word) ? '(?![a-z])' : '';
  return `${before}${literal(word).replace(/ /g, '\\s{1,3}')}${after}`;
}

const groupsOf = (pattern: string): string[][] =>
  pattern
    .toLowerCase()
    .replaceAll('=', '')
    .split('…')
    .map((group) =>
      group
        .split('|')
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .filter((group) => group.length > 0);

const either = (words: readonly string[], word: (one: string) => string): string => `(?:${words.map(word).join('|')})`;

/** A pattern in words as a regular expression, with = for the whole message; every repetition in it is bounded, so that matching is linear. */
function source(pattern: string): string {
  const groups = groupsOf(pattern).map((group) => either(group, bounded));
  if (pattern.startsWith('=')) return `^${NO_WORDS}${groups.join('')}${NO_WORDS}$`;
  return groups.join(/[a-z]/i.test(pattern.charAt(0)) ? EN_GAP : ZH_GAP);
}

const spansOf = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));

/**
 * Tries a pattern only where the text holds a word that it can begin with: there are hundreds of patterns, and a message has words of few.
 */
function matchersOf(lists: readonly (readonly Pattern[])[]): Matchers {
  const patterns = lists.flat();
  const compiled = patterns.map((one) => new RegExp(one.source, 'g'));
  let patternsSoFar = 0;
  const ends = lists.map((list) => {
    patternsSoFar += list.length;
    return patternsSoFar;
  });
  const heads = new Map<number, Head[]>();
  for (const [of, one] of patterns.entries()) {
    for (const word of one.heads) {
      const key = word.length > 1 ? pairAt(word, 0) : word.charCodeAt(0);
      const list = heads.get(key);
      if (list) list.push({ word, of });
      else heads.set(key, [{ word, of }]);
    }
  }
  return (text) => {
    const due = new Set<number>();
    const look = (list: readonly Head[] | undefined, at: number) => {
      for (const { word, of } of list ?? []) if (!due.has(of) && text.startsWith(word, at)) due.add(of);
    };
    for (let at = 0; at < text.length; at++) {
      // Words of Latin letters begin only where one begins in the text.
      if (isLetter(text.charCodeAt(at)) && at > 0 && isLetter(text.charCodeAt(at - 1))) continue;
      look(heads.get(pairAt(text, at)), at);
      look(heads.get(text.charCodeAt(at)), at);
    }
    if (due.size === 0) return () => [];
    const inOrder = [...due].sort((a, b) => a - b);
    return (list) => {
      const [from, to] = [ends[list - 1] ?? 0, ends[list] ?? 0];
      return inOrder.filter((of) => of >= from && of < to).flatMap((of) => spansOf(text, compiled[of] ?? /(?!)/g));
    };
  };
}

/** A word that a pattern can begin with. */
interface Head {
  word: string;
  of: number;
}

/** Two characters as one number, beyond the numbers of single ones. */
const pairAt = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1) + 65_536;

const isLetter = (code: number): boolean => code >= 97 && code <= 122;

const headsOf = (pattern: string): string[] => (groupsOf(pattern)[0] ?? []).map((word) => word.replace(/ .*/, ''));

/** Makes ready the patterns of several lists. */
export const compileLists = (lists: readonly (readonly string[])[]): Matchers =>
  matchersOf(
    lists.map((patterns) =>
      patterns
        .map((pattern) => ({ source: source(pattern), heads: headsOf(pattern) }))
        .filter((one) => one.heads.length > 0),
    ),
  );

/** Makes ready the patterns of one list. */
export const compile = (patterns: readonly string[]): Matcher => {
  const find = compileLists([patterns]);
  return (text) => find(text)(0);
};

/** Syllables of pinyin as Chinese text gives them (each followed by a blank) and as people type them (blanks left out at will). */
export function compilePinyin(lists: readonly (readonly string[])[], typed: boolean): Matchers {
  const syllables = (word: string): string => (typed ? word.replace(/ /g, '\\s?') : `${word} `);
  const gap = typed ? '[a-z\\s]{0,20}?' : '(?:[a-z]{1,6} ){0,6}?';
  return matchersOf(
    lists.map((patterns) =>
      patterns.map((pattern) => ({
        source: `(?<![a-z])${groupsOf(pattern)
          .map((group) => either(group, syllables))
          .join(gap)}`,
        heads: headsOf(pattern),
      })),
    ),
  );
}
