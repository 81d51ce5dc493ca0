import { ticketsOfConversation } from '#records/tickets.ts';
import type { Intent } from '#understanding/recognizer.ts';
import { type DeskTurn, reply } from './desk-turn.ts';
import { passToPerson } from './handoff/handoff.ts';
import { officeFacts } from './reception/office-facts.ts';
import { goodbye, greet, help, thankBack } from './reception/reception.ts';

type Begin = (form: string) => Promise<void>;

/** What the desk does for an intent when no form is open. Services that people still do by hand are passed to them. */
const moves: Partial<Record<Intent, (turn: DeskTurn, begin: Begin) => Promise<void>>> = {
  greet: (turn) => greet(turn),
  help: (turn) => help(turn, false),
  thanks: (turn) => thankBack(turn),
  goodbye: (turn) => goodbye(turn),
  repair: (_, begin) => begin('repair'),
  human: (turn) => passToPerson(turn, 'asked'),
  office_enquiry: (turn) => reply(turn, officeFacts(turn)),
  status_query: (turn) => tellStatus(turn),
  cancel: (turn) => reply(turn, turn.say('reception:nothingOpen')),
  affirm: (turn) => reply(turn, turn.say('reception:anythingElse')),
  deny: (turn) => reply(turn, turn.say('reception:thanks')),
};

/** Matters of the office that the desk takes to a person, because it does not serve them itself. */
const forPeople: readonly Intent[] = [
  'move_in',
  'complaint',
  'fee_enquiry',
  'contract_enquiry',
  'lease_enquiry',
  'notice_enquiry',
  'suggestion',
  'archive_request',
  'visit_survey',
];

const PATIENCE = 2;

/** Answers a message that belongs to no open form. */
export async function answerOutsideForm(turn: DeskTurn, begin: Begin): Promise<void> {
  const chosen = chosenOffer(turn);
  const { band, intents, reply: short } = turn.incoming.understood;
  const intent = chosen ?? (short === 'help' ? 'help' : band === 'act' ? intents[0]?.name : likelyRepair(turn));
  turn.state.offered = undefined;
  if (turn.incoming.files.length > 0 && turn.incoming.text.trim() === '')
    return offer(turn, 'reception:photoFirst', ['repair', 'human']);
  const move = intent && moves[intent];
  if (move) {
    turn.state.misses = 0;
    return move(turn, begin);
  }
  if (intent && forPeople.includes(intent)) {
    turn.state.misses = 0;
    return offer(turn, 'reception:letMeAsk', ['human']);
  }
  await notUnderstood(turn);
}

/** A named fault with repair among the likeliest meanings is a report, even when the words around it were new. */
function likelyRepair({ incoming }: DeskTurn): Intent | undefined {
  const { faultClass, intents, band } = incoming.understood;
  const among = intents.slice(0, band === 'ask' ? 3 : 2).some(({ name }) => name === 'repair');
  return faultClass && among ? 'repair' : undefined;
}

/** Twice not understood goes to a person; the first time the likeliest matters are offered. */
async function notUnderstood(turn: DeskTurn): Promise<void> {
  turn.state.misses += 1;
  turn.missed = 'asked-again';
  if (turn.state.misses >= PATIENCE) {
    turn.state.misses = 0;
    turn.missed = 'passed-to-person';
    return passToPerson(turn, 'not-understood', { lead: turn.say('reception:sorryNotUnderstood') });
  }
  await offer(turn, 'reception:notUnderstood', ['repair', 'human']);
}

async function offer(turn: DeskTurn, key: string, options: Intent[]): Promise<void> {
  turn.state.offered = options;
  await reply(turn, turn.say(key), { choices: options.map((one) => turn.say(`reception:topic.${one}`)) });
}

/** A number, a button's words, or a plain yes to a single offer. */
function chosenOffer({ state, incoming, say }: DeskTurn): Intent | undefined {
  const offered = (state.offered ?? []) as Intent[];
  const { ordinal, reply: short } = incoming.understood;
  if (ordinal !== undefined) return offered.at(ordinal > 0 ? ordinal - 1 : ordinal);
  if (short === 'affirm' && offered.length === 1) return offered[0];
  const said = incoming.text.trim();
  return (['repair', 'human'] as const).find((one) => said === say(`reception:topic.${one}`));
}

/** Cases filed in this conversation, with their state in words. */
async function tellStatus(turn: DeskTurn): Promise<void> {
  const { say } = turn;
  const tickets = await ticketsOfConversation(turn.tx.db, turn.conversation.id);
  if (tickets.length === 0) return offer(turn, 'reception:noCases', ['repair', 'human']);
  const lines = tickets
    .slice(0, 5)
    .map(({ number, summary, state }) =>
      say('reception:case', { number, summary, state: say(`repair:progress.${state}`) }),
    );
  await reply(turn, [say('reception:cases'), ...lines].join('\n'));
}
