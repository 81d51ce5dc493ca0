import type { IncomingMessage } from 'node:http';

const DAY_SECONDS = 86_400;

/** The visitor's conversation; its value comes from `session` and means nothing here. */
export const CHAT_COOKIE = 'lobby_chat';

/** The language the visitor chose. */
export const LANGUAGE_COOKIE = 'lobby_lang';

/** One cookie of a request. */
export function readCookie(req: IncomingMessage, name: string): string | undefined {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || undefined;
  }
  return undefined;
}

/**
 * A Set-Cookie header. Where other sites embed the page, browsers keep a cookie in their frame only when it says so, and
 * then for that site alone (`Partitioned`).
 */
export function setCookie(
  name: string,
  value: string,
  { days, secure, embedded, script }: { days: number; secure: boolean; embedded?: boolean; script?: boolean },
): string {
  const site = embedded && secure ? 'SameSite=None; Partitioned' : 'SameSite=Lax';
  const flags = [`Path=/`, `Max-Age=${days * DAY_SECONDS}`, site, script ? '' : 'HttpOnly', secure ? 'Secure' : ''];
  return [`${name}=${value}`, ...flags.filter(Boolean)].join('; ');
}
