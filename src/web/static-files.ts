import { readdir, readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** Best first. The file's ending beside the original, and what HTTP calls it. */
const CODINGS = [
  { ending: '.br', coding: 'br' },
  { ending: '.gz', coding: 'gzip' },
] as const;

interface StaticFile {
  path: string;
  type: string;
  codings: Set<string>;
  tag: string;
}

/** The files below one folder, by name with `/`. Only names found when listing can be asked for, so no path escapes. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

/** Lists a folder; empty where it does not exist. Names carry a hash of their content, so that they never change. */
export async function listFiles(folder: string): Promise<StaticFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const known = new Set(paths);
  const files = new Map<string, StaticFile>();
  for (const path of paths) {
    const type = TYPES[extname(path)];
    if (!type) continue;
    const codings = new Set(CODINGS.filter(({ ending }) => known.has(path + ending)).map(({ coding }) => coding));
    const { size, mtimeMs } = await stat(path);
    const name = relative(folder, path).split(sep).join('/');
    files.set(name, { path, type, codings, tag: `${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}` });
  }
  return files;
}

/** Answers GET and HEAD for one file: smallest coding the browser takes, kept for a year, 304 for one it has. */
export async function serveFile(files: StaticFiles, name: string, req: IncomingMessage, res: ServerResponse) {
  const file = files.get(name);
  if (!file) return answerText(res, 404, 'There is nothing at this address.');
  const chosen = CODINGS.find(({ coding }) => file.codings.has(coding) && accepts(req, coding));
  const etag = `"${file.tag}${chosen ? `-${chosen.coding}` : ''}"`;
  const headers = { etag, vary: 'accept-encoding', 'cache-control': 'public, max-age=31536000, immutable' };
  if (req.headers['if-none-match']?.includes(etag)) {
    res.writeHead(304, headers);
    return res.end();
  }
  const bytes = await readFile(file.path + (chosen?.ending ?? ''));
  res.writeHead(200, {
    ...headers,
    'content-type': file.type,
    'content-length': bytes.length,
    'x-content-type-options': 'nosniff',
    ...(chosen && { 'content-encoding': chosen.coding }),
  });
  res.end(req.method === 'HEAD' ? undefined : bytes);
}

/** Whether the browser takes a coding: named, and not with `q=0`. */
export function accepts(req: IncomingMessage, coding: string): boolean {
  const offers = String(req.headers['accept-encoding'] ?? '').split(',');
  return offers.some((offer) => {
    const [name, ...parameters] = offer.split(';').map((part) => part.trim().toLowerCase());
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

/** A short answer in words, never cached. */
export function answerText(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  res.end(text);
}
