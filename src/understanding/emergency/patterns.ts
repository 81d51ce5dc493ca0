/** One kind of danger in the words of residents; see `about` in `emergency.json` for how a pattern is written. */
export interface EmergencyKind {
  kind: string;
  zh: readonly string[];
  en: readonly string[];
  pinyin?: readonly string[];
  not?: readonly string[];
}

/** `emergency.json`. */
export interface EmergencyRules {
  kinds: readonly EmergencyKind[];
  calm: { zh: readonly string[]; en: readonly string[] };
  now: { zh: readonly string[]; en: readonly string[] };
}

const literal = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const ZH_GAP = '[^。！？!?\\n]{0,10}?';
const EN_GAP = '[^.。！？!?\\n]{0,40}?';

/** A word of Latin letters must stand alone: "fire" is not in "fired". */
function bounded(word: string): string {
  const before = /^[a-z\d]/.test(word) ? '(?<![a-z])' : '';
  const after = /[a-z\d]$/.test(word) ? '(?![a-z])' : '';
  return `${before}${literal(word).replace(/ /g, '\\s{1,3}')}${after}`;
}

function groups(pattern: string, word: (one: string) => string): string[] {
  return pattern
    .toLowerCase()
    .split('…')
    .map((group) =>
      group
        .split('|')
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .filter((group) => group.length > 0)
    .map((group) => `(?:${group.map(word).join('|')})`);
}

/** A pattern in words as a regular expression, with = for "the whole message"; every repetition in it is bounded, so that matching is linear in the text. */
function source(pattern: string): string {
  if (pattern.startsWith('=')) return `^[^a-z\\u4e00-\\u9fff]{0,9}${groups(pattern.replaceAll('=', ''), bounded).join('')}[^a-z\\u4e00-\\u9fff]{0,9}$`;
  return groups(pattern, bounded).join(/[a-z]/i.test(pattern.charAt(0)) ? EN_GAP : ZH_GAP);
}

/** All patterns as one global expression; one that matches nothing when the list is empty. */
export const compile = (patterns: readonly string[]): RegExp =>
  new RegExp(patterns.map(source).join('|') || '(?!)', 'g');

/** Syllables of pinyin as Chinese text gives them (each followed by a blank) and as people type them (blanks left out at will). */
export function compilePinyin(patterns: readonly string[], typed: boolean): RegExp {
  const syllables = (word: string): string => (typed ? word.replace(/ /g, '\\s?') : `${word} `);
  const join = (pattern: string): string =>
    `(?<![a-z])${groups(pattern, syllables).join(typed ? '[a-z\\s]{0,20}?' : '(?:[a-z]{1,6} ){0,6}?')}`;
  return new RegExp(patterns.map(join).join('|') || '(?!)', 'g');
}
