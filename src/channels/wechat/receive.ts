import type { IncomingMessage } from 'node:http';
import type { WechatDoor } from './door.ts';
import { type RefusalReason, WechatRefusal } from './errors.ts';
import { decrypt, isSignature, keyOf, signatureOf, textOf } from './message-crypt.ts';
import { readBody } from './read-body.ts';
import { type Push, readPush } from './read-push.ts';
import { type PushQuery, readQuery } from './read-query.ts';
import { BadXml, type Fields, readXml } from './read-xml.ts';

const MOST_BYTES = 64 * 1024;
/** In compatible mode everything comes twice, once readable. */
const MOST_BYTES_COMPATIBLE = 256 * 1024;

/** A message that surely comes from the platform, and how its answer is to be wrapped. */
export interface Received {
  push: Push;
  nonce: string;
  /** The key it was encrypted with; absent in plain mode. */
  key?: Buffer;
}

/** Answers the platform's check of the address with its own `echostr`. @throws WechatRefusal */
export function verifyAddress(door: WechatDoor, req: IncomingMessage): string {
  const query = readQuery(req.url, door.clock.now());
  if (query.echostr === undefined) throw new WechatRefusal('query');
  checkOuter(door, query);
  return query.echostr;
}

/**
 * Reads one post of the platform: size, address, time, envelope, signature, encryption, account, message, in this order.
 * @throws WechatRefusal
 */
export async function receive(door: WechatDoor, req: IncomingMessage): Promise<Received> {
  const { mode } = door.settings;
  const body = await readBody(req, mode === 'compatible' ? MOST_BYTES_COMPATIBLE : MOST_BYTES);
  const query = readQuery(req.url, door.clock.now());
  const opened = mode === 'plain' ? readPlain(door, query, body) : openEnvelope(door, query, body);
  const push = readPush(opened.message);
  if (!push) throw new WechatRefusal('message (-40002)');
  const { originalId } = door.settings;
  if (originalId !== undefined && push.to !== originalId) throw new WechatRefusal('account');
  return { push, nonce: query.nonce, key: opened.key };
}

/** Says nothing about the body: only who knows the token may have sent it, or whoever saw such an address. */
function checkOuter({ settings }: WechatDoor, { signature, timestamp, nonce }: PushQuery): void {
  const expected = signatureOf(settings.token, timestamp, nonce);
  if (!isSignature(signature, expected)) throw new WechatRefusal('signature (-40001)');
}

function readPlain(door: WechatDoor, query: PushQuery, body: Buffer): { message: Fields; key?: Buffer } {
  if (query.encryptType !== undefined && query.encryptType !== 'raw') throw new WechatRefusal('mode');
  checkOuter(door, query);
  return { message: fieldsOf(textOf(body), 'message (-40002)') };
}

/** Whatever stands beside `Encrypt` is not signed and is not read. */
function openEnvelope(door: WechatDoor, query: PushQuery, body: Buffer): { message: Fields; key?: Buffer } {
  if (query.encryptType !== 'aes' || !query.msgSignature) throw new WechatRefusal('mode');
  const encrypted = fieldsOf(textOf(body), 'envelope (-40002)').get('Encrypt');
  if (!encrypted) throw new WechatRefusal('mode');
  const { settings } = door;
  const expected = signatureOf(settings.token, query.timestamp, query.nonce, encrypted);
  if (!isSignature(query.msgSignature, expected)) throw new WechatRefusal('signature (-40001)');
  const { text, key } = openWithEither(settings, encrypted);
  return { message: fieldsOf(text, 'message (-40002)'), key };
}

/** While the platform changes over to a new key, messages under both arrive; each is answered under its own. */
function openWithEither(
  { aesKey, previousAesKey, appId }: WechatDoor['settings'],
  encrypted: string,
): { text: string; key: Buffer } {
  let refusal: unknown;
  for (const encodingKey of [aesKey, previousAesKey]) {
    if (!encodingKey) continue;
    const key = keyOf(encodingKey);
    try {
      return { text: decrypt(encrypted, key, appId), key };
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal ?? new WechatRefusal('decrypt (-40007)');
}

function fieldsOf(text: string, reason: RefusalReason): Fields {
  try {
    return readXml(text);
  } catch (error) {
    throw error instanceof BadXml ? new WechatRefusal(reason) : error;
  }
}
