import { DAY, fieldsOf, startOfDay, startOfWeek, type Wall, wallOf } from './civil.ts';
import { holidayAt } from './holidays.ts';
import type { Days } from './phrase.ts';
import { exec, type Read } from './reading.ts';

const day = (from: Wall, fixed = true): Days => ({ from, to: from + DAY, granularity: 'day', fixed });

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAMES =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const NAMED =
  /(the day after tomorrow|day after tomorrow|the day before yesterday|today|tonight|tomorrow|tomorow|tommorow|tmrw?|tmw|yesterday|last night|(?:every|each) (?:single )?day|everyday|daily)(?![a-z])|(this|every|each) (?=(?:morning|afternoon|evening|night)s?(?![a-z]))/y;
const SHIFT: Record<string, number> = {
  'the day after tomorrow': 2,
  'day after tomorrow': 2,
  'the day before yesterday': -2,
  yesterday: -1,
  'last night': -1,
  today: 0,
  tonight: 0,
  'this ': 0,
  'every ': 0,
  'each ': 0,
  daily: 0,
  everyday: 0,
  'every day': 0,
  'each day': 0,
  'every single day': 0,
  'each single day': 0,
};
const WEEKDAY =
  /(?:on\s)?(this coming|this|next|last|coming|every|each)?\s?(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?(?![a-z])/y;
const WEEK =
  /(?:(?:the )?(?:end of|beginning of|early|later|late)\s)?(this|next|last|the|on|at|every|each)?\s?(?:the\s)?(weekend|weekdays?|week)s?(?![a-z])/y;
const MONTH_DAY = new RegExp(`(?:on\\s)?${MONTH_NAMES}\\s(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:a-z])`, 'y');
const DAY_MONTH = new RegExp(
  `(?:on\\s)?(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${MONTH_NAMES}(?![a-z])`,
  'y',
);
const ORDINAL =
  /(?:on\s)?the\s(\d{1,2})(?:st|nd|rd|th)(?!\s?(?:floor|time|building|block|unit|one|person|[a-z]*\stime))(?![a-z])/y;
const NEXT_MONTH = /the\s(\d{1,2})(?:st|nd|rd|th)\sof\s(this|next) month/y;
const NAMED_MONTH =
  /(?:(?:end of|beginning of|early|late|mid)[\s-])?(january|february|april|june|july|august|september|october|november|december|(?<=in |since |until |till |by |next |last )(?:march|may))(?![a-z]|\s\d)/y;
const ISO_DATE = /(?:on\s)?(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/y;
const MONTH =
  /(?:at\s)?(?:the\s)?(end|beginning|start|middle) of (?:the|this|next) month|(this|next|last) (month|quarter|year)(?![a-z])/y;

function weekday(text: string, at: number, now: Wall): Read<Days> {
  const match = exec(WEEKDAY, text, at);
  if (!match?.[2]) return undefined;
  // "sun" and "sat" are words of their own: the sun, I sat.
  if (
    /^(?:sun|sat|wed|mon)$/.test(match[2]) &&
    !/^[\s,.!?-]*(?:$|fri|sun|\d|morning|afternoon|evening|at|after|before|night)/.test(
      text.slice(at + match[0].length),
    )
  )
    return undefined;
  const index = WEEKDAYS.indexOf(match[2].slice(0, 3));
  const thisWeek = startOfWeek(now) + index * DAY;
  const upcoming = thisWeek < startOfDay(now) ? thisWeek + 7 * DAY : thisWeek;
  const from =
    match[1] === 'last'
      ? thisWeek < startOfDay(now)
        ? thisWeek
        : thisWeek - 7 * DAY
      : match[1] === 'next'
        ? thisWeek + 7 * DAY
        : upcoming;
  return { value: day(from, match[1] !== undefined), length: match[0].length };
}

function week(text: string, at: number, now: Wall): Read<Days> {
  const match = exec(WEEK, text, at);
  if (!match?.[2] || (match[2] === 'week' && !/^(?:this|next|last|every|each)$/.test(match[1] ?? ''))) return undefined;
  const shift = match[1] === 'next' ? 7 * DAY : match[1] === 'last' ? -7 * DAY : 0;
  const monday = startOfWeek(now) + shift;
  if (match[2] === 'weekend')
    return {
      value: { from: monday + 5 * DAY, to: monday + 7 * DAY, granularity: 'day', fixed: true },
      length: match[0].length,
    };
  const length = match[2].startsWith('weekday') ? 5 : 7;
  return {
    value: { from: monday, to: monday + length * DAY, granularity: 'week', fixed: true },
    length: match[0].length,
  };
}

function wholeMonth(month: number, now: Wall): Days {
  const { year } = fieldsOf(now);
  const said = wallOf(year, month, 1) < startOfDay(now) - 120 * DAY ? year + 1 : year;
  return { from: wallOf(said, month, 1), to: wallOf(said, month + 1, 1), granularity: 'month', fixed: true };
}

function date(text: string, at: number, now: Wall): Read<Days> {
  const iso = exec(ISO_DATE, text, at);
  if (iso) return { value: day(wallOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))), length: iso[0].length };
  const named = exec(MONTH_DAY, text, at);
  const turned = named ? null : exec(DAY_MONTH, text, at);
  const month = MONTHS.indexOf((named?.[1] ?? turned?.[2] ?? '').slice(0, 3)) + 1;
  const number = Number(named?.[2] ?? turned?.[1]);
  const { year, month: current } = fieldsOf(now);
  if (month > 0 && number >= 1 && number <= 31) {
    const from = wallOf(year, month, number);
    return {
      value: day(from < startOfDay(now) - 120 * DAY ? wallOf(year + 1, month, number) : from, false),
      length: (named ?? turned)?.[0].length ?? 0,
    };
  }
  const next = exec(NEXT_MONTH, text, at);
  if (next)
    return {
      value: day(wallOf(year, current + (next[2] === 'next' ? 1 : 0), Number(next[1]))),
      length: next[0].length,
    };
  const alone = exec(NAMED_MONTH, text, at);
  if (alone)
    return { value: wholeMonth(MONTHS.indexOf((alone[1] ?? '').slice(0, 3)) + 1, now), length: alone[0].length };
  const ordinal = exec(ORDINAL, text, at);
  if (!ordinal || Number(ordinal[1]) > 31) return undefined;
  const from = wallOf(year, current, Number(ordinal[1]));
  return {
    value: day(from < startOfDay(now) ? wallOf(year, current + 1, Number(ordinal[1])) : from, false),
    length: ordinal[0].length,
  };
}

function month(text: string, at: number, now: Wall): Read<Days> {
  const match = exec(MONTH, text, at);
  if (!match) return undefined;
  const { year, month: current } = fieldsOf(now);
  const size = match[3] === 'year' ? 12 : match[3] === 'quarter' ? 3 : 1;
  if (size > 1) {
    const first =
      Math.floor((current - 1) / size) * size + 1 + (match[2] === 'next' ? size : match[2] === 'last' ? -size : 0);
    return {
      value: { from: wallOf(year, first, 1), to: wallOf(year, first + size, 1), granularity: 'month', fixed: true },
      length: match[0].length,
    };
  }
  const index = current + (/next/.test(match[0]) ? 1 : match[2] === 'last' ? -1 : 0);
  const [first, last] = match[1] === 'end' ? [26, 0] : match[1] === 'middle' ? [11, 21] : match[1] ? [1, 6] : [1, 0];
  const to = last ? wallOf(year, index, last) : wallOf(year, index + 1, 1);
  return {
    value: { from: wallOf(year, index, first), to, granularity: match[1] ? 'week' : 'month', fixed: true },
    length: match[0].length,
  };
}

/** A day, weekend, week, date, month or holiday at this place. */
export function readDays(text: string, at: number, now: Wall): Read<Days> {
  const holiday = holidayAt(text, at, now);
  if (holiday) return { value: day(holiday.day, false), length: holiday.length };
  const named = exec(NAMED, text, at)?.[0];
  if (named) {
    const shift = SHIFT[named] ?? 1;
    const length = named === 'tonight' || named === 'last night' ? 0 : named.length;
    return { value: day(startOfDay(now) + shift * DAY), length };
  }
  return weekday(text, at, now) ?? week(text, at, now) ?? date(text, at, now) ?? month(text, at, now);
}
