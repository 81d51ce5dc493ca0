const DIGITS = new Map(
  Object.entries({
    零: 0,
    〇: 0,
    一: 1,
    幺: 1,
    壹: 1,
    二: 2,
    两: 2,
    俩: 2,
    仨: 3,
    贰: 2,
    三: 3,
    叁: 3,
    四: 4,
    五: 5,
    六: 6,
    七: 7,
    八: 8,
    九: 9,
  }),
);
const UNITS = new Map(Object.entries({ 十: 10, 百: 100, 千: 1000, 万: 10000 }));
const ENGLISH = new Map(
  [
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
    'thirteen',
  ].map((word, value) => [word, value]),
);
const EXTRA: [string, number][] = [
  ['a', 1],
  ['an', 1],
  ['couple', 2],
  ['few', 3],
  ['fifteen', 15],
  ['twenty', 20],
  ['thirty', 30],
];
for (const [word, value] of EXTRA) ENGLISH.set(word, value);

/** A regular-expression fragment for a number in digits or Chinese numerals. */
export const NUMBER = '(?:\\d{1,4}|[零〇一二两三四五六七八九十百千]{1,6})';

/** A regular-expression fragment for a number in digits or an English word up to thirty. */
export const ENGLISH_NUMBER =
  '(?:\\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)';

/** Reads digits or Chinese numerals (二十三, 一千二百, 一百零五, 两百五 = 250) as a number; undefined when it is none. */
export function readNumber(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const english = ENGLISH.get(text);
  if (english !== undefined) return english;
  if (/^[零〇一二两三四五六七八九幺]+$/.test(text)) return Number(spelled(text));
  return readUnits(text);
}

function readUnits(text: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit = 0;
  let last = 0;
  for (const char of text) {
    const unit = UNITS.get(char);
    if (unit === undefined) {
      const value = DIGITS.get(char);
      if (value === undefined) return undefined;
      digit = value;
      if (value === 0) last = 0;
    } else if (unit === 10000) {
      total += (section + digit) * unit;
      section = 0;
      digit = 0;
      last = unit;
    } else {
      section += (digit || 1) * unit;
      digit = 0;
      last = unit;
    }
  }
  // 两百五 and 一千二 leave the last unit unsaid.
  return total + section + (digit && last > 10 ? (digit * last) / 10 : digit);
}

/** Chinese digits one by one: 五零幺 → "501". */
export function spelled(text: string): string {
  let out = '';
  for (const char of text) out += /\d/.test(char) ? char : (DIGITS.get(char) ?? '');
  return out;
}

/** A door number as spoken: 五零一 → 501, 十二零一 → 1201, 一千二百零三 → 1203, "12b" → "12B", 0703 → 703; undefined when it is none. */
export function readDoor(text: string): string | undefined {
  if (/^[a-z]?\d+[a-z]?$/.test(text)) return text.replace(/^0(?=\d{3})/, '').toUpperCase();
  if (/[百千]/.test(text)) return readNumber(text)?.toString();
  const floor =
    /^[二三四五六七八九]?十[一二三四五六七八九]?(?=[零〇一二三四五六七八九幺]{2}$)/.exec(text)?.[0] ??
    /^[二三四五六七八九]?十(?=[零〇])/.exec(text)?.[0];
  if (floor !== undefined) return `${readNumber(floor)}${spelled(text.slice(floor.length))}`;
  if (/十/.test(text)) return readNumber(text)?.toString();
  return spelled(text) || undefined;
}
