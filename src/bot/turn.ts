import { TurnContext } from 'botbuilder';
import { draftConfidence } from '#dialogs/complaint/draft.ts';
import { runDesk } from '#dialogs/desk.ts';
import { type DeskState, readDeskState } from '#dialogs/desk-state.ts';
import type { DeskTurn, Estate } from '#dialogs/desk-turn.ts';
import { openQuestion } from '#dialogs/open-question.ts';
import type { Speech } from '#dialogs/speech.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { activityId } from '#records/activities.ts';
import type { Clock } from '#records/clock.ts';
import { findConversation } from '#records/conversations.ts';
import { closeConversation } from '#records/handoffs/close-conversation.ts';
import { FORM_ANSWER } from '#records/handoffs/moves.ts';
import { keepNotUnderstood } from '#records/questions/not-understood.ts';
import { keepUnderstood } from '#records/questions/understood.ts';
import { residentOf } from '#records/residents/residents.ts';
import { keepSteps } from '#records/transcripts/script-steps.ts';
import { finishTurn, holdConversation, waitingMessages } from '#records/turns.ts';
import type { ActivityRow, ConversationRow } from '#storage/schema.ts';
import type { Storage, Tx } from '#storage/storage.ts';
import { maskPersonal } from '#understanding/placeholders.ts';
import type { Recognizer, Understood } from '#understanding/recognizer.ts';
import { toActivity, toIncoming, toReply } from './activities.ts';
import { type Batch, joined, quietLeft, readAsOne } from './batch.ts';
import { CollectingAdapter } from './collecting-adapter.ts';

/** What turns are made with. */
export interface TurnTools {
  storage: Storage;
  handbook: Handbook;
  recognizer: Recognizer;
  speech: Speech;
  clock: Clock;
  /** How long (milliseconds) to wait for the rest of a short message. Default 0: each message is read by itself. */
  quietMs?: number;
}

/** `done`: nothing waits. `more`: look again. A number: look again after so many milliseconds. */
export type TurnResult = 'done' | 'more' | number;

/** More than any one turn reads. */
const WAITING = 10;

/** A conversation with the messages that wait for their turn, the oldest first. */
export interface Due {
  conversation: ConversationRow;
  waiting: [ActivityRow, ...ActivityRow[]];
}

/** Runs the oldest turn that is due in a conversation: recognise first, then everything else in one transaction. */
export async function runTurn(tools: TurnTools, conversationId: string): Promise<TurnResult> {
  const { quietMs = 0, clock } = tools;
  const due = await nextDue(tools.storage, conversationId, quietMs > 0 ? WAITING : 1);
  if (!due) return 'done';
  const state = readDeskState(due.conversation.state, localeOf(due.conversation));
  const estate = tools.handbook.estate(due.conversation.estate_id);
  if (!estate) throw new Error(`The handbook has no estate "${due.conversation.estate_id}".`);
  const batch = await readAsOne(due.waiting, state, (text) => recognise(tools, { text, due }, state, estate));
  const wait = quietLeft(batch, due.conversation, state, { quietMs, now: clock.now() });
  if (wait > 0) return wait;
  const more = await tools.storage.transact(async (tx) => {
    const held = await holdConversation(tools.storage, tx, due.conversation);
    // Somebody else moved the conversation on: what waits now is read afresh.
    return held ? takeTurn(tools, tx, { held, batch, state, estate }) : true;
  });
  return more ? 'more' : 'done';
}

/** The messages without their turn, or undefined when none waits. One that failed before is tried by itself. */
export async function nextDue(storage: Storage, conversationId: string, most = 1): Promise<Due | undefined> {
  const conversation = await findConversation(storage.db, conversationId);
  if (!conversation || conversation.turned_seq >= conversation.inbound_seq) return undefined;
  const [first, ...others] = await waitingMessages(storage.db, conversation, conversation.attempts > 0 ? 1 : most);
  return first && { conversation, waiting: [first, ...others] };
}

/** The only step that may touch the network; it reads the open question from the stored state. */
async function recognise(
  tools: TurnTools,
  { text, due: { conversation, waiting } }: { text: string; due: Due },
  state: DeskState,
  estate: Estate,
): Promise<Understood> {
  return tools.recognizer.recognize(text, {
    locale: state.locale,
    now: new Date(waiting[0].at),
    timeZone: estate.office.timeZone,
    estateId: estate.id,
    openQuestion: questionFor(tools, { conversation, waiting }, state),
  });
}

/** What the words answer: the open question, or the one that a clerk answers for the resident. */
function questionFor({ speech }: TurnTools, { conversation, waiting }: Due, state: DeskState) {
  const say = speech.say(state.locale);
  const key = answeredKey(waiting[0]);
  if (!key || !state.open) return openQuestion(state, say, conversation.owner);
  return openQuestion({ ...state, open: { ...state.open, asking: key } }, say, 'bot');
}

interface TurnMatter {
  held: ConversationRow;
  batch: Batch;
  state: DeskState;
  estate: Estate;
}

/** Answers whether more messages wait. */
async function takeTurn(tools: TurnTools, tx: Tx, matter: TurnMatter): Promise<boolean> {
  const { held, batch, state, estate } = matter;
  const message = batch.messages.at(-1) ?? batch.messages[0];
  const activity = toActivity(message);
  if (batch.messages.length > 1) activity.text = joined(batch.messages);
  const adapter = new CollectingAdapter((index) => activityId(held.id, held.last_seq + index + 1));
  const turn: DeskTurn = {
    context: new TurnContext(adapter, activity),
    tx,
    clock: tools.clock,
    conversation: held,
    resident: await residentOf(tx.db, held, tools.clock.now()),
    owner: held.owner,
    state,
    incoming: toIncoming(activity, message.role, batch.understood),
    estate,
    common: tools.handbook.common(),
    speech: tools.speech,
    say: tools.speech.say(state.locale),
    steps: new Set(),
    service: held.service,
  };
  await runDesk(turn);
  const closed = draftConfidence(turn.state, turn.common);
  if (closed) await closeConversation(tx, held, closed);
  if (turn.missed) await keepMissed(turn, message.seq, turn.missed);
  const { id: conversationId, estate_id: estateId } = held;
  const { intents, band } = batch.understood;
  const [best] = intents;
  if (message.type === 'message') {
    await keepUnderstood(tx, { conversationId, seq: message.seq, intent: best?.name, score: best?.score ?? 0, band });
  }
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

/** The question that a clerk answers with this event; undefined for everything else. */
function answeredKey({ role, type, body }: ActivityRow): string | undefined {
  if (role !== 'system' || type !== 'event') return undefined;
  const { name, value } = JSON.parse(body) as { name?: string; value?: { key?: string } };
  return name === FORM_ANSWER ? value?.key : undefined;
}

/** A conversation's language as one of ours. */
export function localeOf(conversation: Pick<ConversationRow, 'locale'>): 'zh-CN' | 'en' {
  return conversation.locale === 'en' ? 'en' : 'zh-CN';
}
