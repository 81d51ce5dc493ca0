import type { Tx } from '#storage/storage.ts';
import { append, type Placed } from './activities.ts';

/** Something that happened in the office and that the desk should tell, or act upon, in a resident's conversation. */
export interface DeskEvent {
  conversationId: string;
  /** A name that one service listens to (`Service.events`), such as `page.delivered`. */
  name: string;
  value: Record<string, unknown>;
}

/**
 * Tells the desk of something in the transaction that caused it. It becomes a turn of that conversation, in the resident's
 * language, in order with everything else said there; the event itself stays inside the office. @returns its place in the log
 * @throws UnknownConversation
 */
export async function tellDesk(tx: Tx, { conversationId, name, value }: DeskEvent, now: number): Promise<Placed> {
  const event = {
    type: 'event',
    role: 'system',
    fromId: 'office',
    visibility: 'staff',
    body: { name, value },
    inbound: true,
  } as const;
  const [placed] = await append(tx, conversationId, [event], now);
  return placed as Placed;
}
