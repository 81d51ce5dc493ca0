import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { sql } from 'kysely';
import { append, takeIn } from '#records/activities.ts';
import { isDiskFull } from '#storage/errors.ts';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { aMessage, openAConversation } from '../records/builders.ts';
import { failure } from './contract.ts';

const mayMount = process.platform === 'linux' && process.getuid?.() === 0;
const title = mayMount ? 'A full disk' : 'A full disk (skipped: mounting a small disk needs root on Linux)';

(mayMount ? describe : describe.skip)(title, function () {
  this.timeout(60_000);
  let dataDir = '';
  let filler = '';
  before('a disk of 4 MB in memory', function () {
    dataDir = mkdtempSync(join(tmpdir(), 'lobby-small-disk-'));
    filler = join(dataDir, 'filler');
    // A container's root may still not be allowed to.
    if (!mount(dataDir)) this.skip();
  });
  const open = () => openStorage({ dataDir, onError: () => {} });
  after(() => {
    spawnSync('umount', [dataDir]);
    rmSync(dataDir, { recursive: true });
  });
  const fill = () => {
    const { bavail, bsize } = statfsSync(dataDir);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
  };
  const count = async (storage: Storage) => (await storage.reader.selectFrom('activity').selectAll().execute()).length;

  it('is told as such, leaves no half message, and is forgotten once there is room', async () => {
    const storage = await open();
    const id = await openAConversation(storage);
    await takeIn(storage, id, { ...aMessage('first'), channel: 'directline' }, { now: 1 });
    fill();
    const big = '漏'.repeat(200_000);
    const whole = await failure(() =>
      storage.transact((tx) => append(tx, id, [aMessage('half'), aMessage(big), aMessage(big)], 2)),
    );
    expect(isDiskFull(whole), whole.message).to.equal(true);
    let accepted = 1;
    let refused: unknown;
    while (!refused) {
      const send = takeIn(storage, id, { ...aMessage(big.slice(0, 9000)), channel: 'directline' }, { now: 3 });
      await send.then(
        () => accepted++,
        (error) => {
          refused = error;
        },
      );
    }
    expect(isDiskFull(refused)).to.equal(true);
    expect(await count(storage)).to.equal(accepted);
    rmSync(filler);
    const placed = await takeIn(storage, id, { ...aMessage('after'), channel: 'directline' }, { now: 4 });
    expect(placed.seq).to.equal(accepted + 1);
    const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(storage.db);
    expect(check.rows.map((row) => row.integrity_check)).to.deep.equal(['ok']);
    await storage.close();
  });

  it('keeps the desk from starting, in words, and without harm to what is stored', async () => {
    const before = await open();
    const messages = await count(before);
    await before.close();
    fill();
    const error = await open().then(
      (storage) => storage.close(),
      (refused) => refused,
    );
    // Opening what is there needs some pages for the index of the log file: without them it is refused, not broken.
    if (error) expect(error).to.include({ name: 'StorageError', code: 'full' });
    rmSync(filler);
    const storage = await open();
    expect(await count(storage)).to.equal(messages);
    await storage.close();
  });
});

function mount(folder: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]).status === 0;
}
