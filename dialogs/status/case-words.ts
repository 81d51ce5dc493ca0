import { stateSince } from '#records/cases/case-additions.ts';
import { CASE_SERVICES, type CaseState, isOver, statesOf } from '#records/cases/case-states.ts';
import type { TicketRow } from '#storage/schema.ts';
import { dayWords, momentWords } from '../day-words.ts';
import type { DeskTurn } from '../desk-turn.ts';
import type { Say } from '../speech.ts';

type About = Pick<TicketRow, 'service' | 'state'>;

/** How far a case has come, in words. */
export function stateTold(say: Say, about: About): string {
  return say(`status:state.${wordsFor(about)}`);
}

/** What happens next. */
export function nextTold(say: Say, about: About): string {
  return say(`status:next.${wordsFor(about)}`);
}

/** A kind of case or a state that these words do not know is under way. */
function wordsFor({ service, state }: About): string {
  const known = CASE_SERVICES.includes(service) && (statesOf(service) as CaseState[]).includes(state);
  return known ? `${service}-${state}` : 'other';
}

/** A case of one's own: number, matter, state, since when, what comes next, and by when the office owes its answer. */
export async function caseTold(turn: DeskTurn, ticket: TicketRow): Promise<string> {
  const { number, summary } = ticket;
  const lines = [
    turn.say('status:one', { number, summary, ...(await progress(turn, ticket)) }),
    ...dueTold(turn, ticket),
  ];
  return lines.join('\n');
}

/** A case for somebody who is known by phone and name alone: number, state and next step, nothing of the matter. */
export async function bareCaseTold(turn: DeskTurn, ticket: TicketRow): Promise<string> {
  return turn.say('status:bare', { number: ticket.number, ...(await progress(turn, ticket)) });
}

async function progress(turn: DeskTurn, ticket: TicketRow) {
  const { say } = turn;
  const since = await stateSince(turn.tx.db, ticket);
  return { state: stateTold(say, ticket), since: momentWords(turn, since), next: nextTold(say, ticket) };
}

function dueTold(turn: DeskTurn, { due_at, service, state }: TicketRow): string[] {
  if (due_at === null || isOver(service, state) || state === 'answered') return [];
  const day = dayWords(turn, due_at);
  return [turn.say(due_at < turn.clock.now() ? 'status:overdue' : 'status:due', { day })];
}

const MAIN: readonly CaseState[] = ['accepted', 'dispatched', 'visiting', 'done'];

/** The case as a card beside the words, where a channel shows cards; undefined off the main way of a repair. */
export function caseCard({ say }: DeskTurn, ticket: TicketRow): object | undefined {
  const at = MAIN.indexOf(ticket.state);
  if (ticket.service !== 'repair' || at < 0) return undefined;
  const lines = [ticket.place ?? '', ticket.summary].filter((line) => line !== '');
  const progress = MAIN.map((state) => stateTold(say, { service: 'repair', state }));
  return { lobby: { ticket: { number: ticket.number, title: say('repair:title'), lines, at, progress } } };
}
