import { expect } from 'chai';
import type { DueWorker } from '#bot/due-worker.ts';
import { type OutboxOptions, type SendHandler, startOutbox } from '#bot/outbox-worker.ts';
import { systemClock } from '#records/clock.ts';
import { putInOutbox } from '#records/outbox.ts';
import type { Storage } from '#storage/storage.ts';
import { onEveryEngine, until } from '../storage/engines.ts';

onEveryEngine('The outbox', (store) => {
  let workers: DueWorker[] = [];
  let errors: unknown[] = [];
  let told: [string, string, string][] = [];
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await store().db.deleteFrom('outbox').execute();
    await store().db.deleteFrom('number_series').execute();
    workers = [];
    errors = [];
    told = [];
  });
  const start = (handlers: Record<string, SendHandler>, more: Partial<OutboxOptions> = {}) => {
    const worker = startOutbox({
      storage: store(),
      clock: systemClock,
      handlers,
      node: `node-${workers.length}`,
      onDead: async (_, row, reason) => void told.push([row.id, row.state, reason]),
      onError: (error) => errors.push(error),
      random: () => 0,
      ...more,
    });
    workers.push(worker);
    return worker;
  };
  const put = (kind: string, conversationId?: string, storage: Storage = store()) =>
    storage.transact((tx) => putInOutbox(tx, { estateId: 'qhhy', conversationId, kind, body: {} }, systemClock));
  const rows = () => store().db.selectFrom('outbox').selectAll().orderBy('seq').execute();
  const states = async () => (await rows()).map((row) => row.state);
  const settled = () => until(async () => (await states()).every((state) => !['pending', 'leased'].includes(state)));

  it('sends each of 300 rows once, with three workers at it', async () => {
    const sent: string[] = [];
    await store().transact(async (tx) => {
      for (let n = 0; n < 300; n++) await putInOutbox(tx, { estateId: 'qhhy', kind: 'page', body: { n } }, systemClock);
    });
    const page: SendHandler = async (row) => {
      sent.push(row.body);
      return 'sent';
    };
    for (let n = 0; n < 3; n++) start({ page });
    await settled();
    expect(new Set(sent).size).to.equal(300);
    expect(sent).to.have.length(300);
    for (const row of await rows())
      expect(row).to.include({ state: 'sent', attempts: 1, leased_by: null, last_error: null });
  });

  it('sends what is written while it sleeps, when nudged', async () => {
    const worker = start({ page: async () => 'sent' });
    await put('page');
    worker.nudge();
    await settled();
    expect(await states()).to.deep.equal(['sent']);
  });

  it('finds by itself what nobody told it of', async () => {
    start({ page: async () => 'sent' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await put('page');
    await settled();
  });

  it('keeps the order within a conversation, through failures, and lets no other conversation wait for it', async () => {
    const sent: string[] = [];
    let failures = 3;
    await store().transact(async (tx) => {
      for (let n = 0; n < 5; n++)
        for (const conversationId of ['a', 'b'])
          await putInOutbox(tx, { estateId: 'qhhy', conversationId, kind: 'say', body: { n } }, systemClock);
    });
    const say: SendHandler = async (row) => {
      if (row.conversation_id === 'a' && failures > 0) {
        failures -= 1;
        throw new Error('the line was down');
      }
      sent.push(`${row.conversation_id}${JSON.parse(row.body).n}`);
      return 'sent';
    };
    start({ say });
    start({ say });
    await settled();
    expect(sent.filter((one) => one[0] === 'a')).to.deep.equal(['a0', 'a1', 'a2', 'a3', 'a4']);
    expect(sent.filter((one) => one[0] === 'b')).to.deep.equal(['b0', 'b1', 'b2', 'b3', 'b4']);
    expect(errors).to.have.length(3);
  });

  it('ends each row the way its sender says, and tells somebody of every loss', async () => {
    const ids = [];
    for (const kind of ['sent', 'held', 'unknown', 'dead', 'nobody', 'constructor']) ids.push(await put(kind));
    start({
      sent: async () => 'sent',
      held: async () => ({ held: 'until the resident writes again' }),
      unknown: async () => ({ unknown: 'no answer' }),
      dead: async () => ({ dead: 'they left' }),
    });
    await settled();
    expect(await states()).to.deep.equal(['sent', 'held', 'unknown', 'dead', 'dead', 'dead']);
    expect((await rows()).map((row) => row.last_error)).to.deep.equal([
      null,
      'until the resident writes again',
      'no answer',
      'they left',
      'Nothing here sends rows of the kind "nobody".',
      'Nothing here sends rows of the kind "constructor".',
    ]);
    for (const row of await rows()) expect(row.ended_at).to.be.a('number');
    expect(told.map(([id]) => id).sort()).to.deep.equal(ids.slice(2).sort());
  });

  it('tries again after a failure and at the time a sender names, and gives up after the last try', async () => {
    const [failing, later] = [await put('failing'), await put('later')];
    let calls = 0;
    start(
      {
        failing: () => Promise.reject(new Error('down')),
        later: async () => {
          calls += 1;
          return calls < 3 ? { retryAt: systemClock.now() + 30, reason: 'quota' } : 'sent';
        },
      },
      { maxAttempts: 4 },
    );
    await settled();
    expect((await rows()).map(({ id, state, attempts }) => ({ id, state, attempts }))).to.deep.equal([
      { id: failing, state: 'dead', attempts: 4 },
      { id: later, state: 'sent', attempts: 3 },
    ]);
    expect(told).to.deep.equal([[failing, 'dead', 'Tried 4 times. down']]);
  });

  it('takes over what another node left lying, and says so to the sender', async () => {
    await put('page');
    let left: (() => void) | undefined;
    const dying = start({ page: () => new Promise((resolve) => (left = () => resolve('sent'))) }, { leaseMs: 60 });
    await until(() => left !== undefined);
    // A node that stopped dead: its lease is there, it will never write an end.
    await store().db.updateTable('outbox').set({ leased_by: 'a dead node' }).execute();
    left?.();
    await dying.stop();
    expect(await states()).to.deep.equal(['leased']);
    const seen: boolean[] = [];
    start({
      page: async (_, { interrupted }) => {
        seen.push(interrupted);
        return 'sent';
      },
    });
    await settled();
    expect(seen).to.deep.equal([true]);
    expect((await rows())[0]).to.include({ state: 'sent', attempts: 2 });
  });

  it('leaves alone what another node is still at', async () => {
    await put('page');
    let end: (() => void) | undefined;
    start({ page: () => new Promise((resolve) => (end = () => resolve('sent'))) });
    await until(() => end !== undefined);
    let second = 0;
    const other = start({
      page: async () => {
        second += 1;
        return 'sent';
      },
    });
    for (let n = 0; n < 5; n++) {
      other.nudge();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    end?.();
    await settled();
    expect(second).to.equal(0);
  });

  it('gives a row up that ends the process each time it is tried', async () => {
    const id = await put('bomb');
    await store()
      .db.updateTable('outbox')
      .set({ state: 'leased', attempts: 3, due_at: 1, leased_until: 1, leased_by: 'gone' })
      .execute();
    let calls = 0;
    start({
      bomb: async () => {
        calls += 1;
        return 'sent';
      },
    });
    await settled();
    expect(calls).to.equal(0);
    expect(told).to.deep.equal([[id, 'unknown', 'The desk ended during each try.']]);
  });

  it('waits for a silent sender only as long as its lease holds, and then says that nobody knows', async () => {
    const id = await put('silent');
    let told2 = false;
    const silent: SendHandler = (_, { signal }) =>
      new Promise(() => signal.addEventListener('abort', () => (told2 = true)));
    start({ silent }, { leaseMs: 150 });
    await settled();
    expect(told).to.deep.equal([[id, 'unknown', 'It did not end in time.']]);
    expect(told2).to.equal(true);
  });

  it('finishes what it sends before it stops, and starts nothing more', async () => {
    for (let n = 0; n < 5; n++) await put('page', 'one conversation');
    let end: (() => void) | undefined;
    let calls = 0;
    const worker = start({
      page: () => {
        calls += 1;
        return new Promise((resolve) => (end = () => resolve('sent')));
      },
    });
    await until(() => end !== undefined);
    const stopped = worker.stop();
    end?.();
    await stopped;
    expect(await states()).to.deep.equal(['sent', 'pending', 'pending', 'pending', 'pending']);
    worker.nudge();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(calls).to.equal(1);
  });

  it('writes with the loss that somebody was told; when telling fails, the row is given up all the same', async () => {
    await put('nobody');
    start(
      {},
      {
        onDead: async (tx, row) => {
          await tx.db
            .insertInto('number_series')
            .values({ estate_id: row.estate_id, series: 'told', last: 1 })
            .execute();
          if (errors.length < 2) throw new Error('telling failed');
        },
      },
    );
    await settled();
    expect(errors).to.have.length(2);
    expect(await store().db.selectFrom('number_series').selectAll().execute()).to.have.length(1);
  });

  it('goes on when the store was away for a while', async () => {
    const away = { until: 6 };
    const flaky: Storage = {
      ...store(),
      transact: (work) => {
        away.until -= 1;
        return away.until >= 0 ? Promise.reject(new Error('away')) : store().transact(work);
      },
    };
    await put('page');
    const worker = start({ page: async () => 'sent' }, { storage: flaky });
    await until(async () => {
      worker.nudge();
      return (await states())[0] === 'sent';
    });
    expect(errors).to.have.length(6);
  });

  it('does not ask the store again and again while nothing is due', async () => {
    let asked = 0;
    const counting: Storage = {
      ...store(),
      transact: (work) => {
        asked += 1;
        return store().transact(work);
      },
    };
    await put('later');
    await store()
      .db.updateTable('outbox')
      .set({ due_at: systemClock.now() + 60_000, attempts: 1 })
      .execute();
    start({}, { storage: counting });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(asked).to.equal(1);
  });
});
