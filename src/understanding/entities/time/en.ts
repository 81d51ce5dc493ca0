import { ENGLISH_NUMBER, readNumber } from '../numbers.ts';
import { DAY, fieldsOf, startOfDay, startOfWeek, type Wall, wallOf } from './civil.ts';
import { holidayAt } from './holidays.ts';
import type { Clock, Days, Part, Phrase } from './phrase.ts';

type Read<T> = { value: T; length: number } | undefined;

const exec = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};
const day = (from: Wall, fixed = true): Days => ({ from, to: from + DAY, granularity: 'day', fixed });

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAMES =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const NAMED =
  /(the day after tomorrow|day after tomorrow|the day before yesterday|today|tonight|tomorrow|tomorow|tommorow|tmrw?|tmw|yesterday|last night|this (?=morning|afternoon|evening))(?![a-z])/y;
const SHIFT: Record<string, number> = {
  'the day after tomorrow': 2,
  'day after tomorrow': 2,
  'the day before yesterday': -2,
  yesterday: -1,
  'last night': -1,
  today: 0,
  tonight: 0,
  'this ': 0,
};
const WEEKDAY =
  /(?:on\s)?(this|next|last|coming)?\s?(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?(?![a-z])/y;
const WEEK = /(this|next|last|the|on|at)?\s?(?:the\s)?(weekend|weekdays?|week)s?(?![a-z])/y;
const MONTH_DAY = new RegExp(`(?:on\\s)?${MONTH_NAMES}\\s(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:a-z])`, 'y');
const DAY_MONTH = new RegExp(
  `(?:on\\s)?(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${MONTH_NAMES}(?![a-z])`,
  'y',
);
const ORDINAL =
  /(?:on\s)?the\s(\d{1,2})(?:st|nd|rd|th)(?!\s?(?:floor|time|building|block|unit|one|person|[a-z]*\stime))(?![a-z])/y;
const ISO_DATE = /(?:on\s)?(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/y;
const MONTH = /(?:at\s)?(?:the\s)?(end|beginning|start|middle) of (?:the|this|next) month|(this|next|last) month/y;
const PARTS: readonly [RegExp, Part][] = [
  [/(?:in the |this )?(?:early )?morning(?![a-z])/y, { from: 6, to: 12 }],
  [/(?:at |around )?(?:noon|midday|lunch ?time|lunch)(?![a-z])/y, { from: 11, to: 14 }],
  [/(?:in the |this )?(?:late )?afternoon(?![a-z])/y, { from: 12, to: 18 }],
  [/(?:in the |this )?evening(?![a-z])|(?:at |late at )?night(?![a-z])|after work(?![a-z])/y, { from: 18, to: 24 }],
  [/(?:at )?midnight(?![a-z])|in the middle of the night/y, { from: 0, to: 6 }],
];
const HOUR12 = /(?:at\s|around\s|about\s)?(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s?(a\.?m\.?|p\.?m\.?)(?![a-z])/y;
const HOUR24 = /(?:at\s|around\s|about\s)?([01]?\d|2[0-3]):([0-5]\d)(?![\d:])/y;
const OCLOCK = new RegExp(
  `(?:at\\s|around\\s|about\\s)?(?:(half past|quarter past|quarter to)\\s)?(${ENGLISH_NUMBER})\\s?(o'?clock)?(?![a-z\\d./%-]|:\\d)`,
  'y',
);

function weekday(text: string, at: number, now: Wall): Read<Days> {
  const match = exec(WEEKDAY, text, at);
  if (!match?.[2]) return undefined;
  // "sun" and "sat" are words of their own: the sun, I sat.
  if (
    /^(?:sun|sat|wed|mon)$/.test(match[2]) &&
    !/^[\s,.!?]*(?:$|\d|morning|afternoon|evening|at|after|before|night)/.test(text.slice(at + match[0].length))
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
  if (!match?.[2] || (match[2] === 'week' && !/^(?:this|next|last)$/.test(match[1] ?? ''))) return undefined;
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
  const index = current + (/next/.test(match[0]) ? 1 : match[2] === 'last' ? -1 : 0);
  const [first, last] = match[1] === 'end' ? [26, 0] : match[1] === 'middle' ? [11, 21] : match[1] ? [1, 6] : [1, 0];
  const to = last ? wallOf(year, index, last) : wallOf(year, index + 1, 1);
  return {
    value: { from: wallOf(year, index, first), to, granularity: match[1] ? 'week' : 'month', fixed: true },
    length: match[0].length,
  };
}

function readDays(text: string, at: number, now: Wall): Read<Days> {
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

function readPart(text: string, at: number): Read<Part> {
  const night = exec(/tonight|last night/y, text, at);
  if (night) return { value: { from: 18, to: 24 }, length: night[0].length };
  for (const [pattern, part] of PARTS) {
    const match = exec(pattern, text, at);
    if (match) return { value: part, length: match[0].length };
  }
  return undefined;
}

/** `loose` takes a bare number as an hour: after "after", "between", "from", "at" and day words. */
function readClock(text: string, at: number, loose: boolean): Read<Clock> {
  const twelve = exec(HOUR12, text, at);
  if (twelve) {
    const hour = (Number(twelve[1]) % 12) + (twelve[3]?.startsWith('p') ? 12 : 0);
    return { value: { hour, minute: Number(twelve[2] ?? 0), sure: true }, length: twelve[0].length };
  }
  const digital = exec(HOUR24, text, at);
  if (digital)
    return {
      value: { hour: Number(digital[1]), minute: Number(digital[2]), sure: Number(digital[1]) > 12 },
      length: digital[0].length,
    };
  const match = exec(OCLOCK, text, at);
  const hour = match && readNumber(match[2] ?? '');
  if (!match || !hour || hour > 24 || (!loose && !match[3] && !match[1] && !/^at/.test(match[0]))) return undefined;
  const to = match[1] === 'quarter to';
  return {
    value: {
      hour: to ? hour - 1 : hour,
      minute: match[1] ? (match[1] === 'half past' ? 30 : to ? 45 : 15) : 0,
      sure: false,
    },
    length: match[0].length,
  };
}

interface Moment {
  days?: Days;
  part?: Part;
  clock?: Clock;
}

/** Day, part and clock come in any order in English. */
function readMoment(text: string, at: number, now: Wall, loose: boolean): Read<Moment> {
  const moment: Moment = {};
  let end = at;
  for (let i = 0; i < 4; i++) {
    const next = end + (end > at ? (exec(/[\s,]{0,2}(?:on\s(?=the|\d|[a-z]+day))?/y, text, end)?.[0].length ?? 0) : 0);
    const days = moment.days ? undefined : readDays(text, next, now);
    const part = moment.part ? undefined : readPart(text, next + (days?.length ?? 0));
    const clock =
      moment.clock || days || part
        ? undefined
        : readClock(text, next, loose || moment.days !== undefined || moment.part !== undefined);
    if (!days && !part && !clock) break;
    if (days) moment.days = days.value;
    if (part) moment.part = part.value;
    if (clock) moment.clock = clock.value;
    end = next + (days?.length ?? 0) + (part?.length ?? 0) + (clock?.length ?? 0);
  }
  return end > at ? { value: moment, length: end - at } : undefined;
}

const LEAD =
  /(since|starting|ever since|from|between|after|before|by|until|till|around|about)\s(?:the\s(?=morning|afternoon|evening))?/y;
const TO = /\s?(?:to|and|until|till|through|-|–|—)\s?/y;

/** A whole phrase at this place: "tomorrow 3pm", "Saturday between 9 and 11", "after 6", "since yesterday". */
export function readPhrase(text: string, at: number, now: Wall): Read<Phrase> {
  const lead = exec(LEAD, text, at);
  const word = lead?.[1] ?? '';
  const from = at + (lead?.[0].length ?? 0);
  const first =
    readMoment(text, from, now, lead !== null && !/^(?:from|between)$/.test(word)) ??
    (lead ? rangeOnly(text, from, now) : undefined);
  if (!first) return undefined;
  const phrase: Phrase = { ...first.value };
  let end = from + first.length;
  const inner = innerBound(text, end, now);
  if (inner) {
    Object.assign(phrase, inner.value);
    end += inner.length;
  }
  const to = exec(TO, text, end);
  const second = to && readMoment(text, end + to[0].length, now, phrase.clock !== undefined);
  if (to && second && (second.value.clock || second.value.days || second.value.part)) {
    phrase.until = second.value;
    if (phrase.clock && second.value.clock?.sure && !phrase.clock.sure && !phrase.part)
      settle(phrase.clock, second.value.clock);
    end += to[0].length + second.length;
  } else if (/since|starting/.test(word)) phrase.since = true;
  else if (word === 'after') phrase.bound = 'after';
  else if (/before|by|until|till/.test(word)) phrase.bound = 'before';
  return { value: phrase, length: end - at };
}

/** "from 3 to 5", "between 9 and 11": bare hours count when the second one follows. */
function rangeOnly(text: string, at: number, now: Wall): Read<Moment> {
  const first = readMoment(text, at, now, true);
  if (!first) return undefined;
  const to = exec(TO, text, at + first.length);
  return to && readMoment(text, at + first.length + to[0].length, now, true) ? first : undefined;
}

/** "tomorrow after 6", "Saturday between 9 and 11", "today from 3 to 5": the hours come behind the day. */
function innerBound(text: string, at: number, now: Wall): Read<Phrase> {
  const match = exec(/,?\s(after|before|by|from|between)\s/y, text, at);
  const moment = match && readMoment(text, at + match[0].length, now, true);
  if (!match || !moment?.value.clock) return undefined;
  const bound = match[1] === 'after' ? 'after' : match[1] === 'before' || match[1] === 'by' ? 'before' : undefined;
  return {
    value: {
      clock: moment.value.clock,
      ...(moment.value.part ? { part: moment.value.part } : {}),
      ...(bound ? { bound } : {}),
    },
    length: match[0].length + moment.length,
  };
}

/** "3-5 pm": the half of the day said at the end holds for the beginning, unless that would turn the range round. */
function settle(clock: Clock, end: Clock): void {
  const shifted = clock.hour < 12 && end.hour >= 12 ? clock.hour + 12 : clock.hour;
  clock.hour = shifted * 60 + clock.minute < end.hour * 60 + end.minute ? shifted : clock.hour;
  clock.sure = true;
}
