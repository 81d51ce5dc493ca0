import { nextHalfDays, whyNoVisit } from '#handbook/visit-times.ts';
import { says } from '#handbook/wording.ts';
import type { EntityOf } from '#understanding/recognizer.ts';
import { isQuestion, takes } from '#understanding/turns-of-speech.ts';
import { type About, entities, type Read, type Reading } from '../asking/form.ts';
import { dayWords } from '../day-words.ts';
import { capital } from './capital.ts';
import { isOtherTalk } from './other-talk.ts';

/** When somebody can come: a time in the resident's words, any time, or nobody at home at all. Moments are ISO 8601, UTC. */
export interface VisitTime {
  words: string;
  from?: string;
  to?: string;
  /** Nobody will be at home. */
  absent?: boolean;
  /** Outside working hours or on a holiday, at the resident's wish: staff agree on it with them. */
  toAgree?: boolean;
}

/** A time (ISO 8601) that did not do: said again, it is passed on to staff. */
interface Refused {
  refused: string;
}

const OFFERED = 3;
/** Half days that begin sooner than this (milliseconds) are not offered: somebody has to be found first. */
const LEAD = 60 * 60 * 1000;
const LONGEST = 80;

/** The half days offered, in words, then any time and nobody at home. */
export function visitChoices(about: About): string[] {
  const { say } = about;
  return [...halfDays(about).map(({ words }) => words), say('repair:visit.any'), say('repair:visit.nobody')];
}

/** Half days as they were offered when the question was put, told as of now. */
function halfDays(about: About, offeredAt = about.clock.now()) {
  const { estate, common, clock, say } = about;
  const then = { ...about, clock: { ...clock, now: () => offeredAt } };
  return nextHalfDays(estate, common, { now: offeredAt + LEAD, count: OFFERED }).map(({ part, from, to }) => {
    const words = (speaker: About) => capital(about, say(`repair:visit.${part}`, { day: dayWords(speaker, from) }));
    return { words: words(then), told: words(about), from, to };
  });
}

/** Reads when somebody can come; a time at which the office does not work is told, and asked again. */
export function readVisit(reading: Reading): Read {
  const { asked, text } = reading;
  if (isQuestion(text)) return undefined;
  return (asked ? chosen(reading) : undefined) ?? spokenTime(reading) ?? (asked ? otherwise(reading) : undefined);
}

/** One of what was offered, by its words or its number. */
function chosen(reading: Reading): Read {
  const { text, understood, say, common } = reading;
  const offered = halfDays(reading, reading.askedAt);
  const said = text.trim();
  const { ordinal = 0 } = understood;
  const slot = offered.find(({ words }, at) => words === said || ordinal === at + 1);
  if (slot) return checked(reading, { words: slot.told, from: slot.from, to: slot.to });
  if (said === say('repair:visit.any') || ordinal === offered.length + 1) return anyTime(say('repair:visit.any'));
  const nobody =
    said === say('repair:visit.nobody') || ordinal === offered.length + 2 || says(said, common.wordings.repair.absent);
  // 「明天不在家」 says only that tomorrow does not do, 「白天都没人」 that nobody is there at all.
  const another = entities(understood, 'time').some((one) => !isDenied(text, one) || one.value.direction === 'future');
  if (nobody && !another)
    return { value: { words: said, absent: true } satisfies VisitTime, told: say('repair:visit.nobody') };
  return undefined;
}

function anyTime(told: string): Read {
  return { value: { words: told } satisfies VisitTime, told };
}

/** A time that was said: the first at which somebody can come, else why nobody can. */
function spokenTime(reading: Reading): Read {
  const { understood, text, asked, say } = reading;
  const homes = entities(understood, 'dwelling');
  const said = entities(understood, 'time').filter(({ value, start }) => {
    // 「2号楼5楼3号」 names a door, not a day.
    const ofAddress = homes.some(({ end }) => start >= end && start - end <= 1);
    return asked || (!ofAddress && (value.direction === 'future' || isAny(value)));
  });
  const times = said.filter((one) => !isDenied(text, one));
  if (asked && said.length > 0 && times.length === 0) return { problem: 'repair:visit.notThen' };
  const words = asked ? text.trim().slice(0, LONGEST) : times.map((one) => one.text).join(say('asking:comma'));
  if (times.some(({ value }) => isAny(value))) return anyTime(words);
  const spans = times.flatMap(({ value: { from, to } }) =>
    from && to ? { from: Date.parse(from), to: Date.parse(to), words } : [],
  );
  const free = spans.filter((one) => whyNot(reading, one) === undefined);
  const [first] = free;
  if (first) return checked(reading, free.find((one) => one !== first && isWithin(one, first)) ?? first);
  const [wished] = spans;
  return wished && checked(reading, wished);
}

function isAny({ granularity }: { granularity: string }): boolean {
  return granularity === 'any';
}

/** 11月26日 with 周四上午: the narrower of the two is meant. */
function isWithin(one: { from: number; to: number }, other: { from: number; to: number }): boolean {
  return one.from >= other.from && one.to <= other.to;
}

/** 「明天不在家」 names a time that does not do. */
function isDenied(text: string, { start, end }: EntityOf<'time'>): boolean {
  const after = /^[^，,。.;；、!！]*/u.exec(text.slice(end))?.[0] ?? '';
  const before = /[^，,。.;；、!！]*$/u.exec(text.slice(0, start))?.[0] ?? '';
  return NOT_THEN.test(after) || /(不要|别|除了|not|except)\s*$/iu.test(before);
}

const NOT_THEN =
  /^[^在]{0,6}(不在|没人|没有人|没空|没时间|不行|不方便|不可以|要上班)|^\s*(is|am|are|i'm|we're)?\s*(not|no good|busy|away|out)\b|n't/iu;

function whyNot({ estate, common, clock }: Reading, { from, to }: { from: number; to: number }) {
  return whyNoVisit(estate, common, { from, to, now: clock.now() });
}

/** The time as an answer, or what is wrong with it; wished a second time, it is left to staff to agree on it. */
function checked(reading: Reading, { words, from, to }: { words: string; from: number; to: number }): Read {
  const { asked, partial, say } = reading;
  const why = whyNot(reading, { from, to });
  const value: VisitTime = { words, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  if (why === undefined) return { value, told: words };
  const insists = (partial as Refused | undefined)?.refused === value.from && why !== 'past';
  if (asked && insists) return { value: { ...value, toAgree: true }, told: say('repair:visit.toAgree', { words }) };
  const refused: Refused = { refused: value.from ?? '' };
  return { problem: `repair:visit.${why}`, ...(asked ? { partial: refused } : {}) };
}

/** 「都行」, 「到时再约」, or anything else about when; a home or a phone answers another question. */
function otherwise({ text, understood, say }: Reading): Read {
  const words = text.trim().slice(0, LONGEST);
  if (understood.reply === 'unknown' || understood.reply === 'skip')
    return understood.reply === 'skip' || takes('knowsNot', words)
      ? { value: { words } satisfies VisitTime, told: say('repair:visit.later') }
      : anyTime(say('repair:visit.any'));
  const faulty = understood.entities.some(({ type }) => type === 'fixture' || type === 'fault');
  const isElse = understood.reply !== undefined || faulty || isOtherTalk({ text, understood }) || NUMBER.test(words);
  return isElse || words.length < 2 ? undefined : { value: { words } satisfies VisitTime, told: words };
}

const NUMBER = /^\d[\d\s-]{5,}$/u;
