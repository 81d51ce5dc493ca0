import { findConversation } from '#records/conversations.ts';
import { readSaid } from '#records/wechat/letters.ts';
import { confirmReply, type Decided, decideReply, type InboundKey } from '#records/wechat/replies.ts';
import type { WechatDoor } from './door.ts';
import { joined, labelOf, planReply, roomFor, wordsOf } from './letters.ts';
import type { TakenIn } from './take-in.ts';

/** The platform asks three times in all. */
export const LAST_TRY = 3;
const HINTS = { more: 'wechat:more', later: 'wechat:later' } as const;
/** Between looks (milliseconds) when no news come. */
const PAUSE = 1000;

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
  const time = { over: false, deciding: false };
  const ended = taken.wantsTurn ? turnEnded(door, taken, stop.signal) : Promise.resolve(true);
  const decided = ended.then((inTime) => (inTime ? decide(door, taken, { ...about, time }) : undefined));
  // Who hears that the store went away may be gone by then.
  decided.catch(() => {});
  const over = about.late.then(() => {
    time.over = true;
  });
  let found = await Promise.race([decided, over]);
  stop.abort('answered');
  // What is being written for this answer belongs to it, and takes a moment only.
  if (!found && time.deciding) found = await decided;
  if (found) return spoken(door, taken, found);
  if (about.canSend) return leave(door, taken, decided);
  if (taken.tries < LAST_TRY) return 'wait';
  return spoken(door, taken, await nothing(door, taken, 'later'));
}

/** Where the account may send, nobody waits for it to be written that this answer is empty: the outbox takes over anyhow. */
function leave(door: WechatDoor, taken: TakenIn, decided: Promise<unknown>): Answer {
  decided.then(() => nothing(door, taken)).catch((error) => door.log.error('wechat-answer-failed', error));
  return { words: '' };
}

async function decide(
  door: WechatDoor,
  key: InboundKey,
  { canSend, time }: { canSend: boolean; time: { over: boolean; deciding: boolean } },
): Promise<Decided | undefined> {
  const room = { most: roomFor(door.settings), photosGo: canSend };
  return decideReply(door.storage, key, {
    now: door.clock.now(),
    plan(letters) {
      if (time.over) return undefined;
      time.deciding = true;
      const plan = planReply(letters, room);
      const left = plan.taken.some(({ next }) => next !== undefined) || plan.taken.length < letters.length;
      return !canSend && left && plan.pieces.length > 0 ? { ...plan, hint: 'more' } : plan;
    },
  });
}

function nothing(door: WechatDoor, key: InboundKey, hint?: 'later'): Promise<Decided> {
  const plan = () => ({ pieces: [], taken: [], hint });
  return decideReply(door.storage, key, { now: door.clock.now(), plan }).then(
    (one) => one ?? { reply: { pieces: [] } },
  );
}

async function spoken(
  door: WechatDoor,
  key: InboundKey & { locale: 'zh-CN' | 'en' },
  { reply, said: read }: Decided,
): Promise<Answer> {
  const { storage, clock } = door;
  const seqs = reply.pieces.map(({ seq }) => seq);
  const said = read ?? (await readSaid(storage.db, key.conversationId, seqs));
  const byDesk = reply.hint === 'later' || seqs.some((seq) => said.get(seq)?.role === 'desk');
  const words = joined([
    wordsOf(reply, said),
    reply.hint ? door.say(key.locale, HINTS[reply.hint]) : '',
    byDesk ? labelOf(door, key.locale) : '',
  ]);
  if (reply.pieces.length === 0) return { words };
  return { words, sent: () => confirmReply(storage, key, clock.now()) };
}

/** Resolves true when the message has had its turn. News are a hint only, so the log is looked at now and then as well. */
async function turnEnded(door: WechatDoor, key: TakenIn, signal: AbortSignal): Promise<boolean> {
  let wake = () => {};
  const stopListening = door.storage.listen((news) => {
    if (news.about === 'conversation' && news.id === key.conversationId && !news.inbound) wake();
  });
  signal.addEventListener('abort', () => wake(), { once: true });
  // What was taken in just now has had no turn yet.
  let look = key.tries > 1;
  try {
    while (!signal.aborted) {
      const heard = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PAUSE);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      const conversation = look ? await findConversation(door.storage.db, key.conversationId) : undefined;
      if (look && (!conversation || conversation.turned_seq >= key.seq)) {
        wake();
        return true;
      }
      look = true;
      await heard;
    }
    return false;
  } finally {
    stopListening();
  }
}
