import { says } from '#handbook/wording.ts';
import { tellDesk } from '#records/desk-events.ts';
import { type OtherConversation, otherConversations, replaceState } from '#records/residents/other-conversations.ts';
import { type DeskState, type Offer, type OpenForm, readDeskState } from '../desk-state.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import type { Begin, Move } from '../service.ts';

/** The office's event by which a conversation learns that its form went on elsewhere. */
export const FORM_MOVED = 'form.moved';

/** A form left unfinished in another conversation of the same resident. */
interface Unfinished {
  other: OtherConversation;
  state: DeskState;
  open: OpenForm;
  title: string;
}

/** Words and offers for going on here with what was begun elsewhere; undefined when nothing was, or it was offered before. */
export async function offerToResume(turn: DeskTurn): Promise<{ words: string; offers: Offer[] } | undefined> {
  const found = await unfinishedElsewhere(turn);
  const name = found && `${found.other.id}:${found.open.form}`;
  if (!found || turn.state.resumeAsked === name) return undefined;
  turn.state.resumeAsked = name;
  const { say } = turn;
  const offers: Offer[] = [
    { move: 'household.resume', label: say('household:resumeYes'), value: found.other.id, reply: 'affirm' },
    { move: 'household.leave', label: say('household:resumeNo'), reply: 'deny' },
  ];
  return {
    words: say('household:resumeAsk', { channel: channelTold(turn, found.other.channel), form: found.title }),
    offers,
  };
}

/** Asks what there is, rather than to go on with it. */
const ASKS_WHICH = /有(什么|哪些|没有|几)|\bwhat\b|\bwhich\b/iu;

/** A bound resident writes without a form here: what they began elsewhere is offered, unless they have come with something new. */
export async function hearResume(turn: DeskTurn, begin: Begin): Promise<boolean> {
  const { incoming, state, resident } = turn;
  if (!resident || !state.greeted || incoming.files.length > 0) return false;
  if (says(incoming.text, turn.common.wordings.household.goOn) && !ASKS_WHICH.test(incoming.text)) {
    const found = await unfinishedElsewhere(turn);
    if (found) await takeOver(turn, begin, found);
    else if (incoming.text.trim().length <= SHORT) await reply(turn, turn.say('household:resumeGone'));
    else return false;
    return true;
  }
  if (!bringsNothingNew(turn)) return false;
  const resume = await offerToResume(turn);
  if (resume) await offer(turn, resume.words, resume.offers);
  return resume !== undefined;
}

const NEW: ReadonlySet<string> = new Set(['fixture', 'fault', 'dwelling', 'phone', 'ticket']);
const SHORT = 10;
const FORM_INTENTS: ReadonlySet<string> = new Set(['repair', 'complaint', 'move_in', 'suggestion']);

/** A greeting, the bare name of a matter, or a few words that say nothing clear. */
function bringsNothingNew({ incoming: { text, understood } }: DeskTurn): boolean {
  const { band, intents, entities, faultClass } = understood;
  const intent = intents[0]?.name ?? '';
  if (faultClass || entities.some(({ type }) => NEW.has(type))) return false;
  if (intent === 'greet') return true;
  return text.trim().length <= SHORT && (band !== 'act' || FORM_INTENTS.has(intent));
}

/** The offer is taken. */
export const resume: Move = async (turn, begin, id) => {
  const found = await unfinishedElsewhere(turn, id);
  if (found) return takeOver(turn, begin, found);
  await reply(turn, turn.say('household:resumeGone'));
};

/** Closed there and gone on with here, in one transaction: whoever comes second finds nothing left. */
async function takeOver(turn: DeskTurn, begin: Begin, { other, state, open, title }: Unfinished): Promise<void> {
  const { tx, say, clock, conversation } = turn;
  const { open: _, ...rest } = state;
  const closed = await replaceState(tx, { ...other, state: JSON.stringify(rest) });
  if (!closed) return reply(turn, say('household:resumeGone'));
  const value = { title: open.form, channel: conversation.channel };
  await tellDesk(tx, { conversationId: other.id, name: FORM_MOVED, value }, clock.now());
  turn.steps.add('listen').add('serve');
  const told = Object.values(open.answers).map((answer) => answer.told);
  const noted = told.filter((one) => one !== '').join(say('asking:semicolon'));
  await reply(
    turn,
    noted ? say('household:resumed', { form: title, noted }) : say('household:resumedEmpty', { form: title }),
  );
  await begin(open.form, open.answers);
  // What an answer had so far, such as the first findings of an inspection, comes along.
  if (open.partial && turn.state.open) turn.state.open = { ...turn.state.open, partial: open.partial };
}

/** Said where the form was begun, so that nobody goes on there in vain. */
export async function tellMoved(turn: DeskTurn, value: unknown): Promise<void> {
  const { title, channel } = value as { title: string; channel: string };
  const form = titleOf(turn, title);
  if (turn.owner !== 'bot' || !form) return;
  await reply(turn, turn.say('household:moved', { form, channel: channelTold(turn, channel) }));
}

async function unfinishedElsewhere(turn: DeskTurn, id?: string): Promise<Unfinished | undefined> {
  const { resident, conversation, tx } = turn;
  if (!resident || turn.state.open) return undefined;
  for (const other of await otherConversations(tx.db, resident.id, conversation.id)) {
    const state = readDeskState(other.state, other.locale === 'en' ? 'en' : 'zh-CN');
    const title = state.open && titleOf(turn, state.open.form);
    if (state.open && title && (id === undefined || id === other.id)) return { other, state, open: state.open, title };
  }
  return undefined;
}

/** What a form is called; undefined for one that this version has no words for any more. */
function titleOf({ say }: DeskTurn, form: string): string | undefined {
  try {
    return say(`${form}:title`);
  } catch {
    return undefined;
  }
}

const CHANNELS: ReadonlySet<string> = new Set(['webchat', 'wechat']);

function channelTold({ say }: DeskTurn, channel: string): string {
  return say(`household:channel.${CHANNELS.has(channel) ? channel : 'other'}`);
}
