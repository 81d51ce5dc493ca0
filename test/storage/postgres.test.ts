import { expect } from 'chai';
import pg from 'pg';
import type { News } from '#storage/news.ts';
import { openPostgres } from '#storage/postgres/open.ts';
import type { Storage } from '#storage/storage.ts';
import { failure } from './contract.ts';
import { type Place, postgresPlace, until } from './engines.ts';

describe('Several desks on one PostgreSQL', function () {
  this.timeout(60_000);
  let place: Place;
  let here: Storage;
  let there: Storage;
  let heard: [News, string][];
  let own: [News, string][];
  beforeEach(async () => {
    place = await postgresPlace();
    [here, there] = await Promise.all([place.open(), place.open()]);
    heard = [];
    own = [];
    there.listen((news, origin) => heard.push([news, origin]));
    here.listen((news, origin) => own.push([news, origin]));
  });
  afterEach(async () => {
    await here.close();
    await there.close();
    await place.remove();
  });

  it('hear of each other, and hear their own news once', async () => {
    const news: News = { about: 'ticket', estateId: 'qhhy', id: 't1' };
    await here.transact(async (tx) => tx.announce(news));
    await until(() => heard.length > 0);
    // A second piece of news comes after everything that was sent before it.
    here.announce({ about: 'staff', id: 'last' });
    await until(() => heard.length > 1);
    expect(heard[0]).to.deep.equal([news, 'elsewhere']);
    expect(own).to.deep.equal([
      [news, 'here'],
      [{ about: 'staff', id: 'last' }, 'here'],
    ]);
  });

  it('hear of many changes in one conversation as one, that a turn is due included', async () => {
    for (let seq = 1; seq <= 50; seq++)
      here.announce({
        about: 'conversation',
        id: 'c1',
        estateId: 'qhhy',
        seq: seq === 50 ? 49 : seq,
        inbound: seq === 1,
      });
    await until(() => heard.length > 0);
    expect(heard).to.deep.equal([
      [{ about: 'conversation', id: 'c1', estateId: 'qhhy', seq: 49, inbound: true }, 'elsewhere'],
    ]);
  });

  it('hear again after the database has cut every connection', async () => {
    const admin = new pg.Client({ connectionString: place.at });
    await admin.connect();
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    );
    here.announce({ about: 'queue', estateId: 'said while nobody listened' });
    await until(async () => {
      here.announce({ about: 'staff', id: 's1' });
      return heard.some(([news]) => news.about === 'staff');
    });
    expect(await here.db.selectFrom('ticket').selectAll().execute()).to.deep.equal([]);
    await admin.end();
  });

  it('dial again when the database refuses them for a while', async () => {
    const admin = new pg.Client({ connectionString: place.at.replace(/[^/]+$/, 'postgres') });
    await admin.connect();
    const name = place.at.split('/').at(-1) as string;
    await admin.query(`alter database ${name} allow_connections false`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await until(() => place.errors.some((error) => /not currently accepting/.test(String(error))));
    await admin.query(`alter database ${name} allow_connections true`);
    await until(async () => {
      here.announce({ about: 'staff', id: 's1' });
      return heard.length > 0;
    });
    await admin.end();
  });

  it('are not shaken by a notice that is not ours', async () => {
    const admin = new pg.Client({ connectionString: place.at });
    await admin.connect();
    await admin.query(`select pg_notify('lobby_news', 'rubbish')`);
    await until(() => place.errors.length === 2);
    here.announce({ about: 'staff', id: 's1' });
    await until(() => heard.length > 0);
    await admin.end();
  });

  it('get through a deadlock: both transactions are done', async () => {
    const rows = ['A', 'B'];
    for (const series of rows)
      await here.db.insertInto('number_series').values({ estate_id: 'e', series, last: 0 }).execute();
    let inside = 0;
    let tries = 0;
    const add = async (storage: Storage, order: string[]) =>
      storage.transact(async (tx) => {
        tries += 1;
        for (const series of order) {
          await tx.db
            .updateTable('number_series')
            .set((eb) => ({ last: eb('last', '+', 1) }))
            .where('series', '=', series)
            .execute();
          inside += 1;
          await until(() => inside >= 2);
        }
      });
    await Promise.all([add(here, rows), add(there, [...rows].reverse())]);
    const after = await here.db.selectFrom('number_series').select('last').execute();
    expect(after.map((row) => row.last)).to.deep.equal([2, 2]);
    expect(tries).to.be.greaterThan(2);
  });
});

describe('The address of PostgreSQL', function () {
  this.timeout(30_000);

  it('is refused in words, without the password, when nobody answers there', async () => {
    const error = await failure(() => openPostgres('postgres://desk:secret@127.0.0.1:1/lobby', () => {}));
    expect(error).to.include({ name: 'StorageError', code: 'unreachable' });
    expect(error.message).to.include('DATABASE_URL').and.not.include('secret');
  });

  it('is refused when the tables there are of another program', async () => {
    const place = await postgresPlace();
    const other = new pg.Client({ connectionString: place.at });
    await other.connect();
    await other.query('create table ticket (seat text)');
    const error = await failure(place.open);
    expect(error).to.include({ name: 'StorageError', code: 'not-ours' });
    const left = await other.query(
      `select table_name from information_schema.tables where table_name = 'conversation'`,
    );
    expect(left.rows).to.deep.equal([]);
    await other.end();
    await place.remove();
  });

  it('can be given to two desks at the same moment', async () => {
    const place = await postgresPlace();
    const both = await Promise.all([place.open(), place.open()]);
    for (const one of both) expect(await one.db.selectFrom('ticket').selectAll().execute()).to.deep.equal([]);
    for (const one of both) await one.close();
    await place.remove();
  });

  it('is not held by anything after closing', async () => {
    const place = await postgresPlace();
    const storage = await place.open();
    await storage.db.selectFrom('ticket').selectAll().execute();
    await storage.reader.selectFrom('ticket').selectAll().execute();
    await storage.close();
    const admin = new pg.Client({ connectionString: place.at });
    await admin.connect();
    const others = 'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
    await until(async () => (await admin.query(others)).rowCount === 0);
    await admin.end();
    await place.remove();
  });
});
