import { TurnContext } from 'botbuilder';
import { runDesk } from '#dialogs/desk.ts';
import { type DeskState, readDeskState } from '#dialogs/desk-state.ts';
import type { DeskTurn, Estate } from '#dialogs/desk-turn.ts';
import { openQuestion } from '#dialogs/open-question.ts';
import type { Speech } from '#dialogs/speech.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { activityId } from '#records/activities.ts';
import type { Clock } from '#records/clock.ts';
import { findConversation } from '#records/conversations.ts';
import { keepNotUnderstood } from '#records/not-understood.ts';
import { keepSteps } from '#records/script-steps.ts';
import { finishTurn, holdConversation, waitingMessages } from '#records/turns.ts';
import type { ActivityRow, ConversationRow } from '#storage/schema.ts';
import type { Storage, Tx } from '#storage/storage.ts';
import { maskPersonal } from '#understanding/placeholders.ts';
import type { Recognizer, Understood } from '#understanding/recognizer.ts';
import { toActivity, toIncoming, toReply } from './activities.ts';
import { CollectingAdapter } from './collecting-adapter.ts';

/** What turns are made with. */
export interface TurnTools {
  storage: Storage;
  handbook: Handbook;
  recognizer: Recognizer;
  speech: Speech;
  clock: Clock;
}

/** `done`: nothing waits. `more`: look again. */
export type TurnResult = 'done' | 'more';

/** A conversation with the oldest message that waits for its turn. */
export interface Due {
  conversation: ConversationRow;
  message: ActivityRow;
}

/** Runs the oldest turn that is due in a conversation: recognise first, then everything else in one transaction. */
export async function runTurn(tools: TurnTools, conversationId: string): Promise<TurnResult> {
  const due = await nextDue(tools.storage, conversationId);
  if (!due) return 'done';
  const state = readDeskState(due.conversation.state, localeOf(due.conversation));
  const estate = tools.handbook.estate(due.conversation.estate_id);
  if (!estate) throw new Error(`The handbook has no estate "${due.conversation.estate_id}".`);
  const understood = await recognise(tools, due, state, estate);
  const more = await tools.storage.transact(async (tx) => {
    const held = await holdConversation(tools.storage, tx, due.conversation);
    // Somebody else moved the conversation on: what waits now is read afresh.
    return held ? takeTurn(tools, tx, { held, message: due.message, state, estate, understood }) : true;
  });
  return more ? 'more' : 'done';
}

/** The oldest message without its turn, or undefined when none waits. */
export async function nextDue(storage: Storage, conversationId: string): Promise<Due | undefined> {
  const conversation = await findConversation(storage.db, conversationId);
  if (!conversation || conversation.turned_seq >= conversation.inbound_seq) return undefined;
  const [message] = await waitingMessages(storage.db, conversation, 1);
  return message && { conversation, message };
}

/** The only step that may touch the network; it reads the open question from the stored state. */
async function recognise(
  tools: TurnTools,
  { message, conversation }: Due,
  state: DeskState,
  estate: Estate,
): Promise<Understood> {
  return tools.recognizer.recognize(message.type === 'message' ? (message.text ?? '') : '', {
    locale: state.locale,
    now: new Date(message.at),
    timeZone: estate.office.timeZone,
    estateId: estate.id,
    openQuestion: openQuestion(state, tools.speech.say(state.locale), conversation.owner),
  });
}

interface TurnMatter {
  held: ConversationRow;
  message: ActivityRow;
  state: DeskState;
  estate: Estate;
  understood: Understood;
}

/** Answers whether more messages wait. */
async function takeTurn(tools: TurnTools, tx: Tx, matter: TurnMatter): Promise<boolean> {
  const { held, message, state, estate, understood } = matter;
  const activity = toActivity(message);
  const adapter = new CollectingAdapter((index) => activityId(held.id, held.last_seq + index + 1));
  const turn: DeskTurn = {
    context: new TurnContext(adapter, activity),
    tx,
    clock: tools.clock,
    conversation: held,
    owner: held.owner,
    state,
    incoming: toIncoming(activity, message.role, understood),
    estate,
    common: tools.handbook.common(),
    speech: tools.speech,
    say: tools.speech.say(state.locale),
    steps: new Set(),
    service: held.service,
  };
  await runDesk(turn);
  if (turn.missed) await keepMissed(turn, message.seq, turn.missed);
  const { id: conversationId, estate_id: estateId } = held;
  await keepSteps(tx, { conversationId, estateId, seq: message.seq, steps: turn.steps }, tools.clock.now());
  return finishTurn(
    tx,
    held,
    {
      state: JSON.stringify(turn.state),
      locale: turn.state.locale,
      service: turn.service,
      replies: adapter.sent.map((sent) => toReply(sent, activity, held.last_seq)),
      turnedSeq: message.seq,
    },
    tools.clock.now(),
  );
}

/** What was not understood is kept for people to label, without what says who wrote it. */
async function keepMissed({ tx, clock, conversation, incoming }: DeskTurn, seq: number, next: string): Promise<void> {
  const { text, entities, intents, band } = incoming.understood;
  await keepNotUnderstood(
    tx,
    {
      estateId: conversation.estate_id,
      conversationId: conversation.id,
      seq,
      maskedText: maskPersonal(text, entities),
      guesses: intents,
      band,
      next,
    },
    clock.now(),
  );
}

/** A conversation's language as one of ours. */
export function localeOf(conversation: Pick<ConversationRow, 'locale'>): 'zh-CN' | 'en' {
  return conversation.locale === 'en' ? 'en' : 'zh-CN';
}
