import { randomBytes } from 'node:crypto';
import { authorize, type Caller, holdsSecret, openConversation } from './authorize.ts';
import { answer, type Call } from './call.ts';
import { badArgument, DirectLineError, forbidden } from './errors.ts';
import { readJson } from './read-body.ts';
import { baseUrl, PREFIX } from './service.ts';
import { readLocale, readOrigins, readUser } from './token-parameters.ts';
import type { TokenGrant } from './tokens.ts';
import { fromWatermark, toWatermark } from './watermark.ts';

/** POST tokens/generate, for the owner's servers only: a token for a conversation that is not started yet. */
export async function generateToken(call: Call): Promise<void> {
  const { service, req, res } = call;
  limitStarts(call);
  const caller = await authorize(service, req);
  if (caller.by !== 'secret') throw forbidden('Tokens are generated with the secret.');
  const body = await readJson(req, service.limits.json, { optional: true });
  const user = readUser(body);
  if (user.id && !user.id.startsWith('dl_')) throw badArgument('The user id in a token must start with dl_.');
  const origins = readOrigins(body);
  const grant = { conversationId: newId(), userId: user.id ?? `dl_${newId()}`, userName: user.name, origins };
  answer(res, 200, await withToken(call, grant));
}

/** POST tokens/refresh: a token for the same conversation and user, from one that has not expired. */
export async function refreshToken(call: Call): Promise<void> {
  const { service, req, res } = call;
  limitStarts(call);
  const caller = await authorize(service, req);
  if (caller.by !== 'token') throw forbidden('A secret needs no refreshing.');
  const { claims } = caller;
  answer(res, 200, {
    conversationId: claims.conversationId,
    token: await service.tokens.refresh(caller.token),
    expires_in: service.tokens.lifetimeSeconds,
  });
}

/**
 * POST conversations: 201 where this opened the conversation, 200 where it was open. The stream begins at the first
 * activity either way, so that nothing said before the socket opens is missed.
 */
export async function startConversation(call: Call): Promise<void> {
  const { service, req, res } = call;
  limitStarts(call);
  const caller = await authorize(service, req);
  const body = await readJson(req, service.limits.json, { optional: true });
  const grant = caller.by === 'token' ? caller.claims : newGrant(body);
  const { conversationId, context } = grant;
  const user = { id: grant.userId, name: grant.userName };
  const { created } = await service.log.start({ conversationId, user, locale: readLocale(body), context });
  answer(res, created ? 201 : 200, await withStream(call, grant, 0));
}

/** GET conversations/:id?watermark=: a new stream that begins after the watermark, or now where none is given. */
export async function reconnect(call: Call): Promise<void> {
  const { service, req, res, params, query } = call;
  const caller = await authorize(service, req);
  const conversationId = params.conversationId ?? '';
  const { lastSeq } = await openConversation(service, caller, conversationId);
  const watermark = query.get('watermark');
  const after = watermark ? fromWatermark(watermark, lastSeq) : lastSeq;
  answer(res, 200, await withStream(call, grantOf(caller, conversationId), after));
}

/** GET session/getsessionid. The id serves OAuth magic codes, which this service does not offer; clients ask anyway. */
export async function getSessionId({ service, req, res }: Call): Promise<void> {
  await authorize(service, req);
  answer(res, 200, { sessionId: newId() });
}

function limitStarts({ service, req }: Call): void {
  if (holdsSecret(service, req)) return;
  const seconds = service.mustWait(service.clientAddress(req));
  if (seconds === 0) return;
  throw new DirectLineError(429, 'TooManyRequests', 'Too many conversations.', { 'Retry-After': String(seconds) });
}

/** The secret's holder may name its user as it likes: it speaks for all of them. */
function newGrant(body: Record<string, unknown>): TokenGrant {
  const user = readUser(body);
  return { conversationId: newId(), userId: user.id ?? `dl_${newId()}`, userName: user.name };
}

function grantOf(caller: Caller, conversationId: string): TokenGrant {
  return caller.by === 'token' ? caller.claims : { conversationId, userId: `dl_${newId()}` };
}

async function withToken({ service }: Call, grant: TokenGrant) {
  const token = await service.tokens.issue(grant);
  return { conversationId: grant.conversationId, token, expires_in: service.tokens.lifetimeSeconds };
}

async function withStream(call: Call, grant: TokenGrant, after: number) {
  const ticket = await call.service.tokens.issueTicket(grant);
  const base = baseUrl(call.service, call.req).replace(/^http/, 'ws');
  const path = `${PREFIX}/conversations/${encodeURIComponent(grant.conversationId)}/stream`;
  const streamUrl = `${base}${path}?watermark=${toWatermark(after)}&t=${ticket}`;
  return { ...(await withToken(call, grant)), streamUrl };
}

/** 144 random bits: ids are addresses, and nobody may guess one. */
const newId = () => randomBytes(18).toString('base64url');
