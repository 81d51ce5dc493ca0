import { findDwelling } from '#handbook/register.ts';
import type { DwellingParts } from '#understanding/recognizer.ts';
import { isCorrection } from '#understanding/turns-of-speech.ts';
import type { Answer, Answers } from '../desk-state.ts';
import { entities, type Question, type Read, type Reading } from './form.ts';

/** A home by its code in the register, or a public place in words, with the building and unit where they were named. */
export type Where =
  | ({ kind: 'home'; code: string } & DwellingParts)
  | { kind: 'common'; place: string; building?: string; unit?: string };

interface Span {
  start: number;
  end: number;
}

/** A part of the estate, as it stands in the message. */
type Part = Span & { value: DwellingParts };

/** A place said at greater length than this (characters) is part of a longer message. */
const LONGEST = 40;
/** A building that follows its place within so many characters belongs to it. */
const JOINED = 6;

/** What an unfinished answer leaves: parts said so far, or a home that was proposed; `told` is how it was heard when only half was said. */
type Draft = { parts?: DwellingParts; proposed?: DwellingParts; told?: string };

/** Which home, or which public place. Where `partIsEnough`, a building or unit alone is a place: a lift has no room number. */
export function askWhere(partIsEnough: (answers: Answers) => boolean): Question {
  return {
    key: 'where',
    kind: 'dwelling',
    replaces: true,
    says: ({ partial, say }) => {
      const { told } = (partial ?? {}) as Draft;
      return told && say('asking:isItHome', { home: told });
    },
    read: (reading) => readWhere(reading, partIsEnough(reading.answers)),
  };
}

function readWhere(reading: Reading, partIsEnough: boolean): Read {
  const { understood, asked, earlier, text } = reading;
  const { proposed } = (reading.partial ?? {}) as Draft;
  if (asked && proposed && understood.reply === 'affirm') return lookUp(proposed, reading);
  const home = entities(understood, 'dwelling').at(-1);
  if (earlier && !asked && !isCorrection(text) && !isAddress(text, home)) return undefined;
  const place = entities(understood, 'place').find((one) => one.value.zone === 'common');
  const mayBePlace = (asked || !earlier || isCorrection(text)) && !home?.value.room;
  if (place && mayBePlace) return publicPlace(reading, place, home);
  // 「3栋1单元的单元门」 names what belongs to all who live there.
  const ofAll = asked ? entities(understood, 'fixture').at(-1) : undefined;
  if (home && mayBePlace && ofAll && ofAll.start >= home.end) return publicPlace(reading, ofAll, home);
  if (!home) return undefined;
  const read = askedBack(readHome(reading, home.value), home.value, reading);
  // A part alone corrects a known home (「不是3栋，是5栋」); else it is the place.
  const corrects = (earlier?.value as Where | undefined)?.kind === 'home' && read && !('problem' in read);
  return partIsEnough && mayBePlace && !corrects ? publicPlace(reading, home, home) : read;
}

/** 「1号3楼2」 may be more or less than was meant: the home is said back before it counts; said once more, it is meant. */
function askedBack(read: Read, { half }: { half?: true }, { partial, asked }: Reading): Read {
  if (!half || !read || 'problem' in read) return read;
  const { kind: _, code: __, ...proposed } = read.value as Where & { code?: string };
  const { told: before } = (partial ?? {}) as Draft;
  if (before === read.told) return read;
  return {
    problem: 'asking:isItHome',
    values: { home: read.told },
    partial: { proposed, told: read.told } satisfies Draft,
    later: !asked,
  };
}

/** The address itself, not one mentioned in passing: 「我妈妈在楼下101」. */
function isAddress(text: string, home: Span | undefined): boolean {
  return home !== undefined && (home.end - home.start) * 2 >= text.trim().length;
}

/** What was said joins what is known: a correction may name one part (「不是3栋，是5栋」), and so may a late addition. */
function readHome(reading: Reading, said: DwellingParts): Read {
  const before = (reading.earlier?.value as Where | undefined) ?? (reading.partial as Draft | undefined)?.parts;
  const known = before && !('place' in before) && !(said.building && said.room) ? pick(before) : {};
  return lookUp({ ...known, ...pick(said) }, reading);
}

function pick({ building, unit, floor, room }: DwellingParts): DwellingParts {
  return Object.fromEntries(Object.entries({ building, unit, floor, room }).filter(([, value]) => value !== undefined));
}

function lookUp(parts: DwellingParts, { estate, say, locale }: Reading): Read {
  const found = findDwelling(estate, parts);
  const text = (dwelling: { text: { zh: string; en: string } }) =>
    locale === 'en' ? dwelling.text.en : dwelling.text.zh;
  if (found.kind === 'exact') {
    const value: Where = { kind: 'home', code: found.dwelling.code, ...pick(found.dwelling) };
    return { value, told: text(found.dwelling) };
  }
  if (found.kind === 'candidates') {
    const some = found.dwellings.slice(0, 2).map(text).join(say('asking:or'));
    return { problem: `asking:missing.${found.missing}`, values: { some }, partial: { parts } satisfies Draft };
  }
  const [nearest] = found.nearest;
  return nearest
    ? {
        problem: 'asking:noSuchHomeNearest',
        values: { nearest: text(nearest) },
        partial: { proposed: pick(nearest) } satisfies Draft,
      }
    : { problem: 'asking:noSuchHome' };
}

/** A short answer is the place as said; in a longer message it runs from the building to the place named. */
function publicPlace({ text, asked }: Reading, place: Span, part: Part | undefined): Answer {
  const start = part && part.end <= place.start ? part.start : place.start;
  // "the lobby of Building 1" names the building last.
  const follows = part && part.start >= place.end && part.start - place.end <= JOINED;
  const words = text.slice(start, follows ? part.end : place.end);
  const told = asked && text.trim().length <= LONGEST ? text.trim() : words;
  const { building, unit } = part?.value ?? {};
  const value: Where = { kind: 'common', place: told, ...(building && { building }), ...(unit && { unit }) };
  return { value, told };
}
