import { type Activity, TurnContext } from 'botbuilder';
import type { Caller } from '#dialogs/asking/by-clerk.ts';
import { newDeskState } from '#dialogs/desk-state.ts';
import type { DeskTurn } from '#dialogs/desk-turn.ts';
import { readLog } from '#records/activities.ts';
import { findConversation, type NewConversation } from '#records/conversations.ts';
import { findResident } from '#records/residents/residents.ts';
import type { ConversationRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import type { Understood } from '#understanding/recognizer.ts';
import { toActivity } from './activities.ts';
import { CollectingAdapter } from './collecting-adapter.ts';
import type { TurnTools } from './turn.ts';

/** What a clerk typed into a form while somebody calls or stands at the counter. */
export interface FormWish {
  estateId: string;
  locale: 'zh-CN' | 'en';
  /** One of `list`, or `note` for words alone. */
  form: string;
  /** By question, as typed. */
  fields: Readonly<Record<string, string>>;
  caller: Caller & { residentId?: string | undefined };
}

/** The conversation that an entry is written into. */
export function conversationOf(id: string, { estateId, locale, caller }: FormWish, channel: string): NewConversation {
  const userName = caller.name || undefined;
  return { id, estateId, channel, userId: `caller:${id}`, locale, ...(userName && { userName }) };
}

/** A turn of the desk in which a clerk speaks for the resident, and what the desk says in it. */
export async function clerkTurn(tools: TurnTools, tx: Tx, { id, wish }: { id: string; wish: FormWish }) {
  const estate = tools.handbook.estate(wish.estateId);
  const conversation = await findConversation(tx.db, id);
  if (!estate || !conversation) throw new Error(`The handbook has no estate "${wish.estateId}".`);
  const [last] = await readLog(tx.db, { conversationId: id, after: conversation.last_seq - 1, limit: 1 });
  const adapter = new CollectingAdapter((index) => `${id}|${index}`);
  const { residentId } = wish.caller;
  const resident = residentId ? await findResident(tx.db, residentId, tools.clock.now()) : undefined;
  const turn: DeskTurn = {
    context: new TurnContext(adapter, last ? toActivity(last) : bareActivity(conversation)),
    tx,
    clock: tools.clock,
    conversation,
    resident,
    owner: conversation.owner,
    state: newDeskState(wish.locale),
    incoming: { kind: 'message', text: '', understood: NOTHING, files: [] },
    estate,
    common: tools.handbook.common(),
    speech: tools.speech,
    say: tools.speech.say(wish.locale),
    steps: new Set(),
    service: null,
  };
  return { turn, sent: adapter.sent };
}

const NOTHING: Understood = {
  text: '',
  locale: 'zh-CN',
  intents: [{ name: 'out_of_scope', score: 1 }],
  band: 'person',
  entities: [],
  recognizer: 'rules',
};

function bareActivity({ id, channel }: ConversationRow): Activity {
  const conversation = { id, isGroup: false, conversationType: '', name: '' };
  const from = { id: 'clerk', name: '' };
  return {
    type: 'message',
    id: `${id}|0`,
    channelId: channel,
    serviceUrl: '',
    conversation,
    from,
    recipient: from,
  } as unknown as Activity;
}
