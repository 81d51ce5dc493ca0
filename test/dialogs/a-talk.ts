import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLog, takeIn } from '#records/activities.ts';
import { keepAttachments } from '#records/attachments.ts';
import { fixedClock } from '#records/clock.ts';
import { findConversation, openConversation } from '#records/conversations.ts';
import { issueCode } from '#records/residents/household-codes.ts';
import type { Relation } from '#records/residents/residents.ts';
import { dueConversations } from '#records/turns.ts';
import { type Desk, openDesk } from '#src/desk.ts';
import type { Shared } from '../conversations/play.ts';

/** What a resident sends: words, or a file with or without them, through which door. */
export interface Said {
  text?: string;
  file?: string;
  channel?: string;
}

/** A whole desk on a fixed clock, and the residents who talk to it; each has a conversation of their own. */
export class Talk {
  readonly desk: Desk;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly #dataDir: string;
  readonly #heard = new Map<string, number>();

  private constructor(desk: Desk, clock: ReturnType<typeof fixedClock>, dataDir: string) {
    this.desk = desk;
    this.clock = clock;
    this.#dataDir = dataDir;
  }

  static async open(shared: Shared): Promise<Talk> {
    const dataDir = mkdtempSync(join(tmpdir(), 'lobby-talk-'));
    const clock = fixedClock(Date.parse('2026-11-23T10:00:00+08:00'));
    return new Talk(await openDesk({ ...shared, dataDir, clock }), clock, dataDir);
  }

  async close(): Promise<void> {
    await this.desk.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  /** Says something and answers what the desk says to it. */
  async say(who: string, said: string | Said): Promise<string[]> {
    await this.post(who, typeof said === 'string' ? { text: said } : said);
    await this.desk.turns.idle();
    return this.hear(who);
  }

  /** Sends without waiting for the desk. */
  async post(who: string, { text = '', file, channel = 'webchat' }: Said): Promise<void> {
    const { storage } = this.desk;
    const now = this.clock.now();
    const estateId = 'qinghu';
    await storage.transact((tx) =>
      openConversation(tx, { id: who, estateId, channel, userId: `dl_${who}`, locale: 'zh-CN' }, now),
    );
    const photo = file && { id: `${who}-${this.clock.id()}`, name: file, contentType: 'image/jpeg' };
    const attachments = photo ? [{ ...photo, contentUrl: `lobby-file:${photo.id}` }] : undefined;
    const body = attachments ? { attachments } : {};
    const message = { type: 'message', role: 'resident', fromId: `dl_${who}`, text, body, channel } as const;
    const files = photo ? [{ ...photo, bytes: new Uint8Array([1, 2, 3]) }] : [];
    await takeIn(storage, who, message, { now, also: (tx) => keepAttachments(tx, { id: who, estateId }, files, now) });
  }

  /** What the desk has said to somebody since they were last asked. */
  async hear(who: string): Promise<string[]> {
    for (const id of await dueConversations(this.desk.storage.db, Number.MAX_SAFE_INTEGER, 10))
      this.desk.turns.wake(id);
    await this.desk.turns.idle();
    const after = this.#heard.get(who) ?? 0;
    const rows = await readLog(this.desk.storage.db, { conversationId: who, after, limit: 1000 });
    this.#heard.set(who, rows.at(-1)?.seq ?? after);
    const said = rows.filter(
      ({ role, type, visibility }) => role === 'desk' && type === 'message' && visibility === 'all',
    );
    return said.map(({ text }) => text ?? '');
  }

  /** A code for a home, as the desk hands it out. */
  async code(unitCode: string, relation: Relation, name: string, phone?: string): Promise<string> {
    const person = { unitCode, relation, name, ...(phone && { phone }) };
    const wish = { estateId: 'qinghu', ...person, actor: 'staff:1', why: '' };
    return (await this.desk.storage.transact((tx) => issueCode(tx, wish, this.clock))).code;
  }

  /** Files a repair by saying everything at once. @returns its number */
  async report(who: string, words: string): Promise<string> {
    await this.say(who, words);
    for (let n = 0; n < 6; n++) {
      const said = (await this.say(who, '跳过')).join('\n');
      if (said.includes('这样对吗')) break;
    }
    const filed = (await this.say(who, '对')).join('\n');
    return /[A-Z]\d{8}-\d{4}/.exec(filed)?.[0] ?? '';
  }

  async conversation(who: string) {
    const row = await findConversation(this.desk.storage.db, who);
    if (!row) throw new Error(`${who} has said nothing yet.`);
    return { ...row, state: JSON.parse(row.state) };
  }
}
