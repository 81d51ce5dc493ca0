import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { openStorage } from '#storage/open.ts';
import { startDesk } from './desk-process.ts';
import { breaches } from './invariants.ts';
import { call, enter } from './resident.ts';

const small = smallDisk();
const title = small
  ? 'A desk whose disk is full'
  : 'A desk whose disk is full (skipped: mounting a disk needs root on Linux)';

(small ? describe : describe.skip)(title, function () {
  this.timeout(120_000);
  const dataDir = small as string;
  const filler = join(dataDir, 'filler');
  after(() => {
    execFileSync('umount', [dataDir]);
    rmSync(dataDir, { recursive: true });
  });

  it('refuses messages in plain terms, says why it is not ready, and goes on by itself once there is room', async () => {
    const desk = await startDesk({ DATA_DIR: dataDir, LOG_LEVEL: 'info' });
    const resident = await enter(() => desk.url);
    await resident.say('你好');
    await resident.heardAll();

    const { bavail, bsize } = statfsSync(dataDir);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
    const path = `/v3/directline/conversations/${resident.conversationId}/activities`;
    const post = (mark: string) =>
      call(desk.url, path, {
        token: resident.token,
        body: { type: 'message', text: `漏水${'了'.repeat(9000)}`, channelData: { clientActivityID: mark } },
      });
    let refused = await post('full-0');
    for (let more = 1; refused.status === 200; more++) refused = await post(`full-${more}`);
    expect(refused.status).to.be.at.least(500);
    expect(refused.body.error?.message).to.match(/^[A-Z].*\.$/);
    expect(await call(desk.url, '/healthz')).to.deep.include({ status: 200 });
    expect(await call(desk.url, '/readyz')).to.deep.include({
      status: 503,
      body: { ready: false, reasons: ['disk-almost-full'] },
    });
    expect((await call(desk.url, path, { token: resident.token })).status, 'what was said can still be read').to.equal(
      200,
    );

    rmSync(filler);
    await resident.say('现在呢');
    await resident.heardAll();
    const storage = await openStorage({ dataDir, onError: () => {} });
    const waiting = () =>
      storage.db.selectFrom('conversation').select('id').whereRef('turned_seq', '<', 'inbound_seq').execute();
    while ((await waiting()).length > 0) await pause(50);
    expect(await breaches(storage)).to.deep.equal([]);
    await storage.close();
    expect(await desk.end('SIGTERM')).to.equal(0);
    expect(desk.output()).not.to.include('漏水');
  });
});

/** A disk of 8 MB in memory, when this machine lets us mount one. */
function smallDisk(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'lobby-full-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}
