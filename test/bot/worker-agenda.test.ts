import { expect } from 'chai';
import { type AgendaHandler, type AgendaOptions, startAgenda } from '#bot/agenda-worker.ts';
import type { DueWorker } from '#bot/due-worker.ts';
import { putOnAgenda, takeOffAgenda } from '#records/agenda.ts';
import { fixedClock, systemClock } from '#records/clock.ts';
import { failure } from '../storage/contract.ts';
import { onEveryEngine, until } from '../storage/engines.ts';

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

onEveryEngine('A clock that jumps', (store) => {
  if (process.env.NEVER) return;
  it('neither starts a thing twice nor holds it up', async function () {
    // On PostgreSQL the database's own clock counts, which a test cannot turn.
    if (store().engine === 'postgres') return this.skip();
    const clock = fixedClock(1_000_000_000);
    const ids = { ...clock, id: systemClock.id };
    let running: (() => void) | undefined;
    let calls = 0;
    const handlers = {
      slow: () => {
        calls += 1;
        return new Promise<void>((resolve) => (running = resolve));
      },
    };
    const worker = startAgenda({
      storage: store(),
      clock: ids,
      handlers,
      node: 'n',
      onDead: async () => {},
      onError: () => {},
    });
    const row = (subject: string) => ({ estateId: 'qhhy', kind: 'slow', subject, body: {}, dueAt: clock.now() });
    await store().transact((tx) => putOnAgenda(tx, row('a'), ids));
    worker.nudge();
    await until(() => running !== undefined);
    clock.advance(3 * 3_600_000);
    worker.nudge();
    running?.();
    await until(async () => (await store().db.selectFrom('agenda').selectAll().execute())[0]?.state === 'done');
    expect(calls).to.equal(1);

    running = undefined;
    await store().transact((tx) => putOnAgenda(tx, row('b'), ids));
    clock.advance(-3 * 3_600_000);
    worker.nudge();
    await until(() => running !== undefined);
    running?.();
    await worker.stop();
    expect(calls).to.equal(2);
  });
});
