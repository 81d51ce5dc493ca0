import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { migrations } from '#storage/migrations.ts';
import { openSqlite } from '#storage/sqlite/open.ts';
import { textIndex } from '#storage/sqlite/text-index.ts';
import { refuseOldSqlite } from '#storage/sqlite/version.ts';
import { failure } from './contract.ts';
import { type Place, sqlitePlace, until } from './engines.ts';

describe('The file of the store', function () {
  this.timeout(60_000);
  let place: Place;
  beforeEach(async () => {
    place = await sqlitePlace();
  });
  afterEach(() => place.remove());

  it('is refused and left as it is when it is a text file', async () => {
    for (const words of ['hello', '采购清单\n'.repeat(1000)]) {
      writeFileSync(place.at, words);
      const error = await failure(place.open);
      expect(error).to.include({ name: 'StorageError', code: 'not-ours' });
      expect(error.message).to.include(place.at).and.include('DATA_DIR');
      expect(readFileSync(place.at, 'utf8')).to.equal(words);
    }
  });

  it('is refused and left as it is, byte for byte, when it is the database of another program', async () => {
    const other = new DatabaseSync(place.at);
    other.exec('create table recipe (name text); insert into recipe values (1)');
    other.close();
    const before = readFileSync(place.at);
    const error = await failure(place.open);
    expect(error).to.include({ name: 'StorageError', code: 'not-ours' });
    expect(error.message).to.include('another program').and.include(place.at);
    expect(readFileSync(place.at).equals(before)).to.equal(true);
    expect(existsSync(`${place.at}-wal`)).to.equal(false);
  });

  it('is taken when it is empty', async () => {
    writeFileSync(place.at, '');
    const storage = await place.open();
    await storage.close();
  });

  it('is refused with the way to a backup when pages are damaged', async () => {
    await fill(place);
    const size = statSync(place.at).size;
    const file = openSync(place.at, 'r+');
    for (let page = Math.floor(size / 8192); page < size / 4096; page++)
      writeSync(file, Buffer.alloc(200, 0x5a), 0, 200, page * 4096);
    closeSync(file);
    const error = await failure(place.open);
    expect(error).to.include({ name: 'StorageError', code: 'corrupt' });
    expect(error.message).to.include(place.at).and.include('backup');
  });

  it('is refused as well when it is large and the damage lies far inside', async () => {
    const storage = await place.open();
    await storage.transact(async (tx) => {
      for (let n = 0; n < 200; n++) {
        const bytes = new Uint8Array(100_000);
        const row = { id: `p${n}`, estate_id: 'e', conversation_id: 'c', name: 'a', content_type: 'image/png' };
        await tx.db
          .insertInto('attachment')
          .values({ ...row, size: bytes.length, bytes, created_at: 1 })
          .execute();
      }
    });
    await storage.close();
    await (await place.open()).close();
    const file = openSync(place.at, 'r+');
    for (let page = 1000; page < 4000; page++) writeSync(file, Buffer.alloc(8, 0x5a), 0, 8, page * 4096);
    closeSync(file);
    expect(await failure(place.open)).to.include({ name: 'StorageError', code: 'corrupt' });
  });

  it('is refused with the way to a backup when its end is missing', async () => {
    await fill(place);
    truncateSync(place.at, Math.floor(statSync(place.at).size / 8192) * 4096);
    const error = await failure(place.open);
    expect(error).to.include({ name: 'StorageError', code: 'corrupt' });
    expect(error.message).to.include(place.at);
  });

  it('is refused in words when its folder cannot be made', async () => {
    const error = await failure(() => openSqlite('/dev/null/desk/lobby.db', () => {}));
    expect(error).to.include({ name: 'StorageError', code: 'unreachable' });
    expect(error.message).to.include('/dev/null/desk/lobby.db');
  });

  it('is refused in words while another program holds it', async () => {
    await fill(place);
    const other = new DatabaseSync(place.at);
    other.exec('pragma locking_mode = exclusive; begin exclusive');
    const error = await failure(place.open);
    other.close();
    expect(error).to.include({ name: 'StorageError', code: 'unreachable' });
    expect(error.message).to.include('in use');
    await (await place.open()).close();
  });

  it('is closed so that nothing of the process stays on it', async () => {
    const storage = await place.open();
    await storage.reader.selectFrom('ticket').selectAll().execute();
    await storage.close();
    expect(existsSync(`${place.at}-wal`)).to.equal(false);
    const open = process.getActiveResourcesInfo().filter((one) => one === 'MessagePort' || one === 'Worker');
    expect(open).to.deep.equal([]);
  });

  it('keeps what was committed when the process is killed, and opens again', async () => {
    const child = await openInChild(place.at);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const storage = await place.open();
    expect(await storage.db.selectFrom('number_series').selectAll().execute()).to.have.length(1);
    await storage.close();
  });

  it('can be made by two processes at the same moment', async () => {
    const children = await Promise.all([openInChild(place.at), openInChild(place.at)]);
    const storage = await place.open();
    expect(await storage.db.selectFrom('number_series').selectAll().execute()).to.have.length(2);
    await storage.close();
    await Promise.all(children.map((child) => child.kill('SIGKILL') && once(child, 'exit')));
  });
});

describe('The tables of the store', () => {
  it('are made as a whole or not at all, whatever step of the first start fails', async () => {
    const place = await sqlitePlace();
    const provider = migrations({ bytes: 'blob', number: 'integer', textIndex });
    expect(Object.keys(await provider.getMigrations())).to.not.deep.equal([]);
    // A table of the last step is there already: everything before it must be undone.
    const database = new DatabaseSync(place.at);
    database.exec(`pragma application_id = ${0x4c6f6279}; create table audit (id integer)`);
    database.close();
    await failure(place.open);
    const after = new DatabaseSync(place.at);
    const names = after.prepare(`select name from sqlite_schema where type = 'table'`).all();
    after.exec('drop table audit');
    after.close();
    expect(names.map(({ name }) => name))
      .to.include('audit')
      .and.not.include('conversation');
    await (await place.open()).close();
    await place.remove();
  });
});

describe('The version of SQLite', () => {
  it('is taken from 3.51.3 on and refused before', () => {
    for (const fine of ['3.51.3', '3.51.10', '3.52.0', '4.0.0', process.versions.sqlite]) refuseOldSqlite(fine);
    for (const old of ['3.51.2', '3.50.9', '3.7.17', '2.8.0', '', undefined])
      expect(() => refuseOldSqlite(old), String(old))
        .to.throw(/SQLite/)
        .with.property('code', 'too-old-engine');
  });
});

async function fill(place: Place): Promise<void> {
  const storage = await place.open();
  await storage.transact(async (tx) => {
    for (let n = 0; n < 3000; n++) {
      const series = `R${n}`.padEnd(60, '.');
      await tx.db.insertInto('number_series').values({ estate_id: 'qhhy', series, last: n }).execute();
    }
  });
  await storage.close();
}

async function openInChild(file: string): Promise<ChildProcess> {
  const child = fork(new URL('./open-in-child.ts', import.meta.url), [file], {
    cwd: dirname(dirname(import.meta.dirname)),
  });
  let ready = false;
  child.once('message', () => {
    ready = true;
  });
  await until(() => ready || child.exitCode !== null);
  expect(ready, 'the child opened the store').to.equal(true);
  return child;
}
