import type { TurnContext } from 'botbuilder';
import type { Handbook } from '#handbook/handbook.ts';
import type { Clock } from '#records/clock.ts';
import type { Resident } from '#records/residents/residents.ts';
import type { ScriptStep } from '#records/transcripts/script-steps.ts';
import type { ConversationRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import type { Understood } from '#understanding/recognizer.ts';
import type { DeskState, Offer } from './desk-state.ts';
import type { Say, Speech } from './speech.ts';

/** An estate and what holds everywhere, from the handbook. */
export type Estate = NonNullable<ReturnType<Handbook['estate']>>;
export type Common = ReturnType<Handbook['common']>;

/** A photo or document that came with a message. */
export interface MessageFile {
  id: string;
  name: string;
  contentType: string;
}

/** What came in: words as understood, files, or an event. */
export interface Incoming {
  kind: 'message' | 'arrival' | 'event';
  text: string;
  understood: Understood;
  files: MessageFile[];
  /** Of events: name and value, and whether the office's own program wrote it; a client may claim any name. */
  event?: { name: string; value: unknown; fromOffice: boolean };
}

/** Everything one turn of the desk has in hand. `state` is changed in place and stored by the caller. */
export interface DeskTurn {
  context: TurnContext;
  tx: Tx;
  clock: Clock;
  conversation: ConversationRow;
  /** Who speaks, where the conversation is bound to a resident. */
  resident?: Resident | undefined;
  /** Who owns the conversation now; a handoff within the turn changes it. */
  owner: ConversationRow['owner'];
  state: DeskState;
  incoming: Incoming;
  estate: Estate;
  common: Common;
  speech: Speech;
  /** The desk's voice in the resident's language of this moment. */
  say: Say;
  /** Set when the message was not understood: what the desk did instead. */
  missed?: 'asked-again' | 'passed-to-person';
  /** A matter (an intent) to go on with after the answer, such as the report after 「怎么报修」. */
  next?: string | undefined;
  /** The question that the message before this one asked. */
  before?: DeskState['lastQuestion'];
  /** Steps of the reception script done in this turn. */
  steps: Set<ScriptStep>;
  /** The service this conversation is about, for lists. */
  service: string | null;
}

/** Sends one message; `choices` become buttons where the channel has them, and can be typed everywhere. */
export async function reply(
  turn: DeskTurn,
  text: string,
  extra: { choices?: string[]; channelData?: object } = {},
): Promise<void> {
  const { choices = [], channelData } = extra;
  await turn.context.sendActivity({
    type: 'message',
    text,
    locale: turn.state.locale,
    inputHint: choices.length > 0 || text.endsWith('？') || text.endsWith('?') ? 'expectingInput' : 'acceptingInput',
    ...(choices.length > 0
      ? { suggestedActions: { to: [], actions: choices.map((title) => ({ type: 'imBack', title, value: title })) } }
      : {}),
    ...(channelData ? { channelData } : {}),
  });
}

/** Sends one message with offers the resident may take by number, by their words, or by a plain yes when there is one. */
export async function offer(turn: DeskTurn, text: string, offers: Offer[]): Promise<void> {
  turn.state.offered = offers;
  await reply(turn, text, { choices: offers.map(({ label }) => label) });
}

/** Text of the handbook in the resident's language. */
export function inLanguage(turn: { state: Pick<DeskState, 'locale'> }, text: { zh: string; en: string }): string {
  return turn.state.locale === 'en' ? text.en : text.zh;
}
