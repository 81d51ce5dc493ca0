import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The folder of a console built for tests. */
export interface BuiltConsole {
  folder: string;
}

let built: Promise<BuiltConsole> | undefined;

/** Builds the console once for all tests of this process, apart from what `npm start` serves. */
export function buildConsole(): Promise<BuiltConsole> {
  built ??= (async () => {
    const folder = join(root, '.build/console-for-tests');
    const configFile = join(root, 'src/web/console/vite.config.ts');
    await build({ configFile, logLevel: 'warn', mode: 'production', build: { outDir: folder } });
    return { folder };
  })();
  return built;
}

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

/** Serves one built file as the real desk does: the page itself with its security headers and the nonce filled in. */
export async function serveFile(
  { folder }: BuiltConsole,
  path: string,
  res: ServerResponse,
  page: { nonce: string; headers: Record<string, string> },
): Promise<void> {
  const name = path === '/console/' ? 'index.html' : normalize(path).replace(/^\/console\//, '');
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  if (!bytes) {
    res.writeHead(404).end();
    return;
  }
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  if (name !== 'index.html') {
    res.writeHead(200, { 'content-type': type }).end(bytes);
    return;
  }
  res.writeHead(200, page.headers).end(bytes.toString().replaceAll('__CSP_NONCE__', page.nonce));
}
