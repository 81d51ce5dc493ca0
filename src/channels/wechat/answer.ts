import { findConversation } from '#records/conversations.ts';
import { readSaid } from '#records/wechat-letters.ts';
import { confirmReply, decideReply, type InboundKey, type PassiveReply } from '#records/wechat-replies.ts';
import type { WechatDoor } from './door.ts';
import { joined, planReply, roomFor, wordsOf } from './letters.ts';
import type { TakenIn } from './take-in.ts';

/** The platform asks three times in all. */
const LAST_TRY = 3;
const HINTS = { more: 'wechat:more', later: 'wechat:later' } as const;
const FIRST_LOOK = 30;
const LONGEST_PAUSE = 1000;

/** `words` answers the request (empty: nothing to say); `wait` leaves it open, for the platform to ask again. */
export type Answer = { words: string; sent?(): Promise<void> } | 'wait';

/**
 * Finds the answer to one request: what the turn said if it ends before `late`; otherwise nothing, and the outbox sends it, or,
 * where the account may not send, a word at the last try that the answer comes with the resident's next message.
 */
export async function answer(
  door: WechatDoor,
  taken: TakenIn,
  about: { late: Promise<void>; canSend: boolean },
): Promise<Answer> {
  const stop = new AbortController();
  const ended = taken.wantsTurn ? turnEnded(door, taken, stop.signal) : Promise.resolve(true);
  const inTime = await Promise.race([ended, about.late.then(() => false)]);
  stop.abort();
  if (inTime) return spoken(door, taken, await decide(door, taken, about.canSend));
  if (about.canSend) return spoken(door, taken, await nothing(door, taken));
  if (taken.tries < LAST_TRY) return 'wait';
  return spoken(door, taken, await nothing(door, taken, 'later'));
}

function decide(door: WechatDoor, key: InboundKey, canSend: boolean): Promise<PassiveReply> {
  return decideReply(door.storage, key, {
    now: door.clock.now(),
    plan: (letters) => {
      const plan = planReply(letters, { most: roomFor(door.settings), photosGo: canSend });
      const left = plan.taken.some(({ whole }) => !whole) || plan.taken.length < letters.length;
      return !canSend && left && plan.pieces.length > 0 ? { ...plan, hint: 'more' } : plan;
    },
  });
}

function nothing(door: WechatDoor, key: InboundKey, hint?: 'later'): Promise<PassiveReply> {
  const plan = () => ({ pieces: [], taken: [], hint });
  return decideReply(door.storage, key, { now: door.clock.now(), plan });
}

async function spoken(
  door: WechatDoor,
  key: InboundKey & { locale: 'zh-CN' | 'en' },
  reply: PassiveReply,
): Promise<Answer> {
  const { storage, settings, clock } = door;
  const said = await readSaid(
    storage.db,
    key.conversationId,
    reply.pieces.map(({ seq }) => seq),
  );
  const byDesk = [...said.values()].some(({ role }) => role === 'desk');
  const words = joined([
    wordsOf(reply, said),
    reply.hint ? door.say(key.locale, HINTS[reply.hint]) : '',
    settings.aiLabel && byDesk ? door.say(key.locale, 'wechat:aiLabel') : '',
  ]);
  if (reply.pieces.length === 0) return { words };
  return { words, sent: () => confirmReply(storage.db, key, clock.now()) };
}

/** Resolves true when the message has had its turn. News are a hint only, so the log is looked at now and then as well. */
async function turnEnded(door: WechatDoor, key: InboundKey, signal: AbortSignal): Promise<boolean> {
  let wake = () => {};
  const stopListening = door.storage.listen((news) => {
    if (news.about === 'conversation' && news.id === key.conversationId) wake();
  });
  signal.addEventListener('abort', () => wake(), { once: true });
  try {
    for (let pause = FIRST_LOOK; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const heard = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      const conversation = await findConversation(door.storage.db, key.conversationId);
      if (!conversation || conversation.turned_seq >= key.seq) {
        wake();
        return true;
      }
      await heard;
    }
    return false;
  } finally {
    stopListening();
  }
}
