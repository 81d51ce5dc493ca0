import type { Clock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { claimChat, requestHandoff } from '#records/handoffs/handoffs.ts';
import { appendAnswer, requeueChat } from '#records/handoffs/moves.ts';
import type { Storage } from '#storage/storage.ts';

const MINUTE = 60_000;

/** Who does it, in which conversation. */
interface Office {
  storage: Storage;
  clock: Clock;
  estate: string;
  clerk: { id: string; name: string };
  chat: string;
}

/**
 * What people do with a chat that waits or is theirs. `@ waiting 2` puts two others into the queue of the same desk, `@ waits 3`
 * is a morning on which everybody waited three minutes, `@ fill where 3栋` answers a question of the open form for the resident,
 * `@ transfer engineering 工程 Engineering` passes the chat to a desk, `@ vanish` takes it from a clerk who is gone, `@ nobody` is an
 * office where no clerk is online.
 */
export const handoffSteps = {
  async nobody({ storage }: Office) {
    await storage.db.deleteFrom('staff_presence').execute();
  },
  async waiting(office: Office, [count = '1', desk = 'front']: string[]) {
    for (let n = 0; n < Number(count); n++) await another(office, `waiting-${n}`, desk);
  },
  async waits(office: Office, [minutes = '1', desk = 'front']: string[]) {
    const now = office.clock.now();
    for (const n of [1, 2, 3]) {
      const chat = await another(office, `served-${n}`, desk);
      const began = now - 60 * MINUTE;
      await office.storage.db
        .updateTable('handoff')
        .set({ requested_at: began, ahead: 0 })
        .where('conversation_id', '=', chat.conversationId)
        .execute();
      const accepted = began + Number(minutes) * MINUTE;
      await office.storage.transact((tx) => claimChat(tx, chat, { id: 'staff-other', name: '老吴' }, accepted));
    }
  },
  async fill({ storage, clock, estate: estateId, chat, clerk }: Office, [key = '', ...words]: string[]) {
    const at = { conversationId: chat, estateId };
    await storage.transact((tx) => appendAnswer(tx, at, { key, text: words.join(' '), clerk }, clock.now()));
  },
  async transfer({ storage, clock, estate: estateId, chat, clerk }: Office, [desk = '', zh = '', en = '']: string[]) {
    const requeue = { from: clerk, why: 'transferred', desk, name: { zh, en }, note: '请看' } as const;
    await storage.transact((tx) => requeueChat(tx, { conversationId: chat, estateId }, requeue, clock.now()));
  },
  async vanish({ storage, clock, estate: estateId, chat, clerk }: Office) {
    const requeue = { from: clerk, why: 'vanished' } as const;
    await storage.transact((tx) => requeueChat(tx, { conversationId: chat, estateId }, requeue, clock.now()));
  },
};

async function another({ storage, clock, estate: estateId }: Office, name: string, desk: string) {
  const chat = { conversationId: `chat-${name}`, estateId };
  const opening = { id: chat.conversationId, estateId, channel: 'webchat', userId: name, locale: 'zh-CN' };
  await storage.transact(async (tx) => {
    await openConversation(tx, opening, clock.now());
    const earlier = { now: () => clock.now() - MINUTE, id: clock.id };
    await requestHandoff(tx, { ...chat, reason: 'asked', level: 'ordinary', desk }, earlier);
  });
  return chat;
}
