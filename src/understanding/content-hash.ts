import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CODE = '{{local,entities,knowledge}/**/*.{ts,txt},placeholders.ts,fold.ts}';

/**
 * A short name (16 letters) for something fitted: equal when it would be fitted from the same contents by the same code. The code counts too,
 * since an upgrade that finds entities otherwise must not go on with a model that was taught by the old finding.
 */
export function contentHash(contents: unknown): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of globSync(CODE, { cwd: import.meta.dirname }).sort())
    hash.update(readFileSync(join(import.meta.dirname, file)));
  hash.update(JSON.stringify(contents));
  return hash.digest('hex').slice(0, 16);
}
