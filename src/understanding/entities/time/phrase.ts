import type { TimeValue } from '../../recognizer.ts';
import { DAY, HOUR, MINUTE, startOfDay, toIso, type Wall } from './civil.ts';

/** A stretch of days, as named by a day word: from midnight to midnight. */
export interface Days {
  from: Wall;
  to: Wall;
  granularity: 'day' | 'week' | 'month';
  /** The words said which day: "today" may be over, "Wednesday" may not. */
  fixed: boolean;
}

/** A part of the day in hours from midnight. */
export interface Part {
  from: number;
  to: number;
}

/** A time on the clock: `hour` as said, `sure` when am or pm is known. */
export interface Clock {
  hour: number;
  minute: number;
  sure: boolean;
}

/** A phrase as read, before it is placed on the calendar. */
export interface Phrase {
  days?: Days;
  part?: Part;
  clock?: Clock;
  until?: { days?: Days; part?: Part; clock?: Clock };
  bound?: 'after' | 'before';
  since?: boolean;
}

/** Puts an hour into a part of the day: 晚上7 → 19, 下午3 → 15, 凌晨2 → 2, 晚上12 → 24. */
function hourIn(clock: Clock, part?: Part): number {
  const { hour } = clock;
  if (clock.sure || hour > 12) return hour;
  if (!part) return hour;
  if (part.from >= 17 && hour === 12) return 24;
  if (part.from >= 11 && hour < 12 && hour + 12 >= part.from - 1 && !(part.from === 11 && hour >= 10)) return hour + 12;
  return part.from === 0 && hour === 12 ? 0 : hour;
}

/** Without am or pm: 1–6 are in the afternoon, and what is over for today is tonight's. */
function guessHour(hour: number, day: Wall, minute: number, now: Wall, past: boolean): number {
  if (hour > 12 || hour === 0) return hour;
  const morning = day + hour * HOUR + minute * MINUTE;
  if (past) return hour < 12 && morning + 12 * HOUR <= now ? hour + 12 : hour;
  if (hour <= 6) return hour + 12;
  return hour < 12 && morning <= now && startOfDay(now) === day ? hour + 12 : hour;
}

function clockOn(day: Wall, clock: Clock, part: Part | undefined, now: Wall, past: boolean): Wall {
  const hour = part || clock.sure ? hourIn(clock, part) : guessHour(clock.hour, day, clock.minute, now, past);
  return day + hour * HOUR + clock.minute * MINUTE;
}

interface Range {
  from: Wall;
  to: Wall;
  granularity: TimeValue['granularity'];
}

function start(phrase: Phrase, now: Wall): Range {
  const past = phrase.since === true;
  const day = phrase.days?.from ?? startOfDay(now);
  if (phrase.clock) {
    let from = clockOn(day, phrase.clock, phrase.part, now, past);
    if (!phrase.days && !past && from < now - 30 * MINUTE) from += DAY;
    if (!phrase.days && past && from > now) from -= DAY;
    return { from, to: from + HOUR, granularity: 'minute' };
  }
  if (phrase.part) {
    let from = day + phrase.part.from * HOUR;
    let to = day + phrase.part.to * HOUR;
    const shift = !phrase.days && !past && to <= now ? DAY : !phrase.days && past && from > now ? -DAY : 0;
    from += shift;
    to += shift;
    return { from, to, granularity: 'part' };
  }
  return { from: day, to: phrase.days?.to ?? day + DAY, granularity: phrase.days?.granularity ?? 'day' };
}

function finish(phrase: Phrase, first: Range, now: Wall): Range {
  const { until } = phrase;
  if (!until) return first;
  const day = until.days?.from ?? startOfDay(first.from);
  if (until.clock) {
    const sameHalf = first.granularity === 'minute' && !until.part && !until.clock.sure;
    let to = clockOn(day, until.clock, until.part ?? (until.days ? undefined : phrase.part), now, false);
    if (sameHalf && to <= first.from && to + 12 * HOUR > first.from) to += 12 * HOUR;
    if (sameHalf && to - first.from > 12 * HOUR) to -= 12 * HOUR;
    return { from: first.from, to: to > first.from ? to : to + DAY, granularity: 'minute' };
  }
  if (until.part) return { from: first.from, to: day + until.part.to * HOUR, granularity: 'part' };
  return {
    from: first.from,
    to: until.days?.to ?? first.to,
    granularity: until.days?.granularity ?? first.granularity,
  };
}

function bounded(phrase: Phrase, range: Range, now: Wall): Range {
  if (phrase.bound === 'after') {
    const from = range.granularity === 'minute' ? range.from : range.granularity === 'part' ? range.to : range.to;
    return {
      ...range,
      from,
      to:
        range.granularity === 'minute' || range.granularity === 'part' ? startOfDay(range.from) + DAY : from + 7 * DAY,
    };
  }
  if (phrase.bound === 'before') {
    const from = startOfDay(range.from) > now && range.granularity === 'minute' ? startOfDay(range.from) : now;
    return {
      ...range,
      from: Math.min(from, range.from),
      to: range.granularity === 'minute' || range.granularity === 'part' ? range.from : range.from,
    };
  }
  return range;
}

/** Places a phrase on the calendar: future preferred, past when the words say "since". */
export function placed(said: Phrase, now: Wall, timeZone: string): TimeValue {
  // "from 9 to 11 on Saturday": the day said last holds for both hours.
  const late = said.clock && !said.days && said.until?.clock && said.until.days;
  const phrase = late ? { ...said, days: late, until: { ...said.until, days: undefined } } : said;
  const first = start(phrase, now);
  const range = bounded(phrase, finish(phrase, first, now), now);
  if (phrase.since) {
    return {
      from: toIso(range.from, timeZone),
      to: toIso(Math.max(now, range.from), timeZone),
      granularity: range.granularity,
      direction: 'past',
      since: true,
    };
  }
  const exact = phrase.clock !== undefined && !phrase.until && !phrase.bound;
  const to = exact ? range.from : range.to;
  const direction =
    range.to <= now
      ? 'past'
      : range.from > now
        ? 'future'
        : phrase.bound || (phrase.days?.granularity === 'day' && !phrase.part)
          ? 'future'
          : 'now';
  return { from: toIso(range.from, timeZone), to: toIso(to, timeZone), granularity: range.granularity, direction };
}
