import { findMoveIn, type MoveInCase } from '#records/move-in/case.ts';
import { defectsOf } from '#records/move-in/defects.ts';
import { type DeskProgress, deskProgress } from '#records/move-in/progress.ts';
import { isInspected } from '#records/move-in/rules.ts';
import { dayWords } from '../day-words.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import { inWords, kindNamed, type MoveInBook } from './book.ts';
import { paperNames } from './paper-names.ts';
import { isAhead, slotWords } from './slot.ts';

/** Says how far a case has come: each desk, the appointment, the next step and what to bring. */
export async function tellProgress(turn: DeskTurn, one: MoveInCase, lead: string[] = []): Promise<void> {
  turn.steps.add('answer');
  await reply(turn, [...lead, ...(await progressLines(turn, one))].join('\n'));
}

/** The checklist in lines. */
export async function progressLines(turn: DeskTurn, one: MoveInCase): Promise<string[]> {
  const { say, estate, common, tx } = turn;
  const book = common.moveIn;
  if (!book) return [];
  const desks = deskProgress(one, estate.moveIn.order);
  const defects = await defectsOf(tx.db, one.ticketId);
  const open = defects.filter(({ state }) => state !== 'passed').length;
  return [
    say('move-in:progress.head', { number: one.number, where: one.place, state: stateWords(turn, book, one) }),
    ...desks.map((desk, at) => deskLine(turn, book, { desk, at, one })),
    ...(open > 0 ? [say('move-in:progress.defects', { open, of: defects.length })] : []),
    ...(one.facts.fees === 'disputed' ? [say('move-in:progress.feeDisputed')] : []),
    ...appointmentLines(turn, one),
    ...nextLines(turn, book, { one, desks }),
  ];
}

/** The state of a case in words. */
export function stateWords(turn: DeskTurn, book: MoveInBook, { state, facts }: MoveInCase): string {
  const { locale } = turn.state;
  if (facts.track === 'registration' && state === 'booked') return turn.say('move-in:progress.registered');
  const known = book.states.find(({ key }) => key === state);
  return known ? inWords(locale, known.name) : state;
}

function deskLine(
  turn: DeskTurn,
  book: MoveInBook,
  { desk, at, one }: { desk: DeskProgress; at: number; one: MoveInCase },
): string {
  const { say, state } = turn;
  const known = book.desks.find(({ key }) => key === desk.desk);
  const values = {
    at: at + 1,
    desk: known ? inWords(state.locale, known.name) : desk.desk,
    step: isCards(one, desk.desk) ? say('move-in:progress.cards') : known ? inWords(state.locale, known.step) : '',
  };
  if (desk.status === 'now' && waitsForRecheck(one)) return say('move-in:progress.mending', values);
  if (desk.status === 'done' && desk.at)
    return say('move-in:progress.doneOn', { ...values, day: dayWords(turn, desk.at) });
  return say(`move-in:progress.${desk.status}`, values);
}

function appointmentLines(turn: DeskTurn, { slot, recheck, facts, state }: MoveInCase): string[] {
  const { say } = turn;
  const lines = isAhead(turn, recheck) ? [say('move-in:progress.recheck', { when: slotWords(turn, recheck) })] : [];
  if (facts.arrived || facts.aside || facts.track === 'registration' || state === 'archived') return lines;
  const own = isAhead(turn, slot)
    ? say('move-in:progress.slot', { when: slotWords(turn, slot) })
    : say('move-in:progress.noSlot');
  return [...lines, own];
}

/** What comes next and what to bring there; nothing once it is over or set aside. */
function nextLines(
  turn: DeskTurn,
  book: MoveInBook,
  { one, desks }: { one: MoveInCase; desks: readonly DeskProgress[] },
): string[] {
  const { say, state } = turn;
  const now = desks.find(({ status }) => status === 'now');
  const desk = book.desks.find(({ key }) => key === now?.desk);
  if (one.facts.aside || !desk) return [];
  const name = inWords(state.locale, desk.name);
  if (waitsForRecheck(one)) return [say('move-in:progress.nextRecheck')];
  if (isCards(one, desk.key)) return [say('move-in:progress.nextCards', { desk: name })];
  const bring = desk.key === 'reception' ? papersToBring(turn, book, one) : inWords(state.locale, desk.bring);
  return [say('move-in:progress.next', { desk: name, does: inWords(state.locale, desk.does), bring })];
}

/** Inspected, with defects that are not mended and not accepted. */
function waitsForRecheck({ facts }: MoveInCase): boolean {
  return facts.inspection === 'defects' && !isInspected(facts);
}

/** Tenants and buyers of a used home get cards from the service department, no keys. */
function isCards({ facts }: MoveInCase, desk: string): boolean {
  return facts.track === 'registration' && desk === 'service';
}

/** What is missing, once the desk has said so; else the papers of this kind of owner that were not seen yet. */
function papersToBring(turn: DeskTurn, book: MoveInBook, { kind, papers }: MoveInCase): string {
  const missing = Object.keys(papers).filter((key) => papers[key] === 'missing');
  const wanted = (kindNamed(turn.common, kind)?.bring ?? []).filter((key) => papers[key] !== 'seen');
  return paperNames(turn, book, missing.length > 0 ? missing : wanted).join(turn.say('asking:semicolon'));
}

/** The case as the resident's page shows it: its number and how many of the desks are behind it. */
export async function progressCard(turn: DeskTurn, ticketId: string): Promise<object | undefined> {
  const { tx, conversation, estate, common, say, state } = turn;
  const one = await findMoveIn(tx.db, conversation.estate_id, ticketId);
  const book = common.moveIn;
  if (!one || !book) return undefined;
  const desks = deskProgress(one, estate.moveIn.order);
  const at = desks.findIndex(({ status }) => status === 'now');
  return {
    number: one.number,
    title: say('move-in:title'),
    lines: [one.place, ...(one.slot ? [slotWords(turn, one.slot)] : [])],
    at: at < 0 ? desks.length - 1 : at,
    progress: desks.map(({ desk }) => {
      const known = book.desks.find(({ key }) => key === desk);
      return known ? inWords(state.locale, known.name) : desk;
    }),
  };
}
