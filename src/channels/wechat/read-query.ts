import { WechatRefusal } from './errors.ts';

/** What the platform puts into the address it calls. */
export interface PushQuery {
  signature: string;
  timestamp: string;
  nonce: string;
  encryptType: string | undefined;
  msgSignature: string | undefined;
  echostr: string | undefined;
}

/** How far (milliseconds) the platform's clock and ours may differ. */
const WINDOW = 5 * 60_000;
const LONGEST = 512;

/** Reads the address of a call; each parameter at most once. @throws WechatRefusal */
export function readQuery(url: string | undefined, now: number): PushQuery {
  const { searchParams } = new URL(url ?? '', 'http://localhost');
  const one = (name: string) => {
    const all = searchParams.getAll(name);
    if (all.length > 1 || (all[0]?.length ?? 0) > LONGEST) throw new WechatRefusal('query');
    return all[0];
  };
  const [signature, timestamp, nonce] = [one('signature'), one('timestamp'), one('nonce')];
  if (!signature || !nonce || !timestamp || !/^\d{1,12}$/.test(timestamp)) throw new WechatRefusal('query');
  if (Math.abs(Number(timestamp) * 1000 - now) > WINDOW) throw new WechatRefusal('expired');
  return {
    ...{ signature, timestamp, nonce },
    encryptType: one('encrypt_type'),
    msgSignature: one('msg_signature'),
    echostr: one('echostr'),
  };
}
