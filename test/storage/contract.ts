import { expect } from 'chai';
import { type Kysely, sql } from 'kysely';
import type { News } from '#storage/news.ts';
import type { Storage } from '#storage/storage.ts';
import { appendSome, openAConversation } from '../records/builders.ts';
import type { engines, Place } from './engines.ts';

/** What every engine promises. Run once for each. */
export function storageContract(engine: (typeof engines)[number]): void {
  let place: Place;
  let storage: Storage;
  beforeEach(async () => {
    place = await engine.place();
    storage = await place.open();
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });
  const series = async () => (await storage.db.selectFrom('number_series').selectAll().execute()).map((r) => r.series);
  const add = (db: Storage['db'], name: string, last = 1) =>
    db.insertInto('number_series').values({ estate_id: 'qhhy', series: name, last }).execute();

  it('keeps everything when the desk is closed and opened again', async () => {
    const id = await openAConversation(storage, { estateId: 'qhhy' });
    await appendSome(storage, id, ['水管漏水', '谢谢']);
    await storage.close();
    storage = await place.open();
    const rows = await storage.db.selectFrom('activity').select('text').orderBy('seq').execute();
    expect(rows.map((row) => row.text)).to.deep.equal(['水管漏水', '谢谢']);
  });

  it('is left alone when a newer version wrote it', async () => {
    const migrations = storage.db as unknown as Kysely<{ kysely_migration: { name: string; timestamp: string } }>;
    await migrations.insertInto('kysely_migration').values({ name: '9999-later', timestamp: '2031' }).execute();
    const error = await failure(() => place.open());
    expect(error).to.include({ name: 'StorageError', code: 'newer' });
    expect(error.message).to.include('newer version of Lobby').and.include('9999-later');
  });

  it('commits a transaction as a whole and tells its news afterwards', async () => {
    const heard: News[] = [];
    storage.listen((news) => heard.push(news));
    const early = await storage.transact(async (tx) => {
      await add(tx.db, 'R1');
      tx.announce({ about: 'queue', estateId: 'qhhy' });
      await add(tx.db, 'R2');
      return heard.length;
    });
    expect(early).to.equal(0);
    expect(heard).to.deep.equal([{ about: 'queue', estateId: 'qhhy' }]);
    expect(await series()).to.have.members(['R1', 'R2']);
  });

  it('leaves nothing of a transaction that fails, neither rows nor news', async () => {
    const heard: News[] = [];
    storage.listen((news) => heard.push(news));
    const work = storage.transact(async (tx) => {
      await add(tx.db, 'R1');
      tx.announce({ about: 'queue', estateId: 'qhhy' });
      await add(tx.db, 'R1');
    });
    expect((await failure(() => work)).message).to.match(/unique/i);
    expect(await failure(() => storage.transact(() => Promise.reject(new Error('our own'))))).to.include({
      message: 'our own',
    });
    expect(heard).to.deep.equal([]);
    expect(await series()).to.deep.equal([]);
  });

  it('still serves when what was thrown inside is not even an error', async () => {
    await storage.transact(() => Promise.reject(undefined)).catch(() => {});
    await storage.transact((tx) => add(tx.db, 'R1'));
    expect(await series()).to.deep.equal(['R1']);
  });

  it('does not commit what went on after a swallowed failure and a second throw', async () => {
    await failure(() =>
      storage.transact(async (tx) => {
        await add(tx.db, 'R1');
        await add(tx.db, 'R1').catch(() => {});
        throw new Error('after all');
      }),
    );
    expect(await series()).to.deep.equal([]);
  });

  it('refuses a transaction inside a transaction instead of waiting for ever', async () => {
    const error = await failure(() => storage.transact(() => storage.transact(async () => 1)));
    expect(error.message).to.include('inside a transaction');
    expect(await series()).to.deep.equal([]);
  });

  it('refuses a query on a transaction that has ended', async () => {
    const kept = await storage.transact(async (tx) => tx.db);
    expect((await failure(() => add(kept, 'R1'))).message).to.match(/committed/);
    expect(await series()).to.deep.equal([]);
  });

  it('runs transactions on the same row one after the other: 200 additions, none lost', async () => {
    await add(storage.db, 'R1', 0);
    await Promise.all(
      Array.from({ length: 200 }, () =>
        storage.transact(async (tx) => {
          const query = tx.db.selectFrom('number_series').select('last').where('series', '=', 'R1');
          const { last } = (await storage.locking(query as never).executeTakeFirstOrThrow()) as { last: number };
          await new Promise(setImmediate);
          await tx.db
            .updateTable('number_series')
            .set({ last: last + 1 })
            .where('series', '=', 'R1')
            .execute();
        }),
      ),
    );
    const { last } = await storage.db.selectFrom('number_series').select('last').executeTakeFirstOrThrow();
    expect(last).to.equal(200);
  });

  it('shows the reader what is committed, and nothing that is not', async () => {
    const count = async () => (await storage.reader.selectFrom('number_series').selectAll().execute()).length;
    expect(await count()).to.equal(0);
    await storage.transact(async (tx) => {
      await add(tx.db, 'R1');
      expect(await count()).to.equal(0);
    });
    expect(await count()).to.equal(1);
  });

  it('refuses to write through the reader', async () => {
    expect((await failure(() => add(storage.reader, 'R1'))).message).to.match(/read-?\s?only/i);
    expect(await series()).to.deep.equal([]);
  });

  it('keeps the answers of many readers apart', async () => {
    await storage.transact(async (tx) => {
      for (let n = 0; n < 50; n++) await add(tx.db, `R${n}`, n);
    });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        storage.reader
          .selectFrom('number_series')
          .select('last')
          .where('series', '=', `R${n % 50}`)
          .executeTakeFirstOrThrow(),
      ),
    );
    expect(answers.map((row) => row.last)).to.deep.equal(Array.from({ length: 200 }, (_, n) => n % 50));
    expect((await failure(() => sql`select nonsense from nowhere`.execute(storage.reader))).message).to.match(
      /nowhere/,
    );
  });

  it('gives photos back byte for byte, empty ones too', async () => {
    const photos = [new Uint8Array(), Uint8Array.from({ length: 300_000 }, (_, n) => (n * 7919) % 256)];
    for (const [n, bytes] of photos.entries()) {
      const row = { id: `p${n}`, estate_id: 'e', conversation_id: 'c', name: 'a.jpg', content_type: 'image/jpeg' };
      await storage.db
        .insertInto('attachment')
        .values({ ...row, size: bytes.length, bytes, created_at: 1 })
        .execute();
    }
    for (const db of [storage.db, storage.reader]) {
      const rows = await db.selectFrom('attachment').select('bytes').orderBy('id').execute();
      for (const [n, row] of rows.entries()) expect(Buffer.compare(row.bytes, photos[n] as Uint8Array)).to.equal(0);
    }
  });

  it('keeps every character a resident can send, and replaces what is none', async () => {
    const name = async (text: string) => {
      await storage.db.deleteFrom('number_series').execute();
      await add(storage.db, text);
      const written = await storage.db.selectFrom('number_series').select('series').executeTakeFirstOrThrow();
      const found = await storage.reader
        .selectFrom('number_series')
        .select('series')
        .where('series', '=', text)
        .executeTakeFirst();
      expect(found).to.deep.equal(written);
      return written.series;
    };
    for (const text of ['𠮷野家 👨‍👩‍👧‍👦🇨🇳', '麻烦您\r\n\t“看一下”', "Robert'); drop table ticket;--", '', 'ﷺ é é'])
      expect(await name(text)).to.equal(text);
    expect(await name('a\0b')).to.equal('a\ufffdb');
    expect(await name('half \ud83d of a face')).to.equal('half \ufffd of a face');
  });

  it('gives whole numbers back as numbers, up to the largest that is exact', async () => {
    await add(storage.db, 'R1', Number.MAX_SAFE_INTEGER);
    await add(storage.db, 'R2', -5);
    const rows = await storage.db.selectFrom('number_series').select('last').orderBy('series').execute();
    expect(rows.map((row) => row.last)).to.deep.equal([Number.MAX_SAFE_INTEGER, -5]);
    const sums = await storage.db
      .selectFrom('number_series')
      .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.sum<number>('last').as('sum')])
      .executeTakeFirstOrThrow();
    expect({ ...sums }).to.deep.equal({ count: 2, sum: Number.MAX_SAFE_INTEGER - 5 });
  });

  it('reports how many rows a change touched', async () => {
    await add(storage.db, 'R1');
    const change = (name: string) =>
      storage.db.updateTable('number_series').set({ last: 9 }).where('series', '=', name).executeTakeFirst();
    expect((await change('R1')).numUpdatedRows).to.equal(1n);
    expect((await change('R2')).numUpdatedRows).to.equal(0n);
  });

  it('tells its news to every listener, even when one of them fails, until they stop', async () => {
    const heard: News[] = [];
    storage.listen(() => {
      throw new Error('a listener broke');
    });
    const stop = storage.listen((news, origin) => origin === 'here' && heard.push(news));
    storage.announce({ about: 'staff', id: 's1' });
    stop();
    storage.announce({ about: 'staff', id: 's2' });
    expect(heard).to.deep.equal([{ about: 'staff', id: 's1' }]);
    expect(place.errors).to.have.length(2);
  });

  it('refuses work in words once it is closed', async () => {
    const closed = await place.open();
    await closed.reader.selectFrom('ticket').selectAll().execute();
    await closed.close();
    await failure(() => closed.db.selectFrom('ticket').selectAll().execute());
    await failure(() => closed.reader.selectFrom('ticket').selectAll().execute());
    await failure(() => closed.transact(async () => 1));
  });
}

/** The error of something that has to fail. */
export async function failure(work: () => Promise<unknown>): Promise<Error> {
  try {
    await work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('It was expected to fail.');
}
