import { findDwelling } from '#handbook/register.ts';
import type { DwellingParts } from '#understanding/recognizer.ts';
import type { Answer, Answers } from '../desk-state.ts';
import { entities, isCorrection, type Question, type Read, type Reading } from './form.ts';

/** A home by its code in the register, or a public place in words. */
export type Where = ({ kind: 'home'; code: string } & DwellingParts) | { kind: 'common'; place: string };

interface Span {
  start: number;
  end: number;
}

/** A place said at greater length than this (characters) is part of a longer message. */
const LONGEST = 40;

/** What an unfinished answer leaves: parts said so far, or a home that was proposed. */
type Draft = { parts?: DwellingParts; proposed?: DwellingParts };

/** Which home, or which public place. Where `partIsEnough`, a building or unit alone is a place: a lift has no room number. */
export function askWhere(partIsEnough: (answers: Answers) => boolean): Question {
  return {
    key: 'where',
    kind: 'dwelling',
    replaces: true,
    read: (reading) => readWhere(reading, partIsEnough(reading.answers)),
  };
}

function readWhere(reading: Reading, partIsEnough: boolean): Read {
  const { understood, asked, earlier, text } = reading;
  const { proposed } = (reading.partial ?? {}) as Draft;
  if (asked && proposed && understood.reply === 'affirm') return lookUp(proposed, reading);
  const home = entities(understood, 'dwelling').at(-1);
  const place = entities(understood, 'place').find((one) => one.value.zone === 'common');
  const mayBePlace = asked || !earlier || isCorrection(text);
  if (place && mayBePlace && !home?.value.room) return publicPlace(reading, place, home);
  if (home && partIsEnough && mayBePlace && !home.value.room) return publicPlace(reading, home, undefined);
  return home ? readHome(reading, home.value) : undefined;
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
function publicPlace({ text, asked }: Reading, place: Span, building: Span | undefined): Answer {
  const start = building && building.end <= place.start ? building.start : place.start;
  const told = asked && text.trim().length <= LONGEST ? text.trim() : text.slice(start, place.end);
  return { value: { kind: 'common', place: told } satisfies Where, told };
}
