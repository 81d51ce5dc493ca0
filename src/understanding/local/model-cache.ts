import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

const DIGEST = 32;

/** A file in a folder, and the content hash (16 letters) of what it is made from. */
export interface CacheFile {
  folder: string;
  name: string;
  hash: string;
}

const digestOf = (hash: string, body: Uint8Array): Buffer =>
  createHash('sha256').update(hash, 'latin1').update(body).digest();

/**
 * The value stored in a file, or undefined: when nothing is stored, when it was made from other contents, and when the file is damaged.
 */
export function readCache<T>({ folder, name, hash }: CacheFile): T | undefined {
  try {
    const bytes = readFileSync(join(folder, name));
    const body = bytes.subarray(DIGEST + hash.length);
    if (bytes.toString('latin1', DIGEST, DIGEST + hash.length) !== hash) return undefined;
    if (!bytes.subarray(0, DIGEST).equals(digestOf(hash, body))) return undefined;
    return deserialize(body) as T;
  } catch {
    return undefined;
  }
}

/** Stores a value in place of the last one, whole or not at all; says whether it could. A desk without room for it works all the same. */
export function writeCache({ folder, name, hash }: CacheFile, value: unknown): boolean {
  const draft = join(folder, `${name}.${randomUUID()}`);
  try {
    mkdirSync(folder, { recursive: true });
    const body = serialize(value);
    write(draft, [digestOf(hash, body), Buffer.from(hash, 'latin1'), body]);
    renameSync(draft, join(folder, name));
    return true;
  } catch {
    if (existsSync(draft)) rmSync(draft);
    return false;
  }
}

function write(path: string, pieces: readonly Uint8Array[]): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const piece of pieces) writeFileSync(file, piece);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
