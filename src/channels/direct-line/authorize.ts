import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { conversationNotFound, DirectLineError, forbidden } from './errors.ts';
import type { Service } from './service.ts';
import type { TokenClaims } from './tokens.ts';

/** Who calls: a client by the claims of its token, or the owner's own server by the master secret. */
export type Caller = { by: 'token'; claims: TokenClaims; token: string } | { by: 'secret' };

/** Rejects with 401 where nothing readable was presented, 403 where it does not open this door. */
export async function authorize(service: Service, req: IncomingMessage): Promise<Caller> {
  const presented = credentials(req);
  if (!presented) {
    const headers = { 'WWW-Authenticate': 'Bearer' };
    throw new DirectLineError(401, 'Unauthorized', 'A token or secret is required.', headers);
  }
  if (holdsSecret(service, req)) return { by: 'secret' };
  const claims = await service.tokens.verify(presented);
  checkTokenOrigin(claims.origins, req);
  return { by: 'token', claims, token: presented };
}

/** Whether the owner's own server is calling. */
export function holdsSecret(service: Service, req: IncomingMessage): boolean {
  const presented = credentials(req);
  return service.secret !== undefined && presented !== undefined && isSame(presented, service.secret);
}

/** Rejects a page that the token was not made for. */
export function checkTokenOrigin(origins: string[] | undefined, req: IncomingMessage): void {
  const { origin } = req.headers;
  if (origins && origin && !origins.includes(origin)) throw forbidden('The token is not for this origin.');
}

/** Rejects a token of another conversation with 403, and what does not exist with 404. */
export async function openConversation(service: Service, caller: Caller, id: string): Promise<{ lastSeq: number }> {
  checkConversation(caller, id);
  const found = await service.log.find(id);
  if (!found) throw conversationNotFound();
  return found;
}

/** Rejects a token of another conversation with 403. */
export function checkConversation(caller: Caller, id: string): void {
  if (caller.by === 'token' && caller.claims.conversationId !== id) {
    throw forbidden('The token is for another conversation.');
  }
}

function credentials(req: IncomingMessage): string | undefined {
  return /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
}

/** In equal time for any guess of the right length; the length itself is no secret. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
