import { endLetters, type Letter, moveLetter, readLetter, readLetters } from '#records/wechat/letters.ts';
import { type Allowance, giveBackSend, takeSend } from '#records/wechat/quota.ts';
import { triesOf } from '#records/wechat/replies.ts';
import type { OutboxRow } from '#storage/schema.ts';
import { LAST_TRY } from './answer.ts';
import { type Bubble, postBubble } from './bubble.ts';
import type { WechatDoor } from './door.ts';
import { joined, partsOf, photosOf, roomFor } from './letters.ts';
import { sendNotice } from './notice.ts';
import { afterFailure, type SendOutcome } from './send-outcome.ts';
import type { Sender } from './sender.ts';
import { bytesOf } from './split-text.ts';

/** Within this time (milliseconds) of an answer that it did not get, the platform asks once more at least. */
const ASKS_AGAIN = 5000;

/** Sends one outbox row of the kind `wechat-send`. */
export type WechatSendHandler = (
  row: OutboxRow,
  about: { signal: AbortSignal; interrupted: boolean },
) => Promise<SendOutcome>;

/** The next bubble of a message, with the messages that share it. */
interface Load {
  bubble: Bubble;
  also: Letter[];
  /** What is left of the message afterwards. */
  last: boolean;
}

/** Makes the sender of what no answer has carried. Several messages share a bubble where they fit: bubbles are few. */
export function createSendHandler(sender: Sender): WechatSendHandler {
  return async (row, { signal }) => {
    const { door, account } = sender;
    const letter = await readLetter(door.storage.db, row);
    if (!letter) return { dead: 'There is nothing to send.' };
    if (letter.progress.posting) return { unknown: 'The desk ended while this was on its way.' };
    const left = await unanswered(sender, letter);
    if (!left || left === 'unknown') return left ? { unknown: 'The desk ended while it answered.' } : 'sent';
    if (!account.canSend()) return { held: 'answers-only' };
    const paused = account.pausedUntil();
    if (paused !== undefined) return { retryAt: paused, reason: 'account-paused' };
    return sendAll(sender, left, signal);
  };
}

/**
 * What is left of a message that an answer was to carry, of which nobody wrote that it left. The platform asks again for what
 * it does not get: who was there to be asked and was not asked has been heard. Undefined when nothing is left.
 */
async function unanswered({ door, upSince }: Sender, letter: Letter): Promise<Letter | 'unknown' | undefined> {
  const { answer, ...progress } = letter.progress;
  if (!answer) return letter;
  if (upSince > answer.at + ASKS_AGAIN) return 'unknown';
  const tries = await triesOf(door.storage.db, { conversationId: letter.row.conversation_id ?? '', seq: answer.seq });
  if (tries < LAST_TRY)
    return answer.next === undefined ? undefined : { ...letter, progress: { ...progress, part: answer.next } };
  return upSince > answer.at ? 'unknown' : { ...letter, progress };
}

/** One bubble after the other, as far as the allowance goes. */
async function sendAll(sender: Sender, letter: Letter, signal: AbortSignal): Promise<SendOutcome> {
  const { storage, clock } = sender.door;
  let current = letter;
  for (;;) {
    const load = await nextLoad(sender, current);
    if (!load) return 'sent';
    const outcome = await sendLoad(sender, current, load, signal);
    if (outcome !== 'sent') return outcome;
    const progress = { ...current.progress, part: (current.progress.part ?? 0) + 1, posting: undefined };
    await storage.transact(async (tx) => {
      await moveLetter(tx.db, current, { progress });
      await endLetters(tx, load.also, { state: 'sent', last_error: null }, clock.now());
    });
    if (load.last) return 'sent';
    current = { ...current, progress };
  }
}

/** Words first, then photos, one bubble each. */
async function nextLoad({ door }: Sender, letter: Letter): Promise<Load | undefined> {
  const { said, progress } = letter;
  const limit = progress.limit ?? roomFor(door.settings);
  const parts = partsOf(said, limit);
  const photos = photosOf(said);
  const at = progress.part ?? 0;
  const last = at + 1 >= parts.length + photos.length;
  const photo = photos[at - parts.length];
  if (photo) return { bubble: { kind: 'photo', photo, mediaId: progress.mediaId }, also: [], last };
  const words = parts[at];
  if (words === undefined) return undefined;
  const also = last ? await companions(door, letter, bytesOf(words)) : [];
  const all = [words, ...also.flatMap((one) => partsOf(one.said, limit))];
  return { bubble: { kind: 'words', words: joined(all), byDesk: said.role === 'desk' }, also, last };
}

/** Whole messages by the same speaker that wait behind this one and fit beside it. */
async function companions(door: WechatDoor, { row, said }: Letter, size: number): Promise<Letter[]> {
  const most = roomFor(door.settings);
  const waiting = await readLetters(door.storage.db, row.conversation_id ?? '', ['pending']);
  const also: Letter[] = [];
  let full = size;
  for (const letter of waiting) {
    const words = partsOf(letter.said, most);
    full += bytesOf(words[0] ?? '') + 2;
    const fits = words.length === 1 && full <= most && !letter.progress.part && photosOf(letter.said).length === 0;
    if (!fits || letter.said.role !== said.role || letter.row.due_at > door.clock.now()) break;
    also.push(letter);
  }
  return also;
}

async function sendLoad(sender: Sender, letter: Letter, load: Load, signal: AbortSignal): Promise<SendOutcome> {
  const { door } = sender;
  const { storage, settings, clock } = door;
  const conversationId = letter.row.conversation_id ?? '';
  const allowance = await storage.transact(async (tx) => {
    const taken = await takeSend(tx, conversationId, settings.limits, clock.now());
    if (typeof taken === 'object') return taken;
    await moveLetter(tx.db, letter, { progress: { ...letter.progress, posting: true } });
    const { leased_by, leased_until } = letter.row;
    const mine = { state: 'leased', leased_by, leased_until, due_at: letter.row.due_at } as const;
    const held: Letter[] = [];
    for (const one of load.also) {
      const moved = await moveLetter(tx.db, one, { progress: { ...one.progress, posting: true }, ...mine });
      if (moved) held.push({ ...one, row: { ...one.row, ...mine } });
    }
    load.also = held;
    return taken;
  });
  if (typeof allowance === 'object') {
    if (allowance.none === 'window') await sendNotice(sender, letter.row);
    return { held: allowance.none };
  }
  return post(sender, letter, { load: await withHeld(load, letter, sender), allowance, signal });
}

/** Somebody else may have taken a companion meanwhile: the words are those that are surely ours. */
async function withHeld(load: Load, letter: Letter, { door }: Sender): Promise<Load> {
  if (load.bubble.kind === 'photo') return load;
  const limit = letter.progress.limit ?? roomFor(door.settings);
  const own = partsOf(letter.said, limit)[letter.progress.part ?? 0] ?? '';
  const words = joined([own, ...load.also.flatMap((one) => partsOf(one.said, limit))]);
  return { ...load, bubble: { ...load.bubble, words } };
}

async function post(
  sender: Sender,
  letter: Letter,
  { load, allowance, signal }: { load: Load; allowance: Allowance; signal: AbortSignal },
): Promise<SendOutcome> {
  const { door } = sender;
  const conversationId = letter.row.conversation_id ?? '';
  try {
    await postBubble(sender, { conversationId, bubble: load.bubble, signal });
    return 'sent';
  } catch (error) {
    const { outcome, surelyNotSent, progress } = await afterFailure(sender, { letter, error });
    const last_error = outcome === 'sent' ? null : reasonOf(outcome);
    await door.storage.transact(async (tx) => {
      const state = surelyNotSent ? 'pending' : 'unknown';
      await endLetters(tx, load.also, { state, last_error }, door.clock.now());
      if (surelyNotSent)
        await moveLetter(tx.db, letter, { progress: { ...letter.progress, ...progress, posting: undefined } });
    });
    if (surelyNotSent) await giveBackSend(door.storage.db, conversationId, allowance);
    return outcome;
  }
}

function reasonOf(outcome: Exclude<SendOutcome, 'sent'>): string {
  if ('held' in outcome) return outcome.held;
  if ('dead' in outcome) return outcome.dead;
  return 'unknown' in outcome ? outcome.unknown : outcome.reason;
}
