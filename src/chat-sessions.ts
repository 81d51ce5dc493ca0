import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Tokens } from '#channels/direct-line/tokens.ts';
import type { Handbook } from '#handbook/handbook.ts';

/** What a browser gets: a Direct Line token for its own conversation, and the cookie that brings it back there. */
export interface ChatSession {
  token: string;
  conversationId: string;
  userId: string;
  expiresIn: number;
  cookie: string;
}

type Asked = { estateId?: string; cookie?: string; locale: string };

/**
 * Ties a browser to one conversation by a signed cookie: `estate.conversation.user.signature`. A cookie of another estate
 * or with a wrong signature is taken for none.
 */
export function createChatSessions(tools: {
  tokens: Tokens;
  handbook: Handbook;
  key: Uint8Array;
}): (asked: Asked) => Promise<ChatSession> {
  const sign = (value: string) => createHmac('sha256', tools.key).update(value).digest('base64url');
  return async ({ estateId, cookie, locale }) => {
    const estate = estateId ? tools.handbook.estate(estateId) : tools.handbook.estates()[0];
    if (!estate) throw new Error('The handbook has no such estate.');
    const known = cookie ? readCookie(cookie, sign) : undefined;
    const ids =
      known && known.estate === estate.id
        ? known
        : { estate: estate.id, conversationId: randomId(), userId: `dl_${randomId()}` };
    const value = [ids.estate, ids.conversationId, ids.userId].join('.');
    const { conversationId, userId } = ids;
    const token = await tools.tokens.issue({ conversationId, userId, context: { estate: estate.id, locale } });
    const expiresIn = tools.tokens.lifetimeSeconds;
    return { token, conversationId, userId, expiresIn, cookie: `${value}.${sign(value)}` };
  };
}

function readCookie(cookie: string, sign: (value: string) => string) {
  const [estate, conversationId, userId, signature] = cookie.split('.');
  if (!estate || !conversationId || !userId || !signature) return undefined;
  const wanted = Buffer.from(sign([estate, conversationId, userId].join('.')));
  const given = Buffer.from(signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given)
    ? { estate, conversationId, userId }
    : undefined;
}

function randomId(): string {
  return randomBytes(18).toString('base64url');
}
