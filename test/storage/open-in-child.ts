import { openSqlite } from '#storage/sqlite/open.ts';

/** Opens the file named on the command line, says `open`, and stays until it is ended. */
const [, , file = ''] = process.argv;
const storage = await openSqlite(file, () => {});
await storage.db
  .insertInto('number_series')
  .values({ estate_id: 'qhhy', series: `child ${process.pid}`, last: 1 })
  .execute();
process.send?.('open');
setInterval(() => {}, 1000);
