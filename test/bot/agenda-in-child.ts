import { startAgenda } from '#bot/agenda-worker.ts';
import { systemClock } from '#records/clock.ts';
import { openSqlite } from '#storage/sqlite/open.ts';

/** Does the agenda of the file named on the command line, counting each thing, until it is killed. */
const [, , file = ''] = process.argv;
const storage = await openSqlite(file, () => {});
startAgenda({
  storage,
  clock: systemClock,
  node: `child ${process.pid}`,
  leaseMs: 60,
  atOnce: 4,
  handlers: {
    async count(tx, row) {
      await tx.db
        .insertInto('number_series')
        .values({ estate_id: row.estate_id, series: row.subject, last: 1 })
        .onConflict((oc) =>
          oc.columns(['estate_id', 'series']).doUpdateSet((eb) => ({ last: eb('number_series.last', '+', 1) })),
        )
        .execute();
      await new Promise((resolve) => setTimeout(resolve, 2));
    },
  },
  onDead: async () => {},
  onError: () => {},
});
process.send?.('started');
setInterval(() => {}, 1000);
