import type { Entity, EntityType } from '../recognizer.ts';

/** A stretch of text, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** A text without personal data, and where something was hidden. */
export interface Masked {
  text: string;
  hidden: Span[];
}

const PERSONAL: ReadonlySet<EntityType> = new Set(['dwelling', 'phone', 'ticket', 'person-name']);
const PROVINCE = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const DIGIT = '[\\d０-９]';
/** What is personal whether or not the desk has a use for it: long numbers (identity, bank card), spoken ones, e-mail, number plates, chat names. */
const PATTERNS: readonly RegExp[] = [
  new RegExp(`${DIGIT}(?:[\\s-]?${DIGIT}){5,}[xX]?`, 'g'),
  /[零〇一二三四五六七八九幺]{6,}/g,
  /[\w.+-]{1,64}[@＠][\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g,
  new RegExp(`[${PROVINCE}][A-Za-z][·\\s]?[A-Za-z\\d]{5,6}(?![A-Za-z\\d])`, 'g'),
  /(?:微信|vx|wx|qq|wechat)(?:号|id|\s)*[:：是为\s]{1,3}([a-z\d][\w-]{4,19})/gi,
];
/** The words of an address that say which kind of number stands beside them. */
const ADDRESS_WORDS =
  /号楼|號樓|[栋幢棟座楼单單元室房间间层户门門号號]|(?<![a-z])(?:block|blk|building|bldg|bld|tower|unit|entrance|staircase|stairwell|room|rm|apartment|apt|flat|suite|door|floor|level|no|st|nd|rd|th)(?![a-z])/gi;

/**
 * Hides what says who wrote: every hidden character becomes another of its kind (a digit 1, a letter x, a Chinese character 某), so that the
 * text keeps its length, offsets in the answer are offsets in the message, and the service still sees "a home", "a number".
 */
export function maskForTravel(text: string, entities: readonly Entity[]): Masked {
  // Half a surrogate pair is no text that could be sent.
  const units = text.toWellFormed().split('');
  const hidden = [...ofEntities(text, entities), ...ofPatterns(text)];
  const kept = new Set(entities.filter(({ type }) => type === 'dwelling').flatMap((home) => addressWords(text, home)));
  for (const { start, end } of hidden) {
    for (let at = start; at < end; at++) if (!kept.has(at)) units[at] = cover(units[at] ?? '');
  }
  return { text: units.join(''), hidden };
}

function cover(unit: string): string {
  if (/\p{N}/u.test(unit)) return '1';
  if (/[零〇一二三四五六七八九十百千两幺]/.test(unit)) return '一';
  if (/[A-Z]/.test(unit)) return 'X';
  if (/[a-z]/.test(unit)) return 'x';
  return /[\s\p{P}\p{S}]/u.test(unit) ? unit : '某';
}

/** Personal entities; a name that was given once is hidden wherever it is said again. */
function ofEntities(text: string, entities: readonly Entity[]): Span[] {
  return entities
    .filter(({ type }) => PERSONAL.has(type))
    .flatMap((one) => [
      { start: one.start, end: one.end },
      ...(one.type === 'person-name' ? places(text, one.value.name ?? '') : []),
    ]);
}

function places(text: string, word: string): Span[] {
  const found: Span[] = [];
  if (word.length < 2) return found;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    found.push({ start: at, end: at + word.length });
  }
  return found;
}

function ofPatterns(text: string): Span[] {
  return PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => {
      const end = match.index + match[0].length;
      return { start: end - (match[1] ?? match[0]).length, end };
    }),
  );
}

function addressWords(text: string, { start, end }: Span): number[] {
  return [...text.slice(start, end).matchAll(ADDRESS_WORDS)].flatMap((match) =>
    Array.from(match[0], (_, at) => start + match.index + at),
  );
}
