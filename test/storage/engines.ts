import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { startPostgres } from './postgres.ts';

/** An empty place for a store, which can be opened more than once, and what went wrong in the background. */
export interface Place {
  readonly errors: unknown[];
  /** The SQLite file, or the address of the PostgreSQL database. */
  readonly at: string;
  open(): Promise<Storage>;
  remove(): Promise<void>;
}

/** The engines that every contract runs on. */
export const engines: { name: 'sqlite' | 'postgres'; place(): Promise<Place> }[] = [
  { name: 'sqlite', place: sqlitePlace },
  { name: 'postgres', place: postgresPlace },
];

/** A folder for a SQLite store. */
export async function sqlitePlace(): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-store-'));
  const errors: unknown[] = [];
  return {
    errors,
    at: join(dataDir, 'lobby.db'),
    open: () => openStorage({ dataDir, onError: (error) => errors.push(error) }),
    remove: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

/** A fresh database on the test run's PostgreSQL. */
export async function postgresPlace(): Promise<Place> {
  const { url, stop } = await startPostgres();
  const errors: unknown[] = [];
  return {
    errors,
    at: url,
    open: () => openStorage({ databaseUrl: url, dataDir: tmpdir(), onError: (error) => errors.push(error) }),
    remove: stop,
  };
}

/** Runs the same tests on each engine, all on one store that is opened before and closed after. */
export function onEveryEngine(title: string, tests: (storage: () => Storage) => void): void {
  for (const engine of engines) {
    describe(`${title} (${engine.name})`, function () {
      this.timeout(120_000);
      let place: Place;
      let storage: Storage;
      before(async () => {
        place = await engine.place();
        storage = await place.open();
      });
      after(async () => {
        await storage.close();
        await place.remove();
      });
      tests(() => storage);
    });
  }
}

/** Waits until something is so, asking often; the test's own time limit is the end of patience. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}
