import { randomUUID } from 'node:crypto';
import { append, type NewActivity, type Placed } from '#records/activities.ts';
import type { NewTicket } from '#records/cases/tickets.ts';
import { openConversation } from '#records/conversations.ts';
import type { ConversationRow } from '#storage/schema.ts';
import type { Storage } from '#storage/storage.ts';

/** A resident's new conversation; its id. */
export async function openAConversation(
  storage: Storage,
  wish: { id?: string; estateId?: string } = {},
): Promise<string> {
  const { id = randomUUID(), estateId = 'qhhy' } = wish;
  await storage.transact((tx) =>
    openConversation(tx, { id, estateId, channel: 'directline', userId: 'resident', locale: 'zh-CN' }, 1000),
  );
  return id;
}

/** What a resident writes. */
export function aMessage(text: string, more: Partial<NewActivity> = {}): NewActivity {
  return { type: 'message', role: 'resident', fromId: 'resident', text, ...more };
}

/** Writes texts of a resident into the log in one transaction. */
export function appendSome(storage: Storage, conversationId: string, texts: string[]): Promise<Placed[]> {
  return storage.transact((tx) =>
    append(
      tx,
      conversationId,
      texts.map((text) => aMessage(text, { inbound: true })),
      2000,
    ),
  );
}

/** A repair as the desk files it. */
export function aTicket(more: Partial<NewTicket> = {}): NewTicket {
  return {
    estateId: 'qhhy',
    conversationId: 'c1',
    service: 'repair',
    letter: 'R',
    date: '20261123',
    level: 'ordinary',
    summary: '厨房水龙头漏水',
    answers: {},
    actor: 'bot',
    ...more,
  };
}

/** The conversation as it stands now. */
export function conversationNow(storage: Storage, id: string): Promise<ConversationRow> {
  return storage.db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}
