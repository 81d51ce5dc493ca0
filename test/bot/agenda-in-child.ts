import { startAgenda } from '#bot/agenda-worker.ts';
import { systemClock } from '#records/clock.ts';
import { openSqlite } from '#storage/sqlite/open.ts';

/**
 * Does the agenda of the file named on the command line, counting each thing. Kills itself some milliseconds after it began
 * the thing with the given number; also when nothing has been left to do for a while.
 */
const [, , file = '', last = '1', milliseconds = '0'] = process.argv;
let begun = 0;
const die = () => process.kill(process.pid, 'SIGKILL');
const idle = setTimeout(die, 1000);

const storage = await openSqlite(file, () => {});
startAgenda({
  storage,
  clock: systemClock,
  node: `child ${process.pid}`,
  leaseMs: 60,
  atOnce: 4,
  handlers: {
    async count(tx, row) {
      begun += 1;
      idle.refresh();
      if (begun === Number(last)) setTimeout(die, Number(milliseconds));
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
