import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultWords } from '../entities/words.ts';
import type { Example } from './fit.ts';

const UNDERSTANDING = join(import.meta.dirname, '..');

/**
 * A short name (16 letters) for a model: equal when it would be fitted from the same sentences and fault words by the same code. The code counts
 * too, since an upgrade that finds entities otherwise must not go on with a model that was taught by the old finding.
 */
export function contentHash(examples: readonly Example[], faultWords: FaultWords): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of globSync('{local,entities}/**/*.{ts,txt}', { cwd: UNDERSTANDING }).sort())
    hash.update(readFileSync(join(UNDERSTANDING, file)));
  for (const file of ['placeholders.ts', 'fold.ts']) hash.update(readFileSync(join(UNDERSTANDING, file)));
  hash.update(JSON.stringify([examples, faultWords]));
  return hash.digest('hex').slice(0, 16);
}
