import { fold } from '../fold.ts';
import type { Entity, RecognizeContext, RegisterLookup } from '../recognizer.ts';
import { findDwellings } from './dwelling.ts';
import { findMoney } from './money.ts';
import { findPeople } from './people.ts';
import { findNames } from './person-name.ts';
import { findPhones } from './phone.ts';
import { findRatings } from './rating.ts';
import { blank, overlaps } from './span.ts';
import { findTickets } from './ticket.ts';
import { findTimes } from './time/find.ts';
import { findUrgency } from './urgency.ts';
import { findWords, type Lexicons } from './words.ts';

/** What was found, in reading order, with the fault class when a fixture or fault was named. */
export interface Extracted {
  entities: Entity[];
  faultClass?: string;
}

const asksPast = (context: RecognizeContext): boolean =>
  /since|start|began|when_happened/i.test(context.openQuestion?.key ?? '');

/**
 * All entities of a text. Order decides between readings: a ticket number is no phone number, a dwelling code is no date, and what has
 * been read is not read again; only fixtures, faults and places may lie inside other words.
 */
export function extract(
  text: string,
  context: RecognizeContext,
  lexicons: Lexicons,
  register?: RegisterLookup,
): Extracted {
  const folded = fold(text);
  const open = context.openQuestion;
  const found = readInTurn(folded, [
    ...numbers(text, context, register),
    (rest) =>
      findTimes(text, rest, {
        now: context.now,
        timeZone: context.timeZone,
        past: asksPast(context),
        asked: open?.kind === 'time',
      }),
    (rest) => findPeople(text, rest),
    (rest) => findNames(text, rest, open),
  ]);
  const codes = found.filter((one) => one.type === 'ticket' || one.type === 'phone' || one.type === 'dwelling');
  const words = findWords(text, blank(folded, codes), lexicons);
  const entities = inOrder([...found, ...words.entities, ...findUrgency(text, folded)]);
  return { entities, ...(words.category ? { faultClass: words.category } : {}) };
}

/** Only what the learner sees marks for; times, names and haste are left out, which halves the time of a fit. */
export function extractMarked(text: string, context: RecognizeContext, lexicons: Lexicons): Entity[] {
  const folded = fold(text);
  const found = readInTurn(folded, numbers(text, context));
  return inOrder([...found, ...findWords(text, blank(folded, found), lexicons).entities]);
}

type Reader = (rest: string) => Entity[];

const inOrder = (entities: Entity[]): Entity[] => entities.sort((a, b) => a.start - b.start || b.end - a.end);

function numbers(text: string, { openQuestion: open }: RecognizeContext, register?: RegisterLookup): Reader[] {
  return [
    (rest) => findTickets(text, rest),
    (rest) => findPhones(text, rest),
    (rest) => findDwellings(text, rest, { asked: open?.kind === 'dwelling', register }),
    (rest) => findMoney(text, rest),
    (rest) => findRatings(text, rest, open),
  ];
}

function readInTurn(folded: string, readers: readonly Reader[]): Entity[] {
  const found: Entity[] = [];
  for (const read of readers) {
    for (const one of read(blank(folded, found))) if (!found.some((other) => overlaps(one, other))) found.push(one);
  }
  return found;
}
