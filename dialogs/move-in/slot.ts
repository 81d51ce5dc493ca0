import { instantOf } from '#handbook/local-time.ts';
import type { Slot } from '#records/move-in/case.ts';
import { freeSlots, type OpenSlot, type SlotPurpose, slotTimes } from '#records/move-in/slots.ts';
import { isCorrection, isQuestion } from '#understanding/turns-of-speech.ts';
import { type About, entities, type Question, type Read, type Reading } from '../asking/form.ts';
import { momentWords } from '../day-words.ts';
import type { Answer, Answers } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';

/** Times offered at once; any other can be said. */
const OFFERED = 6;
/** Of one day no more than this many are offered, so that several days are among them. */
const OF_ONE_DAY = 2;

/** What the records said of free times, kept beside the answers and shown to nobody. */
interface Free {
  slots: OpenSlot[];
  /** Those among them that fit what the resident wished before anything was offered. */
  wished?: OpenSlot[];
  /** True when the time chosen was taken meanwhile. */
  lost?: boolean;
}

/** Key of the answer that holds the free times. */
export const FREE = 'free';

/** The free times an open form knows of: never asked, brought by {@link withFreeSlots}. */
export const free: Question = { key: FREE, kind: 'text', unasked: true, read: () => undefined };

/** When to come; may be left open. */
export const slot: Question = {
  key: 'slot',
  kind: 'time',
  optional: true,
  replaces: true,
  needed: (answers) => freeOf(answers).slots.length > 0,
  read: readSlot,
  says: ({ answers, say }) => (freeOf(answers).lost ? say('move-in:slotLost') : undefined),
  choices: (about) => [...timesOffered(about), about.say('asking:skip')],
};

/** The times on offer in words. */
export function timesOffered(about: About): string[] {
  return offered(about).map((one) => slotWords(about, one));
}

/** A time in words: 明天（周二）9:00. */
export function slotWords(about: Pick<About, 'estate' | 'say' | 'clock'>, { date, time }: Slot): string {
  return momentWords(about, slotStart(about, { date, time }));
}

/** When a time begins, milliseconds. */
function slotStart({ estate }: Pick<About, 'estate'>, { date, time }: Slot): number {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return instantOf(estate.office.timeZone, { date, minutes });
}

/** Brings the free times into the answers; a chosen time that is not free any more is dropped, and that is said. */
export async function withFreeSlots(turn: DeskTurn, answers: Answers, purpose: SlotPurpose): Promise<Answers> {
  const slots = await freeTimes(turn, purpose);
  if (!answers[FREE]) return { ...answers, ...wishedSlot(turn, answers, slots) };
  const chosen = answers.slot?.value as OpenSlot | null | undefined;
  const lost = chosen ? !slots.some((one) => isSame(one, chosen)) : false;
  const { slot: _, ...rest } = answers;
  const kept = lost ? rest : answers;
  const wished = lost ? undefined : freeOf(answers).wished;
  return { ...kept, [FREE]: { value: { slots, lost, wished } satisfies Free, told: '' } };
}

/** A time said before the desk knew what is free: taken when it is clear, else the times near it are offered first. */
function wishedSlot(turn: DeskTurn, answers: Answers, slots: OpenSlot[]): Answers {
  const { text, understood } = turn.incoming;
  const asks = isQuestion(text) && !CHANGES.test(text);
  const spans = asks ? [] : spansOf({ understood, asked: false });
  const wished = slots.filter((one) => spans.some((span) => fits(slotStart(turn, one), span)));
  const [only, ...others] = wished;
  const slot = only && others.length === 0 && !answers.slot ? slotAnswer(turn, only) : undefined;
  return { [FREE]: { value: { slots, wished } satisfies Free, told: '' }, ...(slot ? { slot } : {}) };
}

/** The times with a place left, soonest first. */
export function freeTimes(turn: DeskTurn, purpose: SlotPurpose): Promise<OpenSlot[]> {
  const { estate, common, clock, tx, conversation } = turn;
  const times = slotTimes(estate, common, { purpose, now: clock.now() });
  return freeSlots(tx.db, conversation.estate_id, purpose, times);
}

/** True for an appointment that is still to come. */
export function isAhead(about: Pick<About, 'estate' | 'clock'>, one: Slot | undefined): one is Slot {
  return one !== undefined && slotStart(about, one) > about.clock.now();
}

/** The slot an answer holds, or undefined where it was left open. */
export function chosenSlot(answers: Answers): OpenSlot | undefined {
  return (answers.slot?.value as OpenSlot | null | undefined) ?? undefined;
}

function freeOf(answers: Answers): Free {
  return (answers[FREE]?.value as Free | undefined) ?? { slots: [] };
}

/** Free times that have not come too near while the question was open. */
function stillAhead(about: Pick<About, 'estate' | 'clock'>, slots: readonly OpenSlot[]): OpenSlot[] {
  const earliest = about.clock.now() + about.estate.moveIn.slots.leadHours * 3_600_000;
  return slots.filter((one) => slotStart(about, one) >= earliest);
}

function offered(about: Pick<About, 'answers' | 'partial' | 'estate' | 'clock'>): OpenSlot[] {
  const { answers, partial } = about;
  const fitting = (partial as OpenSlot[] | undefined)?.filter((one) =>
    freeOf(answers).slots.some((free) => isSame(free, one)),
  );
  if (fitting && fitting.length > 0) return fewOf(stillAhead(about, fitting));
  const { slots, wished = [] } = freeOf(answers);
  return fewOf(stillAhead(about, wished.length > 0 ? wished : slots));
}

/** The first few times, spread over days. */
export function fewOf(slots: readonly OpenSlot[]): OpenSlot[] {
  const ofDay = new Map<string, number>();
  const spread = slots.filter(({ date }) => {
    const count = (ofDay.get(date) ?? 0) + 1;
    ofDay.set(date, count);
    return count <= OF_ONE_DAY;
  });
  return spread.slice(0, OFFERED);
}

function readSlot(reading: Reading): Read {
  const { text, understood, asked, answers } = reading;
  if (!asked && isQuestion(text) && !isCorrection(text) && !CHANGES.test(text)) return undefined;
  const shown = offered(reading);
  const named = shown.find((one) => text.trim() === slotWords(reading, one));
  const number = understood.ordinal;
  const byNumber = asked && number !== undefined ? shown.at(number > 0 ? number - 1 : number) : undefined;
  const chosen = named ?? byNumber ?? (asked && SOONEST.test(text) ? shown[0] : undefined);
  if (chosen) return slotAnswer(reading, chosen);
  const spans = spansOf(reading);
  if (spans.length === 0) return undefined;
  const isWithin = (one: OpenSlot) => spans.some((span) => fits(slotStart(reading, one), span));
  const narrowed = asked ? ((reading.partial as OpenSlot[] | undefined) ?? freeOf(answers).wished ?? []) : [];
  const sameClock = narrowed.filter((one) => spans.some(({ from }) => isSameClock(slotStart(reading, one), from)));
  const fitting = sameClock.length === 1 ? sameClock : stillAhead(reading, freeOf(answers).slots).filter(isWithin);
  const [only, ...others] = fitting;
  if (only && others.length === 0) return slotAnswer(reading, only);
  if (!asked && !only) return undefined;
  return only ? whichOf(reading, fitting) : noneThen(reading);
}

function slotAnswer(about: Pick<About, 'estate' | 'say' | 'clock'>, one: OpenSlot): Answer {
  return { value: one, told: slotWords(about, one) };
}

interface Span {
  from: number;
  to: number;
}

/** The times a message names, from when to when; a moment is as long as a minute. */
function spansOf({ understood, asked }: Pick<Reading, 'understood' | 'asked'>): Span[] {
  return entities(understood, 'time')
    .filter(({ value }) => value.from !== undefined && (asked || value.direction !== 'past'))
    .map(({ value }) => {
      const from = Date.parse(value.from ?? '');
      return { from, to: Math.max(value.to ? Date.parse(value.to) : 0, from + 60_000) };
    });
}

function fits(start: number, { from, to }: Span): boolean {
  return start >= from && start < to;
}

const SOONEST =
  /最(快|早|近)|越(快|早)越好|尽快|尽早|马上|哪(个|天|一?场)都(行|可以)|\b(asap|as soon as possible|soonest|earliest|any ?time)\b/iu;
const CHANGES = /改|换|约|\b(?:change|move|reschedul\w*|postpone|book)\b/iu;

const HALF_DAY = 12 * 3_600_000;

/** True when both show the same time on a clock with twelve hours: 「2点」 to an offer at 14:00. */
function isSameClock(a: number, b: number): boolean {
  return (a - b) % HALF_DAY === 0;
}

function whichOf(reading: Reading, fitting: readonly OpenSlot[]): Read {
  const some = fitting.slice(0, OFFERED).map((one) => slotWords(reading, one));
  return { problem: 'move-in:slotWhich', values: { some: some.join(reading.say('move-in:and')) }, partial: fitting };
}

function noneThen(reading: Reading): Read {
  const some = offered(reading)
    .slice(0, 3)
    .map((one) => slotWords(reading, one));
  return { problem: 'move-in:slotNone', values: { some: some.join(reading.say('move-in:and')) } };
}

function isSame(a: OpenSlot, b: OpenSlot): boolean {
  return a.date === b.date && a.time === b.time;
}
