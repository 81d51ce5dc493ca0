import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BYTES = 32;

/** A secret key of 32 bytes that stays the same across starts, kept in the data folder for the owner of the process only. */
export function secretKey(dataDir: string, name: string): Uint8Array {
  const folder = join(dataDir, 'keys');
  const file = join(folder, `${name}.key`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(BYTES), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  const key = readFileSync(file);
  if (key.length !== BYTES) throw new Error(`${file} is damaged: remove it, and residents will be given new tokens.`);
  return key;
}
