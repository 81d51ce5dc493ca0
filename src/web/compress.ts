import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = new Set(['.js', '.css', '.html', '.svg', '.json', '.txt']);
const SMALLEST = 1024;

const codings = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
};

/**
 * Puts `.br` and `.gz` beside every text file of a folder that is worth it. Brotli at its best takes seconds for Web
 * Chat, so each content is compressed once and kept in `cache` by its hash; the work runs on Node's own threads.
 */
export async function compressFolder(folder: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && TEXT.has(extname(entry.name)));
  await Promise.all(files.map((entry) => compressFile(join(entry.parentPath, entry.name), cache)));
}

async function compressFile(file: string, cache: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < SMALLEST) return;
  const hash = createHash('sha256').update(bytes).digest('hex');
  for (const [ending, compress] of Object.entries(codings)) {
    const kept = join(cache, `${hash}.${ending}`);
    const known = await copyFile(kept, `${file}.${ending}`).then(
      () => true,
      () => false,
    );
    if (known) continue;
    const small = await compress(bytes);
    await writeFile(`${kept}.${process.pid}`, small);
    await rename(`${kept}.${process.pid}`, kept);
    await writeFile(`${file}.${ending}`, small);
  }
}
