import { expect } from 'chai';
import { type SendHandler, startOutbox } from '#bot/outbox-worker.ts';
import { fixedClock, systemClock } from '#records/clock.ts';
import { putInOutbox } from '#records/outbox.ts';
import { sqlitePlace, until } from '../storage/engines.ts';

// On PostgreSQL the database's own clock counts, which a test cannot turn.
describe('The outbox when the clock runs ahead (sqlite)', () => {
  it('does not send again what it is just sending', async () => {
    const place = await sqlitePlace();
    const storage = await place.open();
    const clock = { ...fixedClock(1_000_000_000), id: systemClock.id };
    const sends: (() => void)[] = [];
    const looks: string[] = [];
    const handlers: Record<string, SendHandler> = {
      slow: () => new Promise((resolve) => sends.push(() => resolve('sent'))),
      quick: async (row) => {
        looks.push(row.id);
        return 'sent';
      },
    };
    const telling = { onDead: async () => {}, onError: (error: unknown) => place.errors.push(error) };
    const worker = startOutbox({ storage, clock, handlers, node: 'n', ...telling });
    const put = (kind: string) =>
      storage.transact((tx) => putInOutbox(tx, { estateId: 'qhhy', kind, body: {} }, clock));
    await put('slow');
    worker.nudge();
    await until(() => sends.length === 1);
    clock.advance(3 * 3_600_000);
    await put('quick');
    worker.nudge();
    await until(() => looks.length === 1);
    for (const send of sends) send();
    await worker.stop();
    const rows = await storage.db.selectFrom('outbox').select(['state', 'attempts']).execute();
    expect(rows.map((row) => ({ ...row }))).to.deep.equal([
      { state: 'sent', attempts: 1 },
      { state: 'sent', attempts: 1 },
    ]);
    await storage.close();
    await place.remove();
  });
});
