import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '#src/root.ts';

describe('npm start', function () {
  this.timeout(90_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-npm-'));
  after(() => rmSync(dataDir, { recursive: true, force: true }));

  it('says where everything is, and a SIGTERM to npm ends the desk too, not only npm', async () => {
    const npm = spawn('npm', ['start'], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1' },
    });
    const said = await heard(npm.stdout, /setup\?token=\S+/);
    const base = /http:\/\/localhost:\d+/.exec(said)?.[0] ?? '';
    expect(said).to.contain(`${base}/console/`);
    expect((await fetch(`${base}/healthz`)).status).to.equal(200);
    npm.kill('SIGTERM');
    await refused(`${base}/healthz`);
  });
});

function heard(stream: NodeJS.ReadableStream, wanted: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    stream.on('data', (data) => {
      said += String(data);
      if (wanted.test(said)) resolve(said);
    });
  });
}

/** Resolves when nobody answers there any more. */
async function refused(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (!answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The desk still answers.');
}
