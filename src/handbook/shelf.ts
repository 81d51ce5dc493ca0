import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Adapter } from 'lowdb';
import { DataFile } from 'lowdb/node';
import { type JsonReading, readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

/**
 * Where the handbook's documents lie. A folder of files is one such place; several nodes will share documents in
 * database rows. Paths are relative to it, with forward slashes.
 */
export interface Shelf {
  /** Every document with a mark that changes whenever its content may have. Rejects when the shelf is out of reach. */
  list(): Promise<ReadonlyMap<string, string>>;
  /** The lowdb adapter of one document; reading an absent one gives null, writing replaces it whole or not at all. */
  adapter(file: string): Adapter<JsonReading>;
  /** Calls `hint` when something may have changed. Hints may be missed. Returns what ends them. */
  watch(hint: () => void): () => void;
}

/** The one place that chooses where documents lie and which lowdb adapter reads and writes them. */
export function openShelf(dir: string): Shelf {
  return {
    list: () => listFolder(dir),
    adapter: (file) =>
      new DataFile<JsonReading>(join(dir, file), {
        parse: (text) => readJson(file, text),
        stringify: ({ value }) => writeJson(value),
      }),
    watch: (hint) => watchFolders(dir, hint),
  };
}

async function listFolder(dir: string): Promise<ReadonlyMap<string, string>> {
  const estates = await visibleNames(join(dir, 'estates'));
  const folders = ['common', ...estates.map((name) => `estates/${name}`)];
  const found = await Promise.all(folders.map((folder) => listDocuments(dir, folder)));
  return new Map(found.flat().sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function listDocuments(dir: string, folder: string): Promise<[file: string, mark: string][]> {
  const names = await visibleNames(join(dir, folder)).catch(nothingIf(folder !== 'common', ['ENOTDIR', 'ENOENT']));
  const documents = names.filter((name) => name.endsWith('.json')).map((name) => `${folder}/${name}`);
  const marks = await Promise.all(documents.map((file) => markOf(join(dir, file))));
  return documents.flatMap((file, at) =>
    marks[at] === undefined ? [] : [[file, marks[at]] satisfies [string, string]],
  );
}

/** Names beginning with a dot are the droppings of editors and systems. */
async function visibleNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith('.'));
}

/** Editors that rename keep the time and the size of a file now and then, never the inode and the time of change as well. */
async function markOf(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    return `${found.ino}:${found.size}:${found.mtimeMs}:${found.ctimeMs}`;
  } catch (error) {
    return nothingIf(true, ['ENOENT'])(error).at(0);
  }
}

/** For what went away between two looks, or was never a folder: nothing is there, and that is no failure. */
function nothingIf(allowed: boolean, codes: readonly string[]): (error: unknown) => never[] {
  return (error) => {
    if (allowed && codes.includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  };
}

/**
 * Watches each folder by itself: a watch on a whole tree loses a file that an editor replaces by renaming.
 * Where the system offers no watching (some network disks), the looking at intervals in handbook.ts is enough.
 */
function watchFolders(dir: string, hint: () => void): () => void {
  const watchers = new Map<string, FSWatcher>();

  function watchOne(folder: string): void {
    if (watchers.has(folder)) return;
    try {
      watchers.set(
        folder,
        watch(join(dir, folder), { persistent: false }, changed).on('error', () => drop(folder)),
      );
    } catch {
      drop(folder);
    }
  }

  function drop(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function watchAll(): void {
    const estates = namesOfFolders(join(dir, 'estates')).map((name) => `estates/${name}`);
    const wanted = ['common', 'estates', ...estates];
    for (const folder of watchers.keys()) if (!wanted.includes(folder)) drop(folder);
    for (const folder of wanted) watchOne(folder);
  }

  function changed(): void {
    if (watchers.size === 0) return;
    watchAll();
    hint();
  }

  watchAll();
  return () => {
    for (const folder of [...watchers.keys()]) drop(folder);
  };
}

function namesOfFolders(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
  } catch {
    return [];
  }
}
