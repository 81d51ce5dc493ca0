import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compressFolder } from './compress.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const webChatBundle = 'node_modules/botframework-webchat/dist/webchat-minimal.js';

/** The pages and what each is made of, below the project's folder. */
const pages = {
  chat: { folder: 'src/web/chat', also: () => [webChatBundle] },
  console: { folder: 'src/web/console', also: () => globSync('src/console/**/*.ts', { cwd: root }).sort() },
} as const;

type Page = keyof typeof pages;

/** What `build.json` beside the built files says. `webChat` is the name of the copied bundle, chat page only. */
export interface BuildFacts {
  sources: string;
  webChat?: string;
}

/** Where the pages lie once built, unless told otherwise. */
export const buildFolder = join(root, '.build');

/**
 * Builds the two pages where their sources changed since the last time, each in a process of its own, so that a server
 * that is already running keeps answering. Answers which were built. Rejects with the bundler's own words.
 */
export async function buildPages(options: { force?: boolean; outDir?: string; only?: Page } = {}): Promise<Page[]> {
  const { force = false, outDir = buildFolder, only } = options;
  const wanted = only ? [only] : (Object.keys(pages) as Page[]);
  const names = wanted.filter((page) => existsSync(join(root, pages[page].folder, 'vite.config.ts')));
  const built = await Promise.all(
    names.map(async (page) => {
      const sources = await hashSources(page);
      if (!force && (await readFacts(join(outDir, page)))?.sources === sources) return undefined;
      await promisify(execFile)(process.execPath, [import.meta.filename, page, sources, outDir], { cwd: root });
      return page;
    }),
  );
  return built.filter((page) => page !== undefined);
}

/** Reads `build.json` of one built page; undefined where there is none. */
export async function readFacts(folder: string): Promise<BuildFacts | undefined> {
  const text = await readFile(join(folder, 'build.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as BuildFacts);
}

async function hashSources(page: Page): Promise<string> {
  const { folder, also } = pages[page];
  const own = ['build.ts', 'compress.ts'].map((name) => join('src/web', name));
  const inside = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = inside
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  const hash = createHash('sha256');
  for (const file of [...files.sort(), ...also(), ...own, 'package-lock.json']) {
    hash
      .update(`${file}\0`)
      .update(await readFile(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Builds beside the old files and swaps the folders at the end: whoever serves them never sees half a page. */
async function buildPage(page: Page, sources: string, outDir: string): Promise<void> {
  const { build } = await import('vite');
  const [target, fresh, stale] = [page, `.${page}-${process.pid}`, `.${page}-${process.pid}-old`].map((name) =>
    join(outDir, name),
  ) as [string, string, string];
  try {
    const configFile = join(root, pages[page].folder, 'vite.config.ts');
    await build({ configFile, mode: 'production', build: { outDir: fresh, emptyOutDir: true } });
    const facts: BuildFacts = { sources };
    if (page === 'chat') facts.webChat = await copyWebChat(fresh);
    await compressFolder(fresh, join(outDir, 'compressed'));
    await writeFile(join(fresh, 'build.json'), JSON.stringify(facts));
    if (existsSync(target)) await rename(target, stale);
    await rename(fresh, target);
  } finally {
    for (const folder of [fresh, stale]) await rm(folder, { recursive: true, force: true });
  }
}

/** Web Chat is a file of its own: ours changes often, those 1.9 MB only with the package. */
async function copyWebChat(folder: string): Promise<string> {
  const bundle = join(root, webChatBundle);
  const hash = createHash('sha256')
    .update(await readFile(bundle))
    .digest('base64url')
    .slice(0, 10);
  const name = `assets/webchat-${hash}.js`;
  await mkdir(join(folder, 'assets'), { recursive: true });
  await copyFile(bundle, join(folder, name));
  return name;
}

if (import.meta.main) {
  const [page, sources, outDir] = process.argv.slice(2);
  if (page && sources && outDir) await buildPage(page as Page, sources, outDir);
  else {
    const began = Date.now();
    const built = await buildPages({ force: page === '--force' });
    const what = built.length > 0 ? `built ${built.join(', ')}` : 'nothing to build';
    console.log(`${what} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
}
