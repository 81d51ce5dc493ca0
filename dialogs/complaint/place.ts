import { dwellingByCode } from '#handbook/register.ts';
import type { Understood } from '#understanding/recognizer.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import type { Question, Read, Reading } from '../asking/form.ts';
import { askWhere, type Where } from '../asking/where.ts';
import type { Answer, Answers } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { asks } from './category.ts';
import { isAnonymous } from './contact.ts';
import { earlierOf } from './earlier.ts';
import { type Source, sourceOf } from './noise.ts';
import { freeWords, ownHome } from './own-words.ts';

/** Where it happens; `own` when that is the home of whoever complains. */
export type Place = Where & { own?: boolean };

const LONGEST = 40;
const anywhere = askWhere(() => true);
const aHome = askWhere(() => false);

/** Where it happens: a home, a building, a public place, or just some words. A part of a house needs its building. */
export const where: Question = {
  ...anywhere,
  optional: true,
  replaces: false,
  needed: (answers) => asks(answers, 'where') && !earlierOf(answers)?.ticketId,
  says: ({ answers, say }) => (isAnonymous(answers) ? say('complaint:ask.whereUnnamed') : undefined),
  read(reading) {
    const { asked, understood, partial } = reading;
    const found = anywhere.read(reading);
    const vague = (partial as { vague?: string } | undefined)?.vague;
    if (found && 'value' in found) return placed(found, reading, vague);
    const free = asked && !isQuestion(reading.text) ? freeWords(reading) : undefined;
    if (found || !free || ownHome(understood)) return found;
    return common(vague && !free.includes(vague) ? free + vague : free);
  },
};

/** 楼道, 电梯: which one is asked, unless its building was said. */
const PART_OF_A_HOUSE =
  /^(楼道|走廊|过道|公共走廊|走道|楼梯|步梯|大堂|门厅|单元门|电梯|一楼|门口|楼顶|屋顶|楼下)\p{Script=Han}{0,2}$|^(the )?(corridor|hallway|stairs|stairwell|staircase|lobby|lift|elevator|roof|entrance)$/iu;

function placed(found: Answer, { asked, understood, locale }: Reading, vague: string | undefined): Read {
  const place = found.value as Where;
  const own = ownHome(understood, asked) !== undefined;
  if (place.kind === 'home') return own ? { ...found, value: { ...place, own } satisfies Place } : found;
  const whole = withBuilding(place.place, understood);
  if (whole) return common(whole);
  if (!asked && PART_OF_A_HOUSE.test(place.place))
    return { problem: 'complaint:again.where', partial: { vague: place.place } };
  if (!vague || place.place.includes(vague)) return found;
  return common(locale === 'en' ? `${vague}, ${place.place}` : place.place + vague);
}

/** "lobby of Building 3": in English the building comes last. */
function withBuilding(place: string, { text, entities }: Understood): string | undefined {
  const start = text.indexOf(place);
  const building = entities.find((one) => one.type === 'dwelling' && one.start >= start + place.length);
  const between = building ? text.slice(start + place.length, building.start) : '';
  return building && /^\s*(of|in|at)\s*$/iu.test(between) ? text.slice(start, building.end) : undefined;
}

function common(place: string): Answer {
  const told = place.slice(0, LONGEST);
  return { value: { kind: 'common', place: told } satisfies Where, told };
}

/** The home of whoever hears the noise: where it comes from is found from there. Not asked of who is anonymous. */
export const home: Question = {
  ...aHome,
  key: 'home',
  optional: true,
  needed: (answers) => asks(answers, 'home') && !isAnonymous(answers) && !sourceOf(answers)?.elsewhere,
  read: (reading) => (reading.asked || ownHome(reading.understood) ? aHome.read(reading) : undefined),
};

/** The home of whoever complains, by its code, where they told it; never of somebody anonymous. */
export function homeOf(answers: Answers): string | undefined {
  if (isAnonymous(answers)) return undefined;
  const told = answers.home?.value as Where | null | undefined;
  const place = answers.where?.value as Place | null | undefined;
  if (told?.kind === 'home') return told.code;
  return place?.kind === 'home' && place.own ? place.code : undefined;
}

/**
 * Where staff go, in words that do not say whose home the complaint came from: of a noise from above or below the floor it
 * comes from, else the place told. A home is left out where it may be the one of whoever complains.
 */
export function placeOf(turn: DeskTurn, answers: Answers, confidential: boolean): string | undefined {
  const source = sourceOf(answers);
  if (source) return placeOfNoise(turn, answers, source);
  const place = answers.where?.value as Place | null | undefined;
  const hidden = place?.own || (confidential && !isAnonymous(answers) && place?.kind === 'home');
  return hidden ? undefined : answers.where?.told || undefined;
}

const STOREYS: Readonly<Record<string, number>> = { above: 1, below: -1 };

function placeOfNoise({ estate, say, state }: DeskTurn, answers: Answers, source: Source): string {
  const told = answers.home?.value as Where | null | undefined;
  const dwelling = told?.kind === 'home' ? dwellingByCode(estate, told.code) : undefined;
  if (!dwelling || source.elsewhere) return source.words;
  const building = say('complaint:building', { building: dwelling.building });
  const unit = dwelling.unit ? say('complaint:unit', { unit: dwelling.unit }) : '';
  const floor = Number(dwelling.floor ?? /^(\d{1,2})\d{2}$/u.exec(dwelling.room ?? '')?.[1]);
  const storeys = STOREYS[source.from ?? ''];
  const level = storeys && floor ? say('complaint:floor', { floor: floor + storeys }) : '';
  const space = state.locale === 'en' ? ', ' : '';
  return (
    [building, unit, level].filter((part) => part !== '').join(space) + say('complaint:said', { words: source.words })
  );
}
