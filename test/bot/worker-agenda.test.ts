import { fork } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { type AgendaHandler, type AgendaOptions, startAgenda } from '#bot/agenda-worker.ts';
import type { DueWorker } from '#bot/due-worker.ts';
import { putOnAgenda, takeOffAgenda } from '#records/agenda.ts';
import { fixedClock, systemClock } from '#records/clock.ts';
import { failure } from '../storage/contract.ts';
import { onEveryEngine, sqlitePlace, until } from '../storage/engines.ts';

onEveryEngine('What is due on the agenda', (store) => {
  let workers: DueWorker[] = [];
  let errors: unknown[] = [];
  let told: [string, string][] = [];
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await store().db.deleteFrom('agenda').execute();
    await store().db.deleteFrom('number_series').execute();
    workers = [];
    errors = [];
    told = [];
  });
  const start = (handlers: Record<string, AgendaHandler>, more: Partial<AgendaOptions> = {}) => {
    const worker = startAgenda({
      storage: store(),
      clock: systemClock,
      handlers,
      node: `node-${workers.length}`,
      onDead: async (_, row, reason) => void told.push([row.subject, reason]),
      onError: (error) => errors.push(error),
      random: () => 0,
      ...more,
    });
    workers.push(worker);
    return worker;
  };
  const put = (kind: string, subject: string, dueAt = 1) =>
    store().transact((tx) => putOnAgenda(tx, { estateId: 'qhhy', kind, subject, body: {}, dueAt }, systemClock));
  const rows = () => store().db.selectFrom('agenda').selectAll().orderBy('subject').execute();
  const settled = () => until(async () => (await rows()).every((row) => ['done', 'dead'].includes(row.state)));
  /** Leaves a trace in the store itself, so that a handler that ran twice is seen. */
  const count: AgendaHandler = async (tx, row) => {
    await tx.db
      .insertInto('number_series')
      .values({ estate_id: 'qhhy', series: row.subject, last: 1 })
      .onConflict((oc) =>
        oc.columns(['estate_id', 'series']).doUpdateSet((eb) => ({ last: eb('number_series.last', '+', 1) })),
      )
      .execute();
  };
  const counts = async () =>
    (await store().db.selectFrom('number_series').selectAll().orderBy('series').execute()).map((row) => row.last);

  it('is done once each, 200 things with three workers at it', async () => {
    await Promise.all(Array.from({ length: 200 }, (_, n) => put('visit', `${n}`)));
    for (let n = 0; n < 3; n++) start({ visit: count });
    await settled();
    expect(await counts()).to.deep.equal(Array.from({ length: 200 }, () => 1));
    for (const row of await rows()) expect(row).to.include({ state: 'done', attempts: 1 });
  });

  it('is done again after a failure, and the failed try leaves nothing behind', async () => {
    await put('visit', 'a');
    let calls = 0;
    start({
      visit: async (tx, row) => {
        await count(tx, row);
        calls += 1;
        if (calls < 3) throw new Error('not yet');
      },
    });
    await settled();
    expect(await counts()).to.deep.equal([1]);
    expect((await rows())[0]).to.include({ state: 'done', attempts: 3 });
    expect(errors).to.have.length(2);
  });

  it('is given up after the last try, or when nobody knows what to do, and somebody is told', async () => {
    await put('broken', 'a');
    await put('nobody', 'b');
    start({ broken: () => Promise.reject(new Error('broken')) }, { maxAttempts: 2 });
    await settled();
    expect((await rows()).map((row) => row.state)).to.deep.equal(['dead', 'dead']);
    expect(told.sort()).to.deep.equal([
      ['a', 'Tried 2 times. broken'],
      ['b', 'Nothing here does rows of the kind "nobody".'],
    ]);
  });

  it('may put itself on the agenda for another day while it is done', async () => {
    await put('daily', 'a');
    const later = systemClock.now() + 86_400_000;
    start({
      daily: (tx, row) =>
        putOnAgenda(
          tx,
          { estateId: row.estate_id, kind: row.kind, subject: row.subject, body: {}, dueAt: later },
          systemClock,
        ),
    });
    await until(async () => (await rows()).length === 2);
    const left = (await rows()).map(({ state, due_at }) => ({ state, later: due_at === later }));
    expect(left).to.have.deep.members([
      { state: 'done', later: false },
      { state: 'waiting', later: true },
    ]);
  });

  it('is not done when it was struck, and is done at its new time when it was put off meanwhile', async () => {
    await put('visit', 'struck');
    await put('visit', 'put off');
    await store().transact((tx) => takeOffAgenda(tx, { estateId: 'qhhy', kind: 'visit', subject: 'struck' }, 1));
    await put('visit', 'put off', systemClock.now() + 86_400_000);
    await put('visit', 'now');
    start({ visit: count });
    await until(async () => (await counts()).length > 0);
    const left = (await rows()).map(({ subject, state }) => `${subject} ${state}`);
    expect(left).to.deep.equal(['now done', 'put off waiting', 'struck done']);
    expect(await counts()).to.deep.equal([1]);
  });

  it('does not hold up the store for ever when it hangs', async () => {
    await put('hangs', 'a');
    let late: Promise<Error> | undefined;
    start(
      {
        hangs: (tx, row) =>
          new Promise(() => {
            late ??= new Promise((resolve) => setTimeout(resolve, 400)).then(() => failure(() => count(tx, row)));
          }),
      },
      { leaseMs: 150, maxAttempts: 1 },
    );
    await settled();
    expect((await rows())[0]).to.include({ state: 'dead' });
    expect((await late)?.message).to.match(/rolled back/);
    expect(await counts()).to.deep.equal([]);
  });

  it('waits for its time', async () => {
    await put('visit', 'a', systemClock.now() + 300);
    const worker = start({ visit: count });
    worker.nudge();
    await settled();
    const [row] = await rows();
    expect(row?.ended_at).to.be.at.least((row?.created_at ?? 0) + 290);
  });
});

// On PostgreSQL the database's own clock counts, which a test cannot turn.
describe('A clock that jumps (sqlite)', () => {
  it('neither starts a thing twice nor holds it up', async () => {
    const place = await sqlitePlace();
    const storage = await place.open();
    const clock = { ...fixedClock(1_000_000_000), id: systemClock.id };
    const calls: (() => void)[] = [];
    const handlers = { slow: () => new Promise<void>((resolve) => calls.push(resolve)) };
    const telling = { onDead: async () => {}, onError: (error: unknown) => place.errors.push(error) };
    const worker = startAgenda({ storage, clock, handlers, node: 'n', ...telling });
    const put = (subject: string) => {
      const row = { estateId: 'qhhy', kind: 'slow', subject, body: {}, dueAt: clock.now() };
      return storage.transact((tx) => putOnAgenda(tx, row, clock));
    };
    await put('a');
    worker.nudge();
    await until(() => calls.length === 1);
    clock.advance(3 * 3_600_000);
    worker.nudge();
    calls[0]?.();
    const done = () => storage.db.selectFrom('agenda').selectAll().where('state', '=', 'done').execute();
    await until(async () => (await done()).length === 1);
    await put('b');
    clock.advance(-3 * 3_600_000);
    worker.nudge();
    await until(() => calls.length === 2);
    calls[1]?.();
    await worker.stop();
    expect(calls).to.have.length(2);
    expect(place.errors).to.deep.equal([]);
    await storage.close();
    await place.remove();
  });
});

describe('The agenda of a desk that is killed again and again (sqlite)', () => {
  it('is done once each, whatever moment it was killed at', async function () {
    this.timeout(120_000);
    const place = await sqlitePlace();
    const things = 60;
    let storage = await place.open();
    await storage.transact(async (tx) => {
      for (let n = 0; n < things; n++)
        await putOnAgenda(tx, { estateId: 'qhhy', kind: 'count', subject: `${n}`, body: {}, dueAt: 1 }, systemClock);
    });
    await storage.close();
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
    let kills = 0;
    for (let left = things; left > 0; kills++) {
      // A step of a multiplicative generator: the same kills for the same seed, as far as a machine can repeat them.
      const random = ((seed + kills) * 48_271) % 2_147_483_647;
      const child = fork(new URL('./agenda-in-child.ts', import.meta.url), [
        place.at,
        `${1 + (random % 15)}`,
        `${random % 4}`,
      ]);
      await once(child, 'exit');
      storage = await place.open();
      const open = await storage.db
        .selectFrom('agenda')
        .select('id')
        .where('state', 'in', ['waiting', 'leased'])
        .execute();
      left = open.length;
      await storage.close();
    }
    storage = await place.open();
    const counted = await storage.db
      .selectFrom('agenda')
      .leftJoin('number_series', 'series', 'subject')
      .select(['state', 'last'])
      .execute();
    // A thing that was interrupted by four kills in a row is given up, and then it must not have been done.
    const wrong = counted.filter(({ state, last }) =>
      state === 'done' ? last !== 1 : state !== 'dead' || last !== null,
    );
    expect(wrong, `seed ${seed}`).to.deep.equal([]);
    expect(counted.filter(({ state }) => state === 'done').length, `seed ${seed}`).to.be.greaterThan(things / 2);
    expect(kills, `seed ${seed}`).to.be.greaterThan(2);
    await storage.close();
    await place.remove();
  });
});
