import { dangerName } from '#handbook/dangers.ts';
import { dutyOrder } from '#handbook/duty.ts';
import { localDate } from '#handbook/hours.ts';
import { completeCase } from '#records/emergency-cases.ts';
import { openPage, type PageNote, updatePage } from '#records/pages.ts';
import { addTicketEvent, fileTicket } from '#records/tickets.ts';
import type { Where } from '../asking/where.ts';
import type { Answers, ToldEmergency } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import type { People } from './people.ts';
import { homeCode, type Place, placeOfHome, publicPlace } from './place.ts';
import { nextQuestion, readAnswers } from './questions.ts';

/** So long after the last word about it (milliseconds) the same words are another emergency. */
const LASTS = 6 * 60 * 60 * 1000;
/** A conversation remembers its last emergencies; older ones are in the records. */
const REMEMBERED = 3;

/** The emergency this conversation is in, if any. */
export function currentEmergency({ state, clock }: DeskTurn): ToldEmergency | undefined {
  const last = state.emergencies?.at(-1);
  return last && clock.now() - last.at < LASTS ? last : undefined;
}

/**
 * The danger told before that a new cry belongs to: the same kind, a cry without a kind, and whoever collapses in it. A cry
 * without a kind takes on the kind that is told next.
 */
export function sameDanger(turn: DeskTurn, kind: string): ToldEmergency | undefined {
  const current = currentEmergency(turn);
  if (!current || current.settled) return undefined;
  const belongs = [current.kind, 'other', 'collapse'].includes(kind) || current.kind === 'other';
  return belongs ? current : undefined;
}

/** The case of a danger that was just told; one that was not told before is filed, and the duty person called, at once. */
export async function caseOf(turn: DeskTurn, kind: string): Promise<{ one: ToldEmergency; first: boolean }> {
  const current = sameDanger(turn, kind);
  if (!current) return { one: await report(turn, kind), first: true };
  current.at = turn.clock.now();
  // The cry itself answers no question in words of its own.
  const { answers } = readAnswers(turn, { ...current, asking: undefined });
  if (current.kind === 'other' && kind !== 'other') {
    current.kind = kind;
    await complete(turn, current, answers, 'kind-known');
  } else if (Object.keys(answers).length > 0) {
    await complete(turn, current, answers, 'answered');
  } else {
    const again = { actor: 'resident', kind: 'told-again', detail: {} };
    await addTicketEvent(turn.tx, current.ticketId, again, turn.clock.now());
  }
  current.asking = nextQuestion(turn, current);
  return { one: current, first: false };
}

/** Files the case and calls the first person on duty, with whatever is known. */
async function report(turn: DeskTurn, kind: string): Promise<ToldEmergency> {
  const { conversation, clock, estate, say, tx } = turn;
  const known = knownBefore(turn);
  const answers = { ...known, ...readAnswers(turn, { kind, answers: known }).answers };
  const place = answers.where?.value as Place | null | undefined;
  const ticket = await fileTicket(
    tx,
    {
      estateId: conversation.estate_id,
      conversationId: conversation.id,
      service: 'emergency',
      letter: 'E',
      date: localDate(estate, clock.now()),
      level: 'critical',
      category: kind,
      unitCode: place ? homeCode(turn, place) : undefined,
      place: answers.where?.told,
      summary: say(`emergency:kind.${dangerName(kind)}`),
      answers,
      actor: 'desk',
    },
    clock,
  );
  const people = dutyOrder(estate, clock.now());
  const pageId = await openPage(
    tx,
    {
      estateId: conversation.estate_id,
      conversationId: conversation.id,
      ticketId: ticket.id,
      kind,
      place: place ? publicPlace(turn, place) : undefined,
      notes: notesOf(answers),
      people,
      minutes: estate.duty.minutesToNext,
    },
    clock,
  );
  turn.steps.add('serve');
  const told = { answers, heard: [], told: [] };
  const one: ToldEmergency = { kind, ticketId: ticket.id, number: ticket.number, pageId, at: clock.now(), ...told };
  one.asking = nextQuestion(turn, one);
  turn.state.emergencies = [...(turn.state.emergencies ?? []), one].slice(-REMEMBERED);
  return one;
}

/** Where it is, as said of another danger a moment ago or in the form that is open. */
function knownBefore(turn: DeskTurn): Answers {
  const before = currentEmergency(turn)?.answers.where;
  if (before?.value) return { where: before };
  const where = turn.state.open?.answers.where?.value as Where | undefined;
  const home = where?.kind === 'home' ? placeOfHome(turn, where.code) : undefined;
  return home ? { where: home } : {};
}

/** Adds to the case, and to the page, what became known. */
export async function complete(turn: DeskTurn, one: ToldEmergency, answers: Answers, kind: string): Promise<void> {
  const { tx, clock, conversation, say } = turn;
  one.answers = { ...one.answers, ...answers };
  const place = one.answers.where?.value as Place | null | undefined;
  const known = {
    category: one.kind,
    summary: say(`emergency:kind.${dangerName(one.kind)}`),
    place: place ? one.answers.where?.told : undefined,
    unitCode: place ? homeCode(turn, place) : undefined,
    answers: one.answers,
  };
  const detail = Object.fromEntries(Object.entries(answers).map(([key, { told }]) => [key, told]));
  const ticket = { ticketId: one.ticketId, estateId: conversation.estate_id };
  await completeCase(tx, ticket, { known, event: { kind, detail } }, clock.now());
  const page = {
    kind: one.kind,
    place: place ? publicPlace(turn, place) : undefined,
    notes: notesOf(one.answers, one),
  };
  await updatePage(tx, one.pageId, page, clock);
}

/** What whoever goes must know besides kind and place. */
function notesOf({ people, lifeSupport }: Answers, one?: ToldEmergency): PageNote[] {
  const notes: PageNote[] = [];
  if ((people?.value as People | null | undefined)?.hurt) notes.push('hurt');
  if (lifeSupport?.value === true) notes.push('life-support');
  if (one?.settled) notes.push('settled');
  return notes;
}
