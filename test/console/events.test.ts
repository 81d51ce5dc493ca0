import { connect } from 'node:net';
import { expect } from 'chai';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { claimChat, requestHandoff } from '#records/handoffs/handoffs.ts';
import { changeRole } from '#records/staff/staff.ts';
import { staffCommand } from '#src/staff.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { aChat, aClerk, type Browser, type RunningDesk, startDesk } from './desk.ts';
import { Stream } from './event-stream.ts';

describe('The open console hears what changes', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  let chen: Browser;

  beforeEach(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    desk = await startDesk(storage);
    chen = await aClerk(desk, storage, { name: 'chen', estates: ['lake'] });
  });
  afterEach(async () => {
    await desk.stop();
    await storage.close();
    await place.remove();
    expect(desk.errors).to.deep.equal([]);
  });

  async function listen(browser: Browser): Promise<Stream> {
    const stream = new Stream(await browser.fetch('events'));
    expect(await stream.next()).to.deep.equal({ kind: 'hello' });
    return stream;
  }

  it('a message, the queue, a case and typing, each with what to read again', async () => {
    const chat = await aChat(storage, { says: [] });
    const stream = await listen(chen);
    await storage.transact(async (tx) => {
      const { append } = await import('#records/activities.ts');
      await append(
        tx,
        chat,
        [{ type: 'message', role: 'resident', fromId: 'dl_1', text: '有人吗' }],
        systemClock.now(),
      );
    });
    expect(await stream.next()).to.deep.equal({ kind: 'conversation', id: chat, estateId: 'lake', seq: 1 });
    const wish = { conversationId: chat, estateId: 'lake', reason: 'asked', level: 'ordinary' } as const;
    await storage.transact((tx) => requestHandoff(tx, wish, systemClock));
    expect(await stream.next()).to.deep.equal({ kind: 'queue', estateId: 'lake' });
    storage.announce({ about: 'typing', id: chat, estateId: 'lake', role: 'desk' });
    storage.announce({ about: 'typing', id: chat, estateId: 'lake', role: 'resident' });
    expect(await stream.next()).to.deep.equal({ kind: 'typing', id: chat, role: 'resident' });
    const filed = {
      service: 'repair',
      letter: 'R',
      date: '20261123',
      level: 'ordinary',
      summary: '灯',
      answers: {},
    } as const;
    const ticket = await storage.transact((tx) =>
      fileTicket(tx, { ...filed, estateId: 'lake', conversationId: chat, actor: 'desk' }, systemClock),
    );
    expect(await stream.next()).to.deep.equal({ kind: 'ticket', id: ticket.id, estateId: 'lake' });
    await stream.close();
  });

  it('nothing of another estate, and nothing of a change that was undone', async () => {
    const ours = await aChat(storage, { estateId: 'lake' });
    const theirs = await aChat(storage, { estateId: 'hill' });
    const stream = await listen(chen);
    await aChat(storage, { estateId: 'hill' });
    storage.announce({ about: 'queue', estateId: 'hill' });
    storage.announce({ about: 'typing', id: theirs, estateId: 'hill', role: 'resident' });
    await storage
      .transact(async (tx) => {
        tx.announce({ about: 'queue', estateId: 'lake' });
        throw new Error('undone');
      })
      .catch(() => {});
    storage.announce({ about: 'typing', id: ours, estateId: 'lake', role: 'staff' });
    expect(await stream.next()).to.deep.equal({ kind: 'typing', id: ours, role: 'staff' });
    await stream.close();
  });

  it('a clerk who is disabled from the shell hears nothing more and is signed out', async () => {
    const stream = await listen(chen);
    const shell = await place.open();
    const said: string[] = [];
    const terminal = { password: async () => '', say: (line: string) => void said.push(line) };
    await staffCommand(['disable', 'Chen'], { storage: shell, handbookDir: 'data' }, terminal);
    await shell.close();
    expect(said[0]).to.include('chen is disabled');
    expect(await stream.next()).to.equal(undefined);
    expect((await chen.get('me')).status).to.equal(401);
  });

  it('a clerk whose role changes is told to look again', async () => {
    const stream = await listen(chen);
    const { id } = await storage.db.selectFrom('staff').select('id').executeTakeFirstOrThrow();
    await storage.transact((tx) => changeRole(tx, id, { role: 'cashier', estates: ['hill'] }));
    expect(await stream.next()).to.deep.equal({ kind: 'account' });
    storage.announce({ about: 'queue', estateId: 'lake' });
    storage.announce({ about: 'queue', estateId: 'hill' });
    expect(await stream.next()).to.deep.equal({ kind: 'queue', estateId: 'hill' });
    await stream.close();
  });

  it('a clerk who signs out in one tab stops hearing in the others', async () => {
    const stream = await listen(chen);
    await chen.post('sign-out');
    expect(await stream.next()).to.equal(undefined);
  });

  it('an account has ten streams at most, and another account is not kept out by them', async () => {
    const streams = await Promise.all(Array.from({ length: 10 }, () => listen(chen)));
    const { status, error } = await chen.get('events');
    expect([status, error?.code]).to.deep.equal([429, 'slow-down']);
    const lin = await aClerk(desk, storage, { name: 'lin' });
    streams.push(await listen(lin));
    await Promise.all(streams.map((stream) => stream.close()));
  });

  it('a page that does not read is let go, and the desk goes on', async function () {
    this.timeout(60_000);
    const { hostname, port } = new URL(desk.url);
    const lazy = connect(Number(port), hostname);
    lazy.write(`GET /console/api/events HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${chen.cookie}\r\n\r\n`);
    await new Promise((resolve) => lazy.once('data', resolve));
    lazy.pause();
    const server = await storage.db.selectFrom('staff').select('id').executeTakeFirstOrThrow();
    let gone = false;
    lazy.on('error', () => {});
    lazy.on('close', () => {
      gone = true;
    });
    const long = 'x'.repeat(10_000);
    for (let n = 0; n < 20_000 && !gone; n++) {
      storage.announce({ about: 'typing', id: `${server.id}${long}`, estateId: 'lake', role: 'resident' });
      if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
      if (n === 19_000) lazy.resume();
    }
    lazy.resume();
    while (!gone) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await chen.get('me')).status).to.equal(200);
  });

  it('every stream ends with the server', async () => {
    const stream = await listen(chen);
    await desk.close();
    expect(await stream.next()).to.equal(undefined);
  });

  it('a chat that was claimed is news for the whole office', async () => {
    const chat = await aChat(storage, {});
    const wish = { conversationId: chat, estateId: 'lake', reason: 'asked', level: 'urgent' } as const;
    await storage.transact((tx) => requestHandoff(tx, wish, systemClock));
    const stream = await listen(chen);
    await storage.transact((tx) =>
      claimChat(tx, { conversationId: chat, estateId: 'lake' }, { id: 'lin', name: '小林' }, systemClock.now()),
    );
    expect([(await stream.next())?.kind, (await stream.next())?.kind]).to.deep.equal(['conversation', 'queue']);
    await stream.close();
  });
});
