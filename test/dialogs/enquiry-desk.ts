import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLog, takeIn } from '#records/activities.ts';
import { fixedClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { type Desk, openDesk } from '#src/desk.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Shared } from '../conversations/play.ts';

/** A desk with a store of its own, in which residents can be played by name. */
export interface TalkingDesk {
  readonly desk: Desk;
  readonly clock: ReturnType<typeof fixedClock>;
  /** Says something and answers what the desk says to it, message by message. */
  say(who: string, text: string, locale?: string): Promise<string[]>;
  /** Everything the desk said to somebody since they were last listened to. */
  hear(who: string): Promise<string[]>;
  /** The cases that came of a conversation. */
  cases(who: string): Promise<TicketRow[]>;
  close(): Promise<void>;
}

/** Opens such a desk on Monday morning, 23 November 2026. */
export async function openTalkingDesk(shared: Shared): Promise<TalkingDesk> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-enquiry-'));
  const clock = fixedClock(Date.parse('2026-11-23T10:00:00+08:00'));
  const desk = await openDesk({ ...shared, dataDir, clock });
  const seen = new Map<string, number>();
  const hear = async (who: string) => {
    await desk.turns.idle();
    const rows = await readLog(desk.storage.db, { conversationId: who, after: seen.get(who) ?? 0, limit: 1000 });
    seen.set(who, rows.at(-1)?.seq ?? seen.get(who) ?? 0);
    const said = rows.filter(
      ({ role, type, visibility }) => role === 'desk' && type === 'message' && visibility === 'all',
    );
    return said.map(({ text }) => text ?? '');
  };
  return {
    desk,
    clock,
    hear,
    async say(who, text, locale = 'zh-CN') {
      const chat = { id: who, estateId: 'qinghu', channel: 'webchat', userId: `dl_${who}`, locale };
      await desk.storage.transact((tx) => openConversation(tx, chat, clock.now()));
      const message = { type: 'message', role: 'resident', fromId: `dl_${who}`, text, channel: 'webchat' } as const;
      await takeIn(desk.storage, who, message, { now: clock.now() });
      return hear(who);
    },
    cases: (who) =>
      desk.storage.db.selectFrom('ticket').selectAll().where('conversation_id', '=', who).orderBy('number').execute(),
    async close() {
      await desk.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
