import type { IncomingMessage, ServerResponse } from 'node:http';

/** Under https the browser itself holds the cookie to this host and path (`__Host-`); plain http knows no such name. */
const cookieName = (secure: boolean) => (secure ? '__Host-lobby' : 'lobby_staff');

/** The session's token as the browser sent it, or undefined. */
export function readSessionCookie(req: IncomingMessage, secure: boolean): string | undefined {
  const start = `${cookieName(secure)}=`;
  const pair = (req.headers.cookie ?? '')
    .split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(start));
  const token = pair?.slice(start.length);
  return token || undefined;
}

/** Gives the browser a session, gone when it is closed; undefined takes it away. */
export function writeSessionCookie(res: ServerResponse, token: string | undefined, secure: boolean): void {
  const parts = [`${cookieName(secure)}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (secure) parts.push('Secure');
  if (token === undefined) parts.push('Max-Age=0');
  res.setHeader('Set-Cookie', parts.join('; '));
}
