import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readFacts } from './build.ts';
import type { ShellAssets } from './chat/shell.ts';
import { listFiles, type StaticFiles } from './static-files.ts';

/** A page as it lies in the build folder: its files, and what only its own kind has. */
export interface BuiltPage<T> {
  files: StaticFiles;
  extra: T;
}

/** Gives the built page, read again when it was built again; undefined while there is none. */
export type PageSource<T> = () => Promise<BuiltPage<T> | undefined>;

/** The resident's page: the addresses of its scripts and the text of its style sheet. */
export const chatPage = (folder: string): PageSource<ShellAssets> => openPage(folder, readChatAssets);

/** The console: the text of its `index.html`, with `__CSP_NONCE__` where each answer's nonce goes. */
export const consolePage = (folder: string): PageSource<string> =>
  openPage(folder, () => readFile(join(folder, 'index.html'), 'utf8'));

function openPage<T>(folder: string, readExtra: (folder: string) => Promise<T>): PageSource<T> {
  let readAt = 0;
  let page: Promise<BuiltPage<T> | undefined> = Promise.resolve(undefined);
  const read = async () => ({ files: await listFiles(join(folder, 'assets')), extra: await readExtra(folder) });
  return async () => {
    const changedAt = await stat(join(folder, 'build.json')).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    if (changedAt !== readAt) {
      readAt = changedAt;
      page = changedAt === 0 ? Promise.resolve(undefined) : read();
    }
    return page;
  };
}

async function readChatAssets(folder: string): Promise<ShellAssets> {
  const facts = await readFacts(folder);
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Record<
    string,
    { file: string; css?: string[] }
  >;
  const entry = manifest['main.ts'];
  if (!entry || !facts?.webChat)
    throw new Error('The chat page was not built completely; run node src/web/build.ts --force.');
  const styles = await Promise.all((entry.css ?? []).map((file) => readFile(join(folder, file), 'utf8')));
  return { script: `/chat/${entry.file}`, webChat: `/chat/${facts.webChat}`, style: styles.join('') };
}
