import { readNumber } from '../numbers.ts';
import { DAY, fieldsOf, startOfDay, type Wall, wallOf } from './civil.ts';

const lunar = new Intl.DateTimeFormat('en-US-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
const found = new Map<string, Wall>();

/** Finds the day of a lunar month and day from a day on; the calendar comes with the run time. */
function lunarDay(month: number, day: number, from: Wall): Wall {
  const key = `${month}/${day}/${from}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  let at = from;
  for (let i = 0; i < 400 && lunar.format(at) !== `${month}/${day}`; i++) at += DAY;
  if (found.size > 100) found.clear();
  found.set(key, at);
  return at;
}

function solarDay(month: number, day: number, from: Wall): Wall {
  const { year } = fieldsOf(from);
  const at = wallOf(year, month, day);
  return at < from ? wallOf(year + 1, month, day) : at;
}

type Holiday = readonly [RegExp, (from: Wall) => Wall];
const solar = (words: string, month: number, day: number): Holiday => [
  new RegExp(words, 'y'),
  (from) => solarDay(month, day, from),
];
const byMoon = (words: string, month: number, day: number, shift = 0): Holiday => [
  new RegExp(words, 'y'),
  (from) => lunarDay(month, day, from - shift * DAY) + shift * DAY,
];

const HOLIDAYS: readonly Holiday[] = [
  solar("元旦|new year'?s? day", 1, 1),
  solar('情人节', 2, 14),
  solar('清明节?', 4, 5),
  solar('五一(?:劳动节|节|长假|假期)?|劳动节|labou?r day|may day', 5, 1),
  solar('六一', 6, 1),
  solar('国庆(?:节|长假|假期)?|十一(?:长假|假期|黄金周)|national day', 10, 1),
  solar('双十一|双11', 11, 11),
  solar('双十二|双12', 12, 12),
  solar("跨年夜?|new year'?s? eve", 12, 31),
  solar('平安夜|christmas eve', 12, 24),
  solar('圣诞节?|christmas(?: day)?', 12, 25),
  ...['二', '三', '四', '五', '六', '七', '八'].map((day, i) => byMoon(`大年初${day}`, 1, i + 2)),
  byMoon('春节|大年初一|过年(?!好)|chinese new year|spring festival', 1, 1),
  byMoon('除夕|年三十|大年三十', 1, 1, -1),
  byMoon('元宵节?(?!灯|活动|晚会|猜)', 1, 15),
  byMoon('端午节?|dragon boat', 5, 5),
  byMoon('中秋节?|mid-autumn', 8, 15),
];

const MOON_MONTHS: Record<string, number> = { 正月: 1, 冬月: 11, 腊月: 12 };
const MOON_DAY =
  /(正月|冬月|腊月)(二十[一二三四五六七八九]?|廿[一二三四五六七八九]|三十|初?十?[一二三四五六七八九]|初?十)|初[二三四五六七八九十](?=过后|以后|之后|以前|之前)/y;

/** A day of a lunar month: 腊月二十三, 正月初八. */
function moonDayAt(folded: string, at: number, now: Wall): { day: Wall; length: number } | undefined {
  MOON_DAY.lastIndex = at;
  const match = MOON_DAY.exec(folded);
  const day = match && readNumber((match[2] ?? match[0]).replace('初', '').replace('廿', '二十'));
  if (!match || !day) return undefined;
  return { day: lunarDay(MOON_MONTHS[match[1] ?? ''] ?? 1, day, startOfDay(now)), length: match[0].length };
}

/** A holiday or lunar day named at this place of the text: its next day from today on, and how many characters name it. */
export function holidayAt(folded: string, at: number, now: Wall): { day: Wall; length: number } | undefined {
  for (const [pattern, next] of HOLIDAYS) {
    pattern.lastIndex = at;
    const match = pattern.exec(folded);
    if (match) return { day: next(startOfDay(now)), length: match[0].length };
  }
  return moonDayAt(folded, at, now);
}
