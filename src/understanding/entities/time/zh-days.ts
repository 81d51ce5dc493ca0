import { readNumber } from '../numbers.ts';
import { DAY, fieldsOf, startOfDay, startOfWeek, type Wall, wallOf } from './civil.ts';
import { holidayAt } from './holidays.ts';
import type { Days } from './phrase.ts';
import { exec, type Read } from './reading.ts';
import { readStretch } from './zh-stretches.ts';

const N = '(\\d{1,2}|[一二两三四五六七八九十]{1,3})';
/** The last alternatives are how Cantonese, Wu and Sichuan speakers write today, tomorrow and yesterday. */
const NAMED =
  /大后[天日]|大前[天日]|后[天日]|前[天日](?!子)|后儿个?|前儿个?|今天|今日|今儿个?|明天|明日|明儿个?|昨天|昨日|昨儿个?|当天|当日|今(?=早|晚|夜|上午|下午|中午|傍晚|儿)|明(?=早|晚|上午|下午|中午|傍晚)|昨(?=早|晚|夜|半夜|下午|上午|中午)|后(?=早|晚)|今明两?天|明后两?天|第二天(?=早|上午|中午|下午|晚|凌晨|\d)|听日|聽日|听(?=晚|朝)|琴日|寻日|尋日|琴(?=晚)|寻(?=晚)|今朝|明朝(?!代)/y;
const SHIFT: Record<string, number> = {
  大后: 3,
  大前: -3,
  后: 2,
  前: -2,
  今: 0,
  明: 1,
  听: 1,
  聽: 1,
  昨: -1,
  琴: -1,
  寻: -1,
  尋: -1,
  当: 0,
  第: 1,
};
const WEEKDAY =
  /((?:(?:下下|上上|下|上|这|本)个?)?)(?:周|星期|礼拜|拜)([一二三四五六日天1-7])(?!期|礼拜|年)((?:[、,]?[一二三四五六日])*)(?![点刻个号十多两早楼栋单]|[:：])/y;
const WEEKEND = /(?:(下下|下|上|这|本)个?)?(?:(?:周|星期|礼拜)末|双休日?)/y;
const WEEK = /(下下|下|上上|上|这|本)一?个?(?:周|星期|礼拜)(?![一二三四五六日天末1-7])/y;
const WORKDAYS = /工作日/y;
const FULL_DATE = /(20\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)[日号]?/y;
const MONTH_DAY = new RegExp(`${N}月(?:份)?\\s?(?:${N}[号日]?|(初|中旬?|底|上旬|下旬))`, 'y');
const SLASH_DATE = /(1[0-2]|0?[1-9])[/.-](3[01]|[12]\d|0?[1-9])(?=\s?(?:日|号|上午|下午|早|晚|中午|周))[日号]?/y;
const DAY_OF_MONTH = new RegExp(
  `(?:(下|上|这|本)个?月\\s?)?${N}(?:[号](?![楼栋幢门线院铺桩梯车机柜位口电井泵闸岗充地房厅商]|单元|客梯|货梯|灯)|日(?![常报用历]))`,
  'y',
);
const MONTH =
  /(下|上|这|本)?个?月(底|末|初|中)|(下|上|这|本)个?月|(?<![半大小\d一二两三四五六七八九十几今去明前后])年[底前后]|过完年/y;

const days = (from: Wall, length: number, granularity: Days['granularity'] = 'day', fixed = true): Days => ({
  from,
  to: from + length * DAY,
  granularity,
  fixed,
});

const shiftOf = (word?: string): number =>
  word?.startsWith('下下')
    ? 2
    : word?.startsWith('下')
      ? 1
      : word?.startsWith('上上')
        ? -2
        : word?.startsWith('上')
          ? -1
          : 0;

function namedDay(text: string, at: number, now: Wall): Read<Days> {
  const word = exec(NAMED, text, at)?.[0];
  if (!word) return undefined;
  const shift = SHIFT[word.slice(0, 2)] ?? SHIFT[word.charAt(0)] ?? 0;
  const length = /^(?:今明|明后)/.test(word) ? 2 : 1;
  return { value: days(startOfDay(now) + shift * DAY, length), length: word.length };
}

function weekday(text: string, at: number, now: Wall): Read<Days> {
  const match = exec(WEEKDAY, text, at);
  if (!match) return undefined;
  const number = readWeekday(match[2] ?? '') ?? 1;
  const said = match[1] ?? '';
  let day = startOfWeek(now) + (number - 1) * DAY + shiftOf(said) * 7 * DAY;
  if (said === '' && day < startOfDay(now)) day += 7 * DAY;
  const last = readWeekday((match[3] ?? '').slice(-1));
  const length = last && last > number ? last - number + 1 : 1;
  return { value: days(day, length, 'day', said !== ''), length: match[0].length };
}

const readWeekday = (said: string): number | undefined => (/[日天]/.test(said) ? 7 : readNumber(said));

function week(text: string, at: number, now: Wall): Read<Days> {
  const end = exec(WEEKEND, text, at);
  if (end) return { value: days(startOfWeek(now) + (5 + shiftOf(end[1]) * 7) * DAY, 2), length: end[0].length };
  const whole = exec(WEEK, text, at);
  if (whole) return { value: days(startOfWeek(now) + shiftOf(whole[1]) * 7 * DAY, 7, 'week'), length: whole[0].length };
  const work = exec(WORKDAYS, text, at);
  if (!work) return undefined;
  const monday = startOfWeek(now) + (fieldsOf(now).weekday > 5 ? 7 * DAY : 0);
  const from = Math.max(monday, startOfDay(now));
  return { value: { from, to: monday + 5 * DAY, granularity: 'week', fixed: true }, length: work[0].length };
}

function monthDay(text: string, at: number, now: Wall): Read<Days> {
  const full = exec(FULL_DATE, text, at);
  if (full)
    return { value: days(wallOf(Number(full[1]), Number(full[2]), Number(full[3])), 1), length: full[0].length };
  const match = exec(MONTH_DAY, text, at) ?? exec(SLASH_DATE, text, at);
  const month = match && readNumber(match[1] ?? '');
  if (!match || !month || month > 12) return undefined;
  const part = match[3];
  const day = part
    ? ({ 初: 1, 上: 1, 中: 11, 下: 21, 底: 26 }[part.charAt(0)] ?? 1)
    : (readNumber(match[2] ?? '') ?? 0);
  if (day < 1 || day > 31) return undefined;
  const { year } = fieldsOf(now);
  let from = wallOf(year, month, day);
  // "3月5号" said in April was a month ago; said in November it is next spring.
  if (from < startOfDay(now) - 120 * DAY) from = wallOf(year + 1, month, day);
  return { value: part ? days(from, 6, 'week', false) : days(from, 1, 'day', false), length: match[0].length };
}

function dayOfMonth(text: string, at: number, now: Wall): Read<Days> {
  const match = exec(DAY_OF_MONTH, text, at);
  const day = match && readNumber(match[2] ?? '');
  if (!match || !day || day > 31) return undefined;
  const { year, month } = fieldsOf(now);
  let from = wallOf(year, month + shiftOf(match[1]), day);
  if (!match[1] && from < startOfDay(now)) from = wallOf(year, month + 1, day);
  return { value: days(from, 1, 'day', Boolean(match[1])), length: match[0].length };
}

function month(text: string, at: number, now: Wall): Read<Days> {
  const match = exec(MONTH, text, at);
  if (!match) return undefined;
  const { year, month: current } = fieldsOf(now);
  if (/^年|^过/.test(match[0])) {
    const from =
      match[0] === '年底' ? wallOf(year, 12, 20) : match[0] === '年前' ? startOfDay(now) : wallOf(year + 1, 2, 20);
    const to = /年后|过完/.test(match[0]) ? from + 14 * DAY : wallOf(year + 1, 1, 1);
    return { value: { from, to, granularity: 'month', fixed: true }, length: match[0].length };
  }
  const at1 = current + shiftOf(match[1] ?? match[3]);
  const third: Record<string, [number, number]> = { 底: [26, 32], 末: [26, 32], 初: [1, 6], 中: [11, 21] };
  const [first, last] = third[match[2] ?? ''] ?? [1, 0];
  const endOfMonth = wallOf(year, at1 + 1, 1);
  const bounds = (index: number): [Wall, Wall] => [
    wallOf(year, index, first),
    last === 0 || last === 32 ? wallOf(year, index + 1, 1) : wallOf(year, index, last),
  ];
  const [from, to] = endOfMonth > now || match[1] || match[3] ? bounds(at1) : bounds(at1 + 1);
  const [later, laterEnd] = !match[1] && !match[3] && to <= now ? bounds(at1 + 1) : [from, to];
  return {
    value: { from: later, to: laterEnd, granularity: last === 0 ? 'month' : 'week', fixed: true },
    length: match[0].length,
  };
}

/** 每周六, 每个周末, 每月5号: the next of them. */
function again(text: string, at: number, now: Wall): Read<Days> {
  const match = exec(
    /每个?(?=(?:周|星期|礼拜)[一二三四五六日天末1-7])|每个?月的?(?=[\d一二三十]{1,3}[号日])|每个?(?=月[底初末])/y,
    text,
    at,
  );
  const from = at + (match?.[0].length ?? 0);
  const read =
    match &&
    (weekday(text, from, now) ?? week(text, from, now) ?? dayOfMonth(text, from, now) ?? month(text, from, now));
  return read ? { value: read.value, length: from - at + read.length } : undefined;
}

/** A day, weekend, week, date, month, season, year or holiday at this place; of what comes again and again the next. */
export function readDays(text: string, at: number, now: Wall): Read<Days> {
  const holiday = holidayAt(text, at, now);
  if (holiday) return { value: days(holiday.day, 1, 'day', false), length: holiday.length };
  return (
    namedDay(text, at, now) ??
    weekday(text, at, now) ??
    again(text, at, now) ??
    week(text, at, now) ??
    monthDay(text, at, now) ??
    dayOfMonth(text, at, now) ??
    month(text, at, now) ??
    readStretch(text, at, now)
  );
}
