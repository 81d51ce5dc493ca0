import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#src/config.ts';
import { startLobby } from '#src/lobby.ts';
import { createLog } from '#src/log.ts';
import { ROOT } from '#src/root.ts';
import { buildPages } from '#web/build.ts';

/** The whole program in this process, on a free port and throw-away folders. */
export interface RunningLobby {
  base: string;
  dataDir: string;
  /** Path of the link that makes the first account. */
  setupPath: string | undefined;
  stop(): Promise<void>;
}

/** Starts the desk; `handbookDir` and `dataDir` stay with the caller when given. */
export async function startTestLobby(
  given: { handbookDir?: string; dataDir?: string; port?: string; settings?: Record<string, string> } = {},
): Promise<RunningLobby> {
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'lobby-data-'));
  const env = {
    PORT: given.port ?? '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    HANDBOOK_DIR: given.handbookDir ?? join(ROOT, 'data'),
    QUIET_MS: '0',
    ...given.settings,
  };
  await buildPages({});
  const lobby = await startLobby(readConfig({ ...env, LOG_LEVEL: 'error' }), createLog('error'));
  return {
    base: `http://127.0.0.1:${lobby.port}`,
    dataDir,
    setupPath: lobby.welcome.join('\n').match(/\/console\/#\/setup\?token=\S+/)?.[0],
    async stop() {
      await lobby.stop();
      if (!given.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A handbook with the shipped estate and a second one beside it, `yunshan` 云山苑. */
export function twoEstatesHandbook(): string {
  const dir = mkdtempSync(join(tmpdir(), 'lobby-handbook-'));
  mkdirSync(join(dir, 'estates'), { recursive: true });
  cpSync(join(ROOT, 'data/common'), join(dir, 'common'), { recursive: true });
  for (const id of ['qinghu', 'yunshan'])
    cpSync(join(ROOT, 'data/estates/qinghu'), join(dir, 'estates', id), { recursive: true });
  const file = join(dir, 'estates/yunshan/office.json');
  const office = JSON.parse(readFileSync(file, 'utf8'));
  const name = { zh: '云山苑', en: 'Yunshan Court' };
  writeFileSync(
    file,
    JSON.stringify({ ...office, id: 'yunshan', name, page: { ...office.page, title: name } }, null, 2),
  );
  return dir;
}
