import { readWechatToken, type WechatToken, writeWechatToken } from '#records/wechat/token.ts';
import { postJson } from './api.ts';
import type { WechatDoor } from './door.ts';
import { ApiRefusal } from './error-codes.ts';

/** A new token is fetched so long (milliseconds) before the old one ends; both hold in between. */
const AHEAD = 300_000;
/** Nodes do not all come at once. */
const SPREAD = 60_000;
/** The platform gives a new token by force only so often (milliseconds), and twenty times a day. */
const FORCE_EVERY = 30_000;

/** The account's token, one for all who ask. */
export interface AccessToken {
  get(): Promise<string>;
  /** Another one than `bad`, which the platform does not take any more. */
  insteadOf(bad: string): Promise<string>;
}

/** Keeps the token in the store, where other nodes find it. Whoever asks while one is fetched waits for the same. */
export function createAccessToken(door: Pick<WechatDoor, 'settings' | 'storage' | 'clock'>): AccessToken {
  const { settings, storage, clock } = door;
  let fetching: Promise<string> | undefined;
  const alone = (work: () => Promise<string>) => {
    fetching ??= work().finally(() => {
      fetching = undefined;
    });
    return fetching;
  };
  const fetchOne = async (force: boolean, before: WechatToken | undefined): Promise<string> => {
    const body = {
      grant_type: 'client_credential',
      appid: settings.appId,
      secret: settings.appSecret,
      force_refresh: force,
    };
    const answer = await postJson(settings.apiBase, '/cgi-bin/stable_token', { body });
    const { access_token: token, expires_in: seconds } = answer;
    if (typeof token !== 'string' || token === '') throw new Error('The platform gave no token.');
    const now = clock.now();
    const life = Math.max(0, Number(seconds) || 0) * 1000;
    const refreshAt = now + Math.max(0, life - AHEAD - Math.floor(Math.random() * SPREAD));
    const row = { app_id: settings.appId, token, refresh_at: refreshAt, expires_at: now + life };
    await writeWechatToken(storage.db, { ...row, forced_at: force ? now : (before?.forced_at ?? 0) });
    return token;
  };
  const renew = async (): Promise<string> => {
    const kept = await readWechatToken(storage.db, settings.appId);
    if (kept && kept.refresh_at > clock.now()) return kept.token;
    try {
      return await fetchOne(false, kept);
    } catch (error) {
      // The old one is good for a while yet.
      if (kept && kept.expires_at > clock.now()) return kept.token;
      throw error;
    }
  };
  const replace = async (bad: string): Promise<string> => {
    const kept = await readWechatToken(storage.db, settings.appId);
    if (kept && kept.token !== bad && kept.expires_at > clock.now()) return kept.token;
    const token = await fetchOne(false, kept);
    if (token !== bad) return token;
    if (clock.now() - (kept?.forced_at ?? 0) < FORCE_EVERY) throw new ApiRefusal(40001);
    return fetchOne(true, kept);
  };
  return { get: () => alone(renew), insteadOf: (bad) => alone(() => replace(bad)) };
}

/** Runs a call with a token; when that has become bad, once more with another. @throws what the call throws */
export async function withToken<T>(tokens: AccessToken, call: (token: string) => Promise<T>): Promise<T> {
  const token = await tokens.get();
  try {
    return await call(token);
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.remedy !== 'token') throw error;
    return call(await tokens.insteadOf(token));
  }
}
