import { createSecretKey, randomUUID } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { DirectLineError, forbidden } from './errors.ts';

const ISSUER = 'direct-line';
const TICKET_SECONDS = 60;
const LINK_STEP_SECONDS = 3600;
const CACHE_SIZE = 10_000;
const KEY_BYTES = 32;

/** What a conversation token says. `origins`: pages that may use it, all when absent. */
export interface TokenGrant {
  conversationId: string;
  userId: string;
  userName?: string;
  context?: Record<string, string>;
  origins?: string[];
}

/** A grant read back from a valid token; `expiresAt` in milliseconds since 1970. */
export interface TokenClaims extends TokenGrant {
  expiresAt: number;
}

/** Signs and checks everything a client is handed. All `verify…` reject with a DirectLineError of status 403. */
export interface Tokens {
  readonly lifetimeSeconds: number;
  issue(grant: TokenGrant): Promise<string>;
  verify(token: string): Promise<TokenClaims>;
  /** A new token for the same grant, from a token that has not expired. */
  refresh(token: string): Promise<string>;
  /** Opens the stream of this conversation within 60 seconds. May be used again in that time: DirectLineJS does. */
  issueTicket(grant: TokenGrant): Promise<string>;
  verifyTicket(ticket: string): Promise<TokenGrant>;
  /** The signature of a link to one file, the same within an hour, so that browsers can keep the file. */
  issueFileLink(file: { conversationId: string; fileId: string }): Promise<string>;
  verifyFileLink(link: string): Promise<{ conversationId: string; fileId: string }>;
}

/** The key stays with the caller and outlives restarts, and so do the tokens. Throws on a key under 32 bytes. */
export function createTokens(options: { key: Uint8Array; now?: () => number; lifetimeSeconds?: number }): Tokens {
  const { now = Date.now, lifetimeSeconds = 86_400 } = options;
  if (options.key.byteLength < KEY_BYTES) throw new Error(`The Direct Line token key needs ${KEY_BYTES} bytes.`);
  const signer = createSigner(options.key, now);
  const expiry = () => Math.floor(now() / 1000) + lifetimeSeconds;
  const issue = (grant: TokenGrant) => signer.sign('token', { ...toPayload(grant), jti: randomUUID() }, expiry());
  const verify = remember(now, async (token) => toClaims(await signer.verify('token', token)));
  return {
    lifetimeSeconds,
    issue,
    verify,
    refresh: async (token) => issue(await verify(token)),
    issueTicket: (grant) => signer.sign('ticket', toPayload(grant), Math.floor(now() / 1000) + TICKET_SECONDS),
    verifyTicket: async (ticket) => toClaims(await signer.verify('ticket', ticket)),
    issueFileLink: ({ conversationId, fileId }) =>
      signer.sign('file', { conv: conversationId, file: fileId }, roundUp(expiry(), LINK_STEP_SECONDS)),
    verifyFileLink: async (link) => {
      const payload = await signer.verify('file', link);
      return { conversationId: String(payload.conv), fileId: String(payload.file) };
    },
  };
}

function createSigner(bytes: Uint8Array, now: () => number) {
  const key = createSecretKey(bytes);
  return {
    sign: (audience: string, payload: JWTPayload, expiresAt: number) =>
      new SignJWT(payload)
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(ISSUER)
        .setAudience(`${ISSUER}/${audience}`)
        .setExpirationTime(expiresAt)
        .sign(key),
    verify: async (audience: string, token: string) => {
      try {
        const expected = { algorithms: ['HS256'], issuer: ISSUER, audience: `${ISSUER}/${audience}` };
        const required = { requiredClaims: ['exp', 'conv'], currentDate: new Date(now()) };
        return (await jwtVerify(token, key, { ...expected, ...required })).payload;
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw tokenExpired();
        throw forbidden('Invalid token or secret.');
      }
    },
  };
}

/** Checking a signature costs more than the rest of a request, and a client sends the same token for hours. */
function remember(now: () => number, check: (token: string) => Promise<TokenClaims>) {
  const known = new Map<string, TokenClaims>();
  return async (token: string): Promise<TokenClaims> => {
    const hit = known.get(token);
    if (hit && hit.expiresAt > now()) return hit;
    known.delete(token);
    const claims = await check(token);
    const oldest = known.size >= CACHE_SIZE ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    known.set(token, claims);
    return claims;
  };
}

const tokenExpired = () => new DirectLineError(403, 'TokenExpired', 'The token has expired.');

const roundUp = (value: number, step: number) => Math.ceil(value / step) * step;

/** `user` is the claim by which DirectLineJS knows that the user id is fixed. Absent values are left out of the JSON. */
function toPayload(grant: TokenGrant): JWTPayload {
  const { conversationId, userId, userName, context, origins } = grant;
  return { conv: conversationId, user: userId, name: userName, ctx: context, origins };
}

function toClaims(payload: JWTPayload): TokenClaims {
  return {
    conversationId: String(payload.conv),
    userId: String(payload.user),
    userName: payload.name as string | undefined,
    context: payload.ctx as Record<string, string> | undefined,
    origins: payload.origins as string[] | undefined,
    expiresAt: (payload.exp ?? 0) * 1000,
  };
}
