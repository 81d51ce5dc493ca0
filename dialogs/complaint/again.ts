import { says } from '#handbook/wording.ts';
import { addToCase } from '#records/cases/case-additions.ts';
import { changeCase } from '#records/cases/change-case.ts';
import { escalateComplaint, goesTo } from '#records/cases/complaints.ts';
import { ownCaseById } from '#records/cases/own-cases.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Understood } from '#understanding/recognizer.ts';
import { entity } from '../asking/form.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import type { Begin } from '../service.ts';
import { likeliest } from './category.ts';
import { askerOf, openComplaint } from './earlier.ts';
import { saysSomething, withoutTeller } from './own-words.ts';
import { asksElsewhere, routesWords } from './side-words.ts';
import { type Addressee, higherOf } from './weigh.ts';

/** A complaint of somebody who has one open already may be the same once more: then it is not filed twice. */
export async function asksWhetherSame(turn: DeskTurn): Promise<boolean> {
  const { text, understood } = turn.incoming;
  if (!saysSomething(text, turn.common)) return false;
  const open = await openComplaint(turn);
  const code = likeliest(text, turn.common)[0]?.category.code;
  const named = entity(understood, 'ticket')?.value;
  if (!open || (named ? named !== open.number : code !== open.category && !says(text, turn.common.complaint.again)))
    return false;
  const kept = JSON.stringify({ ticketId: open.id, understood } satisfies Kept);
  await offer(turn, turn.say('complaint:sameMatter', { number: open.number, summary: open.summary.slice(0, 40) }), [
    { move: 'complaint.same', label: turn.say('complaint:same'), value: kept, reply: 'affirm' },
    { move: 'complaint.another', label: turn.say('complaint:another'), value: kept, reply: 'deny' },
  ]);
  return true;
}

interface Kept {
  ticketId: string;
  understood: Understood;
}

/** The same matter once more: added to its case, which goes to the supervisor. */
export async function sameAgain(turn: DeskTurn, value: string): Promise<void> {
  const { ticketId, understood } = JSON.parse(value) as Kept;
  const ticket = await ownCaseById(turn.tx.db, await askerOf(turn), ticketId);
  if (ticket) await raise(turn, ticket, { words: withoutTeller(understood), to: 'supervisor' });
}

/** Another matter: filed on its own, from the words that were said. */
export async function anotherMatter(turn: DeskTurn, begin: Begin, value: string): Promise<void> {
  const { understood } = JSON.parse(value) as Kept;
  turn.incoming = { ...turn.incoming, text: understood.text, understood };
  await begin('complaint');
}

const NOT_SATISFIED =
  /不满意|没(有)?(解决|处理好|下文|结果)|还(是)?没(人|有人)?(联系|回复|处理|管|理)|没人(联系|回复|理|管)我?|\b(not (satisfied|happy|solved|resolved)|unsatisfied|dissatisfied|unresolved|nobody (has )?(called|contacted|came)|no one (has )?(called|contacted))\b/iu;
const SHORT = 40;

/** Whoever is not content with how their complaint goes is heard by the supervisor. True when it was that. */
export async function hearDiscontent(turn: DeskTurn): Promise<boolean> {
  const { text, understood } = turn.incoming;
  if (!NOT_SATISFIED.test(text) || text.length > SHORT) return false;
  const ticket = await openComplaint(turn);
  if (!ticket) return false;
  await raise(turn, ticket, { words: withoutTeller(understood), to: 'supervisor' });
  return true;
}

/** Whoever goes outside while a complaint is open is told the way, and the director hears of it. True when it was that. */
export async function hearGoesOutside(turn: DeskTurn): Promise<boolean> {
  if (!asksElsewhere(turn)) return false;
  const ticket = await openComplaint(turn);
  if (!ticket) return false;
  await raise(turn, ticket, {
    words: withoutTeller(turn.incoming.understood),
    to: 'director',
    lead: [routesWords(turn)],
  });
  return true;
}

/** Added to the case, which goes to somebody higher; an answered one is taken up again. */
async function raise(
  turn: DeskTurn,
  ticket: TicketRow,
  { words, to, lead = [] }: { words: string; to: Addressee; lead?: string[] },
): Promise<void> {
  const { tx, clock, conversation, say } = turn;
  const now = clock.now();
  turn.service = 'complaint';
  await addToCase(tx, ticket, { words, conversationId: conversation.id, files: [] }, now);
  const higher = higherOf(goesTo(ticket), to);
  const whom = say(`complaint:goesTo.${higher}`);
  await escalateComplaint(tx, ticket.id, { to: higher, told: whom, urgent: to === 'director' }, now);
  if (ticket.state === 'answered')
    await changeCase(tx, { ticketId: ticket.id, state: 'in-progress', actor: 'resident', why: words }, now);
  turn.steps.add('serve');
  const raised = say('complaint:raised', { number: ticket.number, whom });
  await reply(turn, [...lead, raised].join('\n'));
}
