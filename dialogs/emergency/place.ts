import { dwellingByCode, findDwelling } from '#handbook/register.ts';
import { readNumber } from '#understanding/entities/numbers.ts';
import type { DwellingParts } from '#understanding/recognizer.ts';
import { entities } from '../asking/form.ts';
import type { Answer } from '../desk-state.ts';
import type { DeskTurn, Estate } from '../desk-turn.ts';
import type { Say } from '../speech.ts';
import { asksSomething, mayBeAnswer } from './own-words.ts';

/**
 * Where an emergency is, as far as it was said. Nothing is refused: a wrong room costs less than a question too many. `spot` is
 * the key of a common place, `words` what could not be read and is kept as it was said.
 */
export interface Place extends DwellingParts {
  lift?: string;
  spot?: string;
  words?: string;
}

const LONGEST = 60;
/** Every building has one. */
const PER_BUILDING: ReadonlySet<string> = new Set(['lobby', 'corridor', 'roof', 'room']);
/** A short answer is the place even where nothing in it can be read. */
const SHORT = 30;
const LIFT =
  /(\d{1,3}|[一二三四五六七八九十])\s*(?:号|#)?\s*(?:电梯|電梯|梯)|(?:lift|elevator)\s*(?:no\.?|number|#)?\s*(\d{1,3})(?!\d)|(?:no\.?|number|#)\s*(\d{1,3})\s+(?:lift|elevator)/iu;
/** The answer to which lift it is. */
const BARE_LIFT = /^\s*(?:是|第)?\s*(\d{1,3}|[一二三四五六七八九十])\s*(?:号|部|台|个)?\s*(?:电?梯)?\s*[。.!！]?\s*$/u;

/** Reads where it is; `asked` takes a short answer as it stands, `surely` takes any. */
export function readPlace(
  turn: DeskTurn,
  {
    kind,
    asked,
    surely = false,
    earlier,
  }: { kind: string; asked: boolean; surely?: boolean; earlier: Answer | undefined },
): Answer | undefined {
  const { incoming, estate } = turn;
  const before = (earlier?.value as Place | null | undefined) ?? {};
  const bare =
    asked && kind === 'lift' && before.building !== undefined ? BARE_LIFT.exec(incoming.text)?.[1] : undefined;
  if (bare) return answer(turn, { ...before, lift: String(readNumber(bare)) });
  const said = partsIn(turn);
  const lift = liftIn(incoming.text);
  const known = before.building !== undefined || before.lift !== undefined;
  const spot = said.room || (known && !asked) ? undefined : spotIn(incoming.text, estate);
  if (Object.keys(said).length > 0 || lift || spot) {
    const { words: _, ...kept } = said.building && said.room ? ({} as Place) : before;
    return answer(turn, completed({ ...kept, ...said, ...(lift && { lift }), ...(spot && { spot }) }, estate));
  }
  const text = incoming.text.trim();
  const readable = text.length <= SHORT && mayBeAnswer(incoming.understood);
  const taken = readable || (surely && !incoming.understood.reply && !asksSomething(text));
  if (!asked || !taken) return undefined;
  return answer(turn, { ...before, words: text.slice(0, LONGEST) });
}

/**
 * True when somebody can go there: a corridor, a roof or the number of a lift says nothing without its building, except where
 * there is but one.
 */
export function isFindable({ building, lift, spot }: Place, estate: Estate): boolean {
  if (building !== undefined) return true;
  const kind = estate.commonPlaces.places.find(({ key }) => key === spot)?.kind;
  if (kind !== undefined && !PER_BUILDING.has(kind)) return true;
  return (kind !== undefined || lift !== undefined) && hasOneBuilding(estate);
}

function hasOneBuilding(estate: Estate): boolean {
  const found = findDwelling(estate, {});
  return found.kind === 'exact' || (found.kind === 'candidates' && found.missing !== 'building');
}

/** What is known of a place that lacks only its building, in words: 楼道, 2号梯. */
export function placeInBuilding(turn: DeskTurn, { building, lift, spot }: Place): string | undefined {
  const inside = { ...(lift && { lift }), ...(spot && { spot }) };
  return building === undefined && (lift || spot) ? placeWords(inside, turn.say, turn) : undefined;
}

/** A place known from elsewhere, such as the home of a form that is open. */
export function placeOfHome(turn: DeskTurn, code: string): Answer | undefined {
  const home = dwellingByCode(turn.estate, code);
  if (!home) return undefined;
  const { building, unit, floor, room } = home;
  return answer(turn, Object.fromEntries(Object.entries({ building, unit, floor, room }).filter(([, one]) => one)));
}

function answer(turn: DeskTurn, place: Place): Answer {
  return { value: place, told: placeWords(place, turn.say, turn) };
}

/** The last home or part of one that was named and not denied. */
function partsIn({ incoming }: DeskTurn): DwellingParts {
  const value = entities(incoming.understood, 'dwelling').at(-1)?.value;
  const { building, unit, floor, room } = value ?? {};
  return Object.fromEntries(Object.entries({ building, unit, floor, room }).filter(([, one]) => one !== undefined));
}

function liftIn(text: string): string | undefined {
  const [, zh, en, before] = LIFT.exec(text) ?? [];
  const said = zh ?? en ?? before;
  const number = said && readNumber(said);
  return number ? String(number) : undefined;
}

/** The common place of this estate with the longest name in the text; rooms of the office are no places of danger. */
function spotIn(text: string, { commonPlaces }: Estate): string | undefined {
  const folded = text.toLowerCase();
  const named = commonPlaces.places
    .filter(({ kind }) => kind !== 'room')
    .flatMap(({ key, zh, en }) => [...zh, ...en.map((word) => word.toLowerCase())].map((word) => ({ key, word })))
    .filter(({ word }) => (/[a-z]/.test(word) ? new RegExp(`\\b${word}\\b`).test(folded) : folded.includes(word)));
  return named.sort((a, b) => b.word.length - a.word.length)[0]?.key;
}

/** A lift's number says its building where the estate has no other of that number. */
function completed(place: Place, { commonPlaces }: Estate): Place {
  if (!place.lift || place.building) return place;
  const [only, another] = commonPlaces.lifts.filter(({ number }) => number === place.lift);
  if (!only || another) return place;
  return { ...place, building: only.building, ...(only.unit && { unit: only.unit }) };
}

type Speaker = { estate: Estate; state: { locale: 'zh-CN' | 'en' } };

/** The place in words. */
function placeWords(place: Place, say: Say, { estate, state }: Speaker): string {
  const english = state.locale === 'en';
  const home = half(place) ? registered(place, estate) : undefined;
  const said = home ? { ...place, ...home } : place;
  const parts = (['building', 'unit', 'floor', 'room', 'lift'] as const).flatMap((part) => {
    const value = said[part];
    // 501 says the floor already.
    if (!value || (part === 'floor' && said.room && !half(said))) return [];
    return [say(`emergency:part.${part}`, { [part]: value })];
  });
  const spot = estate.commonPlaces.places.find(({ key }) => key === place.spot);
  const label = english ? spot?.en[0] : spot?.zh[0];
  return [...parts, ...(label ? [label] : []), ...(place.words ? [place.words] : [])].join(english ? ', ' : '');
}

/** 1栋3楼2: a door that does not say its floor. */
function half({ floor, room }: Place): boolean {
  return floor !== undefined && room !== undefined && room.length < 3;
}

/** As the register writes it: 1栋302. */
function registered(place: Place, estate: Estate): DwellingParts | undefined {
  const found = findDwelling(estate, place);
  if (found.kind !== 'exact') return undefined;
  const { building, unit, floor, room } = found.dwelling;
  return { building, ...(unit && { unit }), floor, room };
}

/** What of a place goes to the duty person's phone, in both languages: no room, and no words of the resident. */
export function publicPlace({ speech, estate }: DeskTurn, place: Place): { zh: string; en: string } | undefined {
  const { room: _, floor: __, words: ___, ...open } = place;
  if (Object.keys(open).length === 0) return undefined;
  const inLocale = (locale: 'zh-CN' | 'en') => placeWords(open, speech.say(locale), { estate, state: { locale } });
  return { zh: inLocale('zh-CN'), en: inLocale('en') };
}

/** True where only half of a home was said (1号3楼2): it is said back, so that nobody goes to another one. */
export function heardHalf({ incoming }: DeskTurn): boolean {
  return entities(incoming.understood, 'dwelling').at(-1)?.value.half === true;
}

/** The register's code of the home, when exactly one fits. */
export function homeCode({ estate }: DeskTurn, place: Place): string | undefined {
  if (!place.room) return undefined;
  const found = findDwelling(estate, place);
  return found.kind === 'exact' ? found.dwelling.code : undefined;
}
