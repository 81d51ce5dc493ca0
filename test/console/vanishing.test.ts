import { expect } from 'chai';
import { type HandoffWatch, startHandoffWatch } from '#bot/handoff-watch.ts';
import type { ConsoleNews } from '#console/api.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { desksSchema } from '#handbook/schemas/desks.ts';
import { readLog } from '#records/activities.ts';
import { systemClock } from '#records/clock.ts';
import type { Storage } from '#storage/storage.ts';
import { seeded } from '../faults/seeded.ts';
import { engines, type Place, until } from '../storage/engines.ts';
import { anAccount, aWaitingChat, Browser, type RunningDesk, startDesk, TWO_ESTATES } from './desk.ts';

const desks = desksSchema.parse({ graceSeconds: 2 });
const hours = { weekly: {}, holiday: [], special: [] };
const estates = TWO_ESTATES.estates().map(({ id, office }) => ({ id, desks, office: { ...office, hours } }));
const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]));
for (const { office } of estates) office.hours.weekly = week;
const handbook = {
  estates: () => estates,
  estate: (id: string) => estates.find((one) => one.id === id),
  common: () => ({ calendar: { years: {} } }),
} as unknown as Handbook;

/** A clerk's page: answers each `ping` of its stream, writes into its chats, until its line is cut. */
class Page {
  readonly browser: Browser;
  readonly chats: string[] = [];
  readonly sent: { chat: string; text: string }[] = [];
  readonly #line = new AbortController();
  readonly #name: string;

  constructor(desk: RunningDesk, name: string) {
    this.browser = new Browser(desk);
    this.#name = name;
  }

  async open(): Promise<void> {
    await this.browser.signIn(this.#name);
    const stream = await this.browser.fetch('events', { signal: this.#line.signal });
    void this.#listen(stream).catch(() => {});
    await this.beat();
  }

  async #listen(stream: Response): Promise<void> {
    const text = stream.body?.pipeThrough(new TextDecoderStream());
    for await (const piece of text as unknown as AsyncIterable<string>)
      for (const line of piece.split('\n').filter((one) => one.startsWith('data: ')))
        if ((JSON.parse(line.slice(6)) as ConsoleNews).kind === 'ping') await this.beat();
  }

  beat(): Promise<unknown> {
    return this.browser.post('presence', { page: `page-of-${this.#name}` });
  }

  async write(chat: string, text: string): Promise<void> {
    const { status } = await this.browser.post(`conversations/${chat}/messages`, { text, clientId: text });
    if (status === 200) this.sent.push({ chat, text });
    else expect(status).to.equal(409);
  }

  cut(): void {
    this.#line.abort();
  }
}

for (const engine of engines) {
  describe(`Clerks whose line is cut, two nodes (${engine.name})`, function () {
    this.timeout(120_000);
    let place: Place;
    let storages: Storage[];
    let nodes: RunningDesk[];
    let watches: HandoffWatch[];
    const errors: unknown[] = [];

    before(async () => {
      place = await engine.place();
      // SQLite is one node's; two servers on it stand for two windows of one machine.
      const first = await place.open();
      storages = engine.name === 'postgres' ? [first, await place.open()] : [first];
      const storageOf = (at: number) => storages[at] ?? first;
      nodes = await Promise.all([0, 1].map((at) => startDesk(storageOf(at), { pingMs: 300 })));
      const onError = (error: unknown) => errors.push(error);
      watches = [0, 1].map((at) =>
        startHandoffWatch({ storage: storageOf(at), handbook, clock: systemClock, onError }),
      );
    });
    after(async () => {
      for (const watch of watches) await watch.stop();
      for (const node of nodes) await node.stop();
      for (const storage of storages) await storage.close();
      await place.remove();
      expect([...errors, ...nodes.flatMap((node) => node.errors)]).to.deep.equal([]);
    });

    it('lose their chats to the queue with one notice each; whoever is there keeps theirs, and no word is lost', async () => {
      const random = seeded(20261123);
      const [storage] = storages as [Storage];
      const pages: Page[] = [];
      for (let n = 0; n < 6; n++) {
        await anAccount(storage, { name: `clerk-${n}`, displayName: `同事${n}` });
        pages.push(new Page(nodes[n % 2] as RunningDesk, `clerk-${n}`));
      }
      await Promise.all(pages.map((page) => page.open()));
      const chats = await Promise.all(Array.from({ length: 24 }, () => aWaitingChat(storage)));
      const since = await waitingSince(storage);
      for (const [at, chat] of chats.entries()) {
        const page = pages[at % 6] as Page;
        expect((await page.browser.post(`conversations/${chat}/claim`)).status).to.equal(204);
        page.chats.push(chat);
      }
      const gone = pages.filter(() => random() < 0.5);
      expect(gone.length).to.be.within(1, 5);
      const writing = pages.map(async (page, n) => {
        for (let at = 0; at < 12; at++) {
          if (gone.includes(page) && at === 4) page.cut();
          for (const chat of page.chats) await page.write(chat, `${n}-${at}-${chat}`);
          if (at === 8) await new Promise((resolve) => setTimeout(resolve, 200));
        }
      });
      await Promise.all(writing);
      const lost = gone.flatMap((page) => page.chats);
      await until(async () => {
        await Promise.all(watches.map((watch) => watch.look()));
        return (await ownersOf(storage, lost)).every((owner) => owner === 'queue');
      });
      const kept = pages.filter((page) => !gone.includes(page)).flatMap((page) => page.chats);
      expect(await ownersOf(storage, kept), 'who is there').to.deep.equal(kept.map(() => 'staff'));
      for (const page of pages) for (const chat of page.chats) await checkLog(storage, page, chat, lost.includes(chat));
      const after = await waitingSince(storage);
      for (const chat of lost) expect(after.get(chat), 'its old place').to.equal(since.get(chat));
    });
  });
}

async function waitingSince(storage: Storage): Promise<Map<string, number>> {
  const rows = await storage.db.selectFrom('handoff').select(['conversation_id', 'requested_at']).execute();
  return new Map(rows.map((row) => [row.conversation_id, row.requested_at]));
}

async function ownersOf(storage: Storage, ids: string[]): Promise<string[]> {
  const rows = await storage.db.selectFrom('conversation').select(['id', 'owner']).where('id', 'in', ids).execute();
  return rows.map(({ owner }) => owner);
}

async function checkLog(storage: Storage, page: Page, chat: string, lost: boolean): Promise<void> {
  const rows = await readLog(storage.db, { conversationId: chat, limit: 1000 });
  expect(rows.map(({ seq }) => seq)).to.deep.equal(rows.map((_, at) => at + 1));
  const written = rows.filter(({ role }) => role === 'staff').map(({ text }) => text);
  expect(written).to.deep.equal(page.sent.filter((one) => one.chat === chat).map(({ text }) => text));
  const notices = rows.filter(({ body }) => JSON.parse(body).name === 'handoff.requeued');
  expect(notices).to.have.length(lost ? 1 : 0);
}
