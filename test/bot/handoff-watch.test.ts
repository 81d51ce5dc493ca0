import { expect } from 'chai';
import { startHandoffWatch } from '#bot/handoff-watch.ts';
import { nextTold } from '#bot/place-news.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { readLog } from '#records/activities.ts';
import { fixedClock } from '#records/clock.ts';
import { claimChat, requestHandoff } from '#records/handoffs/handoffs.ts';
import { minutesToTell } from '#records/handoffs/places.ts';
import { beat } from '#records/staff/presence.ts';
import type { Storage } from '#storage/storage.ts';
import { conversationNow, openAConversation } from '../records/builders.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';

const ESTATE = 'qhhy';
const estate = {
  id: ESTATE,
  office: {
    timeZone: 'Asia/Shanghai',
    hours: {
      weekly: Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['08:00-18:00']]),
      ),
      holiday: [],
      special: [],
    },
  },
  desks: { desks: [], capacity: null, graceSeconds: 60 },
};
const handbook = {
  estate: () => estate,
  estates: () => [estate],
  common: () => ({ calendar: { years: {} } }),
} as unknown as Handbook;
const CHEN = { id: 'chen', name: '小陈' };

describe('The watch over chats', () => {
  let place: Place;
  let storage: Storage;
  const clock = fixedClock(Date.parse('2026-11-23T10:00:00+08:00'));
  const errors: unknown[] = [];
  const watching = () => startHandoffWatch({ storage, handbook, clock, onError: (error) => errors.push(error) });

  before(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    const account = {
      display_name: CHEN.name,
      role: 'agent',
      estates: '["*"]',
      password_hash: '',
      created_at: 1,
    } as const;
    await storage.db
      .insertInto('staff')
      .values({ id: CHEN.id, name: CHEN.id, ...account })
      .execute();
  });
  after(async () => {
    await storage.close();
    await place.remove();
    expect(errors).to.deep.equal([]);
  });
  beforeEach(async () => {
    for (const table of ['handoff', 'staff_presence'] as const) await storage.db.deleteFrom(table).execute();
    await storage.db.updateTable('conversation').set({ owner: 'bot' }).execute();
  });

  async function waits(channel = 'webchat'): Promise<string> {
    const conversationId = await openAConversation(storage, { id: `c-${clock.id()}`, estateId: ESTATE });
    await storage.db.updateTable('conversation').set({ channel }).where('id', '=', conversationId).execute();
    const wish = { conversationId, estateId: ESTATE, reason: 'asked', level: 'ordinary' } as const;
    await storage.transact((tx) => requestHandoff(tx, wish, clock));
    clock.advance(1000);
    return conversationId;
  }
  const claim = (conversationId: string) =>
    storage.transact((tx) => claimChat(tx, { conversationId, estateId: ESTATE }, CHEN, clock.now()));
  const beats = () => storage.transact((tx) => beat(tx, { pageId: 'page-1', staffId: CHEN.id }, clock.now()));
  const events = async (id: string, name: string) => {
    const rows = await readLog(storage.db, { conversationId: id, limit: 100 });
    return rows
      .map(({ body }) => JSON.parse(body))
      .filter((body) => body.name === name)
      .map((body) => body.value);
  };
  /** Time passes while the watch looks. */
  async function pass(watch: { look(): Promise<void> }, seconds: number, alive = false): Promise<void> {
    for (let at = 0; at < seconds; at += 10) {
      clock.advance(10_000);
      if (alive) await beats();
      await watch.look();
    }
  }

  it('gives the chats of a clerk who vanishes back to the queue at their old place, and says so once', async () => {
    await beats();
    const first = await waits();
    await claim(first);
    const later = await waits();
    const nodes = [watching(), watching()];
    for (const node of nodes) await node.look();
    await pass(nodes[0] as { look(): Promise<void> }, 40);
    expect((await conversationNow(storage, first)).owner, 'within the grace time').to.equal('staff');
    for (let round = 0; round < 4; round++) {
      clock.advance(10_000);
      await Promise.all(nodes.map((node) => node.look()));
    }
    expect(await conversationNow(storage, first)).to.include({ owner: 'queue', owner_staff_id: null });
    expect(await events(first, 'handoff.requeued')).to.deep.equal([{ why: 'vanished', by: '小陈' }]);
    const queue = storage.db.selectFrom('handoff').select('conversation_id').where('state', '=', 'waiting');
    const order = await queue.orderBy('requested_at').execute();
    expect(order.map((row) => row.conversation_id)).to.deep.equal([first, later]);
    for (const node of nodes) await node.stop();
  });

  it('leaves a clerk alone who is heard of, however long the chat takes', async () => {
    await beats();
    const chat = await waits();
    await claim(chat);
    const watch = watching();
    await watch.look();
    await pass(watch, 600, true);
    expect((await conversationNow(storage, chat)).owner).to.equal('staff');
    await watch.stop();
  });

  it('takes nobody’s chats after a restart or a sleep before they could be heard again', async () => {
    await beats();
    const chat = await waits();
    await claim(chat);
    clock.advance(3_600_000);
    const watch = watching();
    await watch.look();
    expect((await conversationNow(storage, chat)).owner, 'the desk was down').to.equal('staff');
    await pass(watch, 30);
    clock.advance(3_600_000);
    await watch.look();
    expect((await conversationNow(storage, chat)).owner, 'the machine slept').to.equal('staff');
    await pass(watch, 70);
    expect((await conversationNow(storage, chat)).owner, 'nobody came back').to.equal('queue');
    await watch.stop();
  });

  it('tells each page its place once, again when it changes, and the time only from real waits', async () => {
    await beats();
    const chats = [await waits(), await waits(), await waits()];
    const watch = watching();
    await watch.look();
    await watch.look();
    const last = chats[2] ?? '';
    expect(await events(last, 'lobby.notice')).to.deep.equal([{ kind: 'queue', ahead: 2 }]);
    for (const chat of chats.slice(0, 2)) {
      clock.advance(60_000);
      await claim(chat);
    }
    const fresh = await waits();
    clock.advance(60_000);
    await claim(fresh);
    await beats();
    await watch.look();
    const [, told] = await events(last, 'lobby.notice');
    expect(told.ahead).to.equal(0);
    expect(told.minutes, 'just over a minute, rounded up').to.equal(2);
    await watch.stop();
  });

  it('says that nobody is there, and that the office is closed, instead of a time', async () => {
    const chat = await waits();
    const watch = watching();
    await watch.look();
    expect((await events(chat, 'lobby.notice')).at(-1)).to.deep.equal({ kind: 'queue', ahead: 0, away: 'nobody' });
    clock.set(Date.parse('2026-11-23T19:00:00+08:00'));
    await watch.look();
    expect((await events(chat, 'lobby.notice')).at(-1)).to.deep.equal({ kind: 'queue', ahead: 0, away: 'closed' });
    clock.set(Date.parse('2026-11-24T10:00:00+08:00'));
    await watch.stop();
  });

  it('writes to WeChat of a place only when it matters, twice at most, and not with the last of the allowance', async () => {
    await beats();
    const others = [await waits(), await waits(), await waits(), await waits()];
    const chat = await waits('wechat');
    const quota = { message_at: 1, action_at: null, action_sent: 0, noticed_at: null };
    await storage.db
      .insertInto('wechat_quota')
      .values({ conversation_id: chat, message_sent: 1, ...quota })
      .execute();
    const watch = watching();
    await watch.look();
    const moved = () => events(chat, 'handoff.placeMoved');
    await claim(others[0] ?? '');
    await pass(watch, 300, true);
    expect(await moved(), 'one less of four').to.deep.equal([]);
    await claim(others[1] ?? '');
    await pass(watch, 300, true);
    expect(
      (await moved()).map(({ ahead }) => ahead),
      'half',
    ).to.deep.equal([2]);
    await storage.db.updateTable('wechat_quota').set({ message_sent: 4 }).execute();
    for (const other of others.slice(2)) await claim(other);
    await pass(watch, 300, true);
    expect(await moved(), 'the rest is for answers').to.have.length(1);
    await watch.stop();
  });

  it('rounds a wait up to minutes that people say, and is silent beyond an hour', () => {
    expect([1, 61_000, 5.5 * 60_000, 29 * 60_000, 61 * 60_000].map(minutesToTell)).to.deep.equal([
      1,
      2,
      10,
      30,
      undefined,
    ]);
  });

  it('does not shower a page with numbers', () => {
    const told = { ahead: 9, at: 0, first: 9, words: 0 };
    const now = { ahead: 8, channel: 'webchat', waited: 0 };
    expect(nextTold(told, now, 5_000)).to.equal(undefined);
    expect(nextTold(told, now, 25_000)?.told.ahead).to.equal(8);
    expect(nextTold({ ...told, ahead: 1 }, { ...now, ahead: 0 }, 5_000)?.told.ahead, 'next is said at once').to.equal(
      0,
    );
  });
});
