import type { Intent, Understood } from '#understanding/recognizer.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import type { Offer } from './desk-state.ts';
import { type DeskTurn, offer } from './desk-turn.ts';
import { addToQuestion } from './enquiry/ask-people.ts';
import { passToPerson } from './handoff/handoff.ts';
import { setAside } from './matters.ts';
import type { Begin } from './service.ts';
import { moveFor, services } from './services.ts';
import { topics } from './topics.ts';

/** Matters of the office that the desk takes to a person where no service answers them. */
const FOR_PEOPLE: ReadonlySet<Intent> = new Set(['visit_survey']);

const PATIENCE = 2;

/** Answers a message that belongs to no open form, and goes on with the matter that the answer leads to. */
export async function answerOutsideForm(turn: DeskTurn, begin: Begin): Promise<void> {
  await answerMessage(turn, begin);
  const next = turn.next && moveFor(turn.next);
  turn.next = undefined;
  if (next && turn.owner === 'bot' && !turn.state.open) await next(turn, begin);
}

async function answerMessage(turn: DeskTurn, begin: Begin): Promise<void> {
  const { incoming, state, say } = turn;
  const chosen = chosenOffer(turn);
  const move = chosen && moveFor(chosen.move);
  const { question } = state;
  turn.before = state.lastQuestion;
  state.lastQuestion = undefined;
  state.offered = undefined;
  state.question = undefined;
  if (move) return understood(turn, () => move(turn, begin, chosen.value));
  const asker = services.find(({ name }) => name === question?.service);
  if (question && (await asker?.answer?.(turn, question, begin))) return understood(turn, async () => {});
  if (incoming.files.length === 0) await setAside(turn);
  for (const service of services) {
    if (await service.hear?.(turn, begin)) return understood(turn, async () => {});
  }
  if (incoming.files.length > 0 && incoming.text.trim() === '')
    return offer(turn, say('reception:photoFirst'), topics(say, ['repair', 'human']));
  return byIntent(turn, begin);
}

async function byIntent(turn: DeskTurn, begin: Begin): Promise<void> {
  const { band, intents, reply: short } = turn.incoming.understood;
  const intent = short === 'help' ? 'help' : band === 'act' ? intents[0]?.name : likelyRepair(turn);
  const move = intent && moveFor(intent);
  if (move) return understood(turn, () => move(turn, begin));
  if (intent && FOR_PEOPLE.has(intent))
    return understood(turn, () => offer(turn, turn.say('reception:letMeAsk'), topics(turn.say, ['human'])));
  await notUnderstood(turn);
}

async function understood(turn: DeskTurn, then: () => Promise<void>): Promise<void> {
  turn.state.misses = 0;
  await then();
}

/** A named fault with repair among the likeliest meanings is a report, even when the words around it were new. */
function likelyRepair({ incoming }: DeskTurn): Intent | undefined {
  const { faultClass, intents, band } = incoming.understood;
  const among = intents.slice(0, band === 'ask' ? 3 : 2).some(({ name }) => name === 'repair');
  return faultClass && among ? 'repair' : undefined;
}

/** Twice not understood goes to a person; the first time the likeliest matters are offered. */
async function notUnderstood(turn: DeskTurn): Promise<void> {
  if (await addToQuestion(turn)) return;
  turn.state.misses += 1;
  turn.missed = 'asked-again';
  if (turn.state.misses >= PATIENCE) {
    turn.state.misses = 0;
    turn.missed = 'passed-to-person';
    return passToPerson(turn, 'not-understood', { lead: turn.say('reception:sorryNotUnderstood') });
  }
  const ask = { move: 'enquiry.none', label: turn.say('enquiry:askForMe'), value: turn.incoming.text };
  const asked = isQuestion(turn.incoming.text) ? [ask] : [];
  await offer(turn, turn.say('reception:notUnderstood'), [...asked, ...topics(turn.say, ['repair', 'human'])]);
}

/** A number, the words shown, or a plain yes to a single offer. The names of the desk's matters always count. */
function chosenOffer({ state, incoming, say }: DeskTurn): Offer | undefined {
  const { offered = [] } = state;
  const { ordinal, reply: short } = incoming.understood;
  const said = incoming.text.trim().toLowerCase();
  const named = [...offered, ...topics(say)].find(({ label }) => label.toLowerCase() === said);
  const plain = offered.find((one) => one.reply !== undefined && one.reply === (short ?? leaning(incoming.understood)));
  if (named || ordinal === undefined) return named ?? plain ?? (short === 'affirm' ? onlyOne(offered) : undefined);
  return offered.at(ordinal > 0 ? ordinal - 1 : ordinal);
}

/** 「那好吧，厨房的」 is a yes with more. */
function leaning({ band, intents: [best] }: Understood): Offer['reply'] {
  return band === 'act' && (best?.name === 'affirm' || best?.name === 'deny') ? best.name : undefined;
}

function onlyOne([only, ...others]: readonly Offer[]): Offer | undefined {
  return others.length === 0 && only?.reply !== 'never' ? only : undefined;
}
