import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Locale, toLocale } from './chat/words.ts';
import { LANGUAGE_COOKIE, readCookie, setCookie } from './cookies.ts';
import { accepts } from './static-files.ts';

/** Pages are made for each visit: a middling quality costs less than the bytes it saves. */
const BROTLI_QUALITY = 5;
const A_YEAR_DAYS = 365;

/** Answers a page that was just made, compressed as the browser takes it; HEAD gets the headers alone. */
export async function answerHtml(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  headers: Record<string, string>,
  html: string,
): Promise<void> {
  const { coding, bytes } = await compress(req, Buffer.from(html));
  const length = { 'content-length': String(bytes.length), ...(coding && { 'content-encoding': coding }) };
  res.writeHead(status, { ...headers, ...length });
  res.end(req.method === 'HEAD' ? undefined : bytes);
}

async function compress(req: IncomingMessage, bytes: Buffer): Promise<{ coding?: string; bytes: Buffer }> {
  if (accepts(req, 'br')) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
    return { coding: 'br', bytes: await promisify(brotliCompress)(bytes, { params }) };
  }
  return accepts(req, 'gzip') ? { coding: 'gzip', bytes: await promisify(gzip)(bytes) } : { bytes };
}

/**
 * The language of a page: asked for in the address (`?lang=en`, then `cookie` keeps it), chosen before, the browser's
 * own, else Chinese.
 */
export function chooseLocale(req: IncomingMessage, secure: boolean): { locale: Locale; cookie?: string } {
  const asked = toLocale(new URLSearchParams(req.url?.split('?')[1]).get('lang'));
  if (asked) return { locale: asked, cookie: setCookie(LANGUAGE_COOKIE, asked, { days: A_YEAR_DAYS, secure }) };
  const kept = toLocale(readCookie(req, LANGUAGE_COOKIE));
  const spoken = (req.headers['accept-language'] ?? '').split(',').map((part) => toLocale(part.trim()));
  return { locale: kept ?? spoken.find((locale) => locale !== undefined) ?? 'zh-CN' };
}
