import { dangerName } from '#handbook/dangers.ts';
import { dutyOrder } from '#handbook/duty.ts';
import { localDate } from '#handbook/hours.ts';
import { completeCase, findOutage, isSettled, joinCase } from '#records/cases/emergency-cases.ts';
import { addTicketEvent, fileTicket } from '#records/cases/tickets.ts';
import { callAgain, openPage, updatePage } from '#records/paging/calls.ts';
import { findPage, type PageNote } from '#records/paging/pages.ts';
import type { Where } from '../asking/where.ts';
import type { Answers, ToldEmergency } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import type { People } from './people.ts';
import { homeCode, type Place, placeOfHome, publicPlace } from './place.ts';
import { nextQuestion, readAnswers } from './questions.ts';

/** So long after the last word about it (milliseconds) the same words are another emergency. */
const LASTS = 6 * 60 * 60 * 1000;
/** So long after somebody accepted (milliseconds) a new cry is still about what they are coming for. */
const COMING = 30 * 60 * 1000;
/** A power cut told within this time (milliseconds) is the same for all homes of an estate. */
const OUTAGE = 60 * 60 * 1000;
/** A conversation remembers its last emergencies; older ones are in the records. */
const REMEMBERED = 3;

/** The emergency this conversation is in, if any. */
export function currentEmergency({ state, clock }: DeskTurn): ToldEmergency | undefined {
  const last = state.emergencies?.at(-1);
  return last && clock.now() - last.at < LASTS ? last : undefined;
}

/**
 * The danger told before that a new cry belongs to: the same kind, a cry without a kind, and whoever collapses in it. Once
 * somebody has come, it is another one after a while, and at once when the conversation was handed back: better one page too
 * many.
 */
export async function sameDanger(turn: DeskTurn, kind: string): Promise<ToldEmergency | undefined> {
  const { tx, clock, owner } = turn;
  const current = currentEmergency(turn);
  if (!current || current.settled) return undefined;
  const belongs = [current.kind, 'other', 'collapse'].includes(kind) || current.kind === 'other';
  if (!belongs || (await isSettled(tx.db, current.ticketId))) return undefined;
  const page = await findPage(tx.db, current.pageId);
  const came = page?.state === 'accepted' && (owner === 'bot' || clock.now() - (page.accepted_at ?? 0) > COMING);
  return came ? undefined : current;
}

/** The case of a danger that was just told; one that was not told before is filed, and the duty person called, at once. */
export async function caseOf(turn: DeskTurn, kind: string): Promise<{ one: ToldEmergency; first: boolean }> {
  const current = await sameDanger(turn, kind);
  return current
    ? { one: await tellMore(turn, current, kind), first: false }
    : { one: await report(turn, kind), first: true };
}

/** A cry without a kind takes on the kind that is told next; where everybody was called in vain, all are called again. */
async function tellMore(turn: DeskTurn, one: ToldEmergency, kind: string): Promise<ToldEmergency> {
  const { tx, clock } = turn;
  one.at = clock.now();
  if (await callAgain(tx, one.pageId, clock))
    one.told = one.told.filter((what) => !what.startsWith('delivered') && what !== 'exhausted');
  // The cry itself answers no question in words of its own.
  const { answers } = readAnswers(turn, { ...one, asking: undefined });
  if (one.kind === 'other' && kind !== 'other') {
    one.kind = kind;
    await complete(turn, one, answers, 'kind-known');
  } else if (Object.keys(answers).length > 0) {
    await complete(turn, one, answers, 'answered');
  } else {
    await addTicketEvent(tx, one.ticketId, { actor: 'resident', kind: 'told-again', detail: {} }, clock.now());
  }
  one.asking = nextQuestion(turn, one);
  return one;
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
  const head = kind === 'outage' ? await findOutage(tx.db, conversation.estate_id, clock.now() - OUTAGE) : undefined;
  if (head) await joinCase(tx, ticket.id, head.ticket_id, clock.now());
  const pageId = head?.id ?? (await callDuty(turn, { kind, ticketId: ticket.id, answers }));
  turn.steps.add('serve');
  const told = { answers, heard: [], told: [], ...(head && { joined: true }) };
  const one: ToldEmergency = { kind, ticketId: ticket.id, number: ticket.number, pageId, at: clock.now(), ...told };
  if (head) await addToPage(turn, one);
  one.asking = nextQuestion(turn, one);
  turn.state.emergencies = [...(turn.state.emergencies ?? []), one].slice(-REMEMBERED);
  return one;
}

async function callDuty(
  turn: DeskTurn,
  { kind, ticketId, answers }: Pick<ToldEmergency, 'kind' | 'ticketId' | 'answers'>,
): Promise<string> {
  const { conversation, clock, estate, tx } = turn;
  const place = answers.where?.value as Place | null | undefined;
  return openPage(
    tx,
    {
      estateId: conversation.estate_id,
      conversationId: conversation.id,
      ticketId,
      kind,
      place: place ? publicPlace(turn, place) : undefined,
      notes: notesFor({ answers }),
      people: dutyOrder(estate, clock.now()),
      minutes: estate.duty.minutesToNext,
    },
    clock,
  );
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
  await addToPage(turn, one);
}

async function addToPage(turn: DeskTurn, one: ToldEmergency): Promise<void> {
  const { tx, clock } = turn;
  const place = one.answers.where?.value as Place | null | undefined;
  if (one.joined) {
    // Of the other homes only their building, and what whoever goes must know.
    const also = place?.building ? publicPlace(turn, { building: place.building }) : undefined;
    return updatePage(tx, one.pageId, { alsoPlace: also, alsoNotes: notesFor({ answers: one.answers }) }, clock);
  }
  const known = { kind: one.kind, place: place ? publicPlace(turn, place) : undefined, notes: notesFor(one) };
  await updatePage(tx, one.pageId, known, clock);
}

/** What whoever goes must know besides kind and place. */
function notesFor({ answers, settled }: Pick<ToldEmergency, 'answers' | 'settled'>): PageNote[] {
  const { people, lifeSupport } = answers;
  const notes: PageNote[] = [];
  if ((people?.value as People | null | undefined)?.hurt) notes.push('hurt');
  if (lifeSupport?.value === true) notes.push('life-support');
  if (settled) notes.push('settled');
  return notes;
}
