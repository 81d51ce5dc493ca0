import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BYTES = 32;

/** A secret key of 32 bytes that stays the same across starts, kept in the data folder for the owner of the process only. */
export function secretKey(dataDir: string, name: string): Uint8Array {
  const folder = join(dataDir, 'keys');
  const file = join(folder, `${name}.key`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeWhole(file, randomBytes(BYTES));
  const key = readFileSync(file);
  if (key.length !== BYTES) throw new Error(`${file} is damaged: remove it, and residents will be given new tokens.`);
  return key;
}

/** Written beside and linked into place: a start that is killed leaves no half key, and of two starts the first one's key stays. */
function writeWhole(file: string, bytes: Uint8Array): void {
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, bytes, { mode: 0o600 });
  try {
    linkSync(beside, file);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}
