import { findDwelling } from '#handbook/register.ts';
import type { DwellingParts } from '#understanding/recognizer.ts';
import type { Answer } from '../desk-state.ts';
import { entities, isCorrection, type Question, type Read, type Reading } from './form.ts';

/** A home by its code in the register, or a public place in words. */
export type Where = ({ kind: 'home'; code: string } & DwellingParts) | { kind: 'common'; place: string };

/** Which home, or which public place. */
export const where: Question = {
  key: 'where',
  kind: 'dwelling',
  replaces: true,
  read(reading) {
    const home = entities(reading.understood, 'dwelling').at(-1);
    if (home) return readHome(reading, home.value);
    const place = entities(reading.understood, 'place').find((one) => one.value.zone === 'common');
    const mayBePlace = reading.asked || !reading.earlier || isCorrection(reading.text);
    if (place && mayBePlace) return publicPlace(reading, place.text);
    return undefined;
  },
};

/** What was said joins what is known: a correction may name one part (「不是3栋，是5栋」), and so may a late addition. */
function readHome(reading: Reading, said: DwellingParts): Read {
  const before = (reading.earlier?.value as Where | undefined) ?? (reading.partial as DwellingParts | undefined);
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
    return { problem: `asking:missing.${found.missing}`, values: { some }, partial: parts };
  }
  const [nearest] = found.nearest;
  return nearest
    ? { problem: 'asking:noSuchHomeNearest', values: { nearest: text(nearest) } }
    : { problem: 'asking:noSuchHome' };
}

function publicPlace({ text, asked }: Reading, place: string): Answer {
  const told = asked && text.trim().length <= 60 ? text.trim() : place;
  return { value: { kind: 'common', place: told } satisfies Where, told };
}
