import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Tokens } from '#channels/direct-line/tokens.ts';
import { toWatermark } from '#channels/direct-line/watermark.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { newestWords } from '#records/newest-words.ts';
import type { Storage } from '#storage/storage.ts';

/** As many messages of a long conversation as a page shows at once: a few screens, drawn soon on a slow phone. */
const SHOWN_AT_ONCE = 40;

/** What a browser gets: a Direct Line token for its own conversation, and the cookie that brings it back there. */
export interface ChatSession {
  token: string;
  conversationId: string;
  userId: string;
  expiresIn: number;
  cookie: string;
  /** Where the page begins to read a long conversation, and who had it there; absent where it reads all of it. */
  newest?: { watermark: string; notice?: unknown };
}

type Asked = { estateId?: string; cookie?: string; locale: string };

/**
 * Ties a browser to one conversation by a signed cookie: `estate.conversation.user.signature`. A cookie of another estate
 * or with a wrong signature is taken for none.
 */
export function createChatSessions(tools: {
  storage: Storage;
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
    const newest = known ? await newestOf(tools.storage, conversationId) : undefined;
    return { token, conversationId, userId, expiresIn, cookie: `${value}.${sign(value)}`, newest };
  };
}

async function newestOf({ db }: Storage, conversationId: string): Promise<ChatSession['newest']> {
  const found = await newestWords(db, conversationId, SHOWN_AT_ONCE);
  return found && { watermark: toWatermark(found.after), notice: found.notice };
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
