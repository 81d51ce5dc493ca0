import { ENGLISH_NUMBER, readNumber } from '../numbers.ts';
import { DAY, type Wall } from './civil.ts';
import { readDays } from './en-days.ts';
import type { Clock, Days, Part, Phrase } from './phrase.ts';
import { exec, type Read } from './reading.ts';

const PARTS: readonly [RegExp, Part][] = [
  [/(?:in the |this )?(?:early |late )?mornings?(?![a-z])/y, { from: 6, to: 12 }],
  [/(?:at |around )?(?:noon|midday|lunch ?time|lunch)(?![a-z])/y, { from: 11, to: 14 }],
  [/(?:in the |this )?(?:early |late )?afternoons?(?![a-z])/y, { from: 12, to: 18 }],
  [
    /(?:in the |this )?(?:early |late )?evenings?(?![a-z])|(?:at |late at )?nights?(?![a-z])|after (?:work|dinner|school)(?![a-z])/y,
    { from: 18, to: 24 },
  ],
  [/(?:at )?midnight(?![a-z])|in the middle of the night/y, { from: 0, to: 6 }],
];
const HOUR12 = /(?:at\s|around\s|about\s)?(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s?(a\.m\.?|p\.m\.?|am|pm)(?![a-z])/y;
const HOUR24 = /(?:at\s|around\s|about\s)?([01]?\d|2[0-3]):([0-5]\d)(?![\d:])/y;
const OCLOCK = new RegExp(
  `(?:at\\s|around\\s|about\\s)?(?:(half past|quarter past|quarter to)\\s)?(${ENGLISH_NUMBER})\\s?(o'?clock|-?ish)?(?![a-z\\d./%]|-(?!\\d{1,2}(?::\\d\\d)?\\s?[ap]\\.?m)|:\\d)`,
  'y',
);

/** "by one screw", "after 3 days": what follows a bare number is counted by it, unless it goes on with the time or the sentence. */
const COUNTED =
  /[\s-](?!(?:and|to|or|on|in|at|till|until|through|today|tomorrow|tonight|please|if|this|next|is|was|works?|sharp|every|each|for|but|because|when|would|will|the|my|i|we|he|she|any|mon|tue|wed|thu|fri|sat|sun|thanks|would|ok|okay|no)(?![a-z])|(?:mon|tues|wednes|thurs|fri|satur|sun)day)[a-z]/y;

function readPart(text: string, at: number): Read<Part> {
  const night = exec(/(?:late )?tonight|last night/y, text, at);
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
  if (!match[1] && !match[3] && exec(COUNTED, text, at + match[0].length)) return undefined;
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
    const next =
      end + (end > at ? (exec(/[\s,]{0,2}(?:on\s(?:a\s)?(?=the|\d|[a-z]+day))?/y, text, end)?.[0].length ?? 0) : 0);
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
    rangeOnly(text, from, now, lead !== null);
  if (!first) return undefined;
  const phrase: Phrase = { ...first.value };
  let end = from + first.length;
  const inner = innerBound(text, end, now);
  if (inner) {
    Object.assign(phrase, inner.value);
    end += inner.length;
  }
  const to = exec(TO, text, end);
  const second = to && readMoment(text, end + to[0].length, now, phrase.clock !== undefined || word === 'between');
  if (to && second && (second.value.clock || second.value.days || second.value.part)) {
    phrase.until = second.value;
    if (phrase.clock && second.value.clock?.sure && !phrase.clock.sure && !phrase.part)
      settle(phrase.clock, second.value.clock);
    end += to[0].length + second.length;
  } else if (/since|starting/.test(word)) {
    phrase.since = true;
    // "since Tuesday" is the last one.
    if (word !== 'starting' && phrase.days && !phrase.days.fixed && phrase.days.from > now)
      phrase.days = { ...phrase.days, from: phrase.days.from - 7 * DAY, to: phrase.days.to - 7 * DAY };
  } else if (word === 'after') phrase.bound = 'after';
  else if (/before|by|until|till/.test(word)) phrase.bound = 'before';
  return { value: phrase, length: end - at };
}

/** "from 3 to 5", "between 9 and 11": bare hours count when the second one follows; without a first word ("3-5pm") it must be sure. */
function rangeOnly(text: string, at: number, now: Wall, led: boolean): Read<Moment> {
  const first = readMoment(text, at, now, true);
  const to = first && exec(TO, text, at + first.length);
  const second = to && readMoment(text, at + first.length + to[0].length, now, true);
  return second && (led || (first.value.clock && second.value.clock?.sure)) ? first : undefined;
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
