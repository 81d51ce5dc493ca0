import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type RefusalReason, WechatRefusal } from './errors.ts';

/** The platform pads to blocks of 32 bytes, whatever AES has. */
const BLOCK = 32;
const RANDOM = 16;
const LENGTH = 4;

/** The hex SHA-1 of the parts, sorted and put together: all of the platform's signatures are this. */
export function signatureOf(...parts: string[]): string {
  return createHash('sha1').update(parts.toSorted().join('')).digest('hex');
}

/** Compares in constant time; `given` has to be 40 lower-case hex digits. */
export function isSignature(given: string, expected: string): boolean {
  if (!/^[0-9a-f]{40}$/.test(given)) return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(expected, 'hex'));
}

/** The 32 bytes of an EncodingAESKey (43 letters and digits). @throws Error when it is none */
export function keyOf(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey) || key.length !== 32) throw new Error('Not an EncodingAESKey.');
  return key;
}

/**
 * Opens what the platform encrypted for one account: `random(16) | length(4) | message | app id`, padded. Its signature must
 * have been checked before.
 * @throws WechatRefusal
 */
export function decrypt(encrypted: string, key: Buffer, appId: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypted)) throw new WechatRefusal('base64 (-40010)');
  const plain = unpad(decipher(Buffer.from(encrypted, 'base64'), key));
  if (plain.length < RANDOM + LENGTH) throw new WechatRefusal('buffer (-40008)');
  const end = RANDOM + LENGTH + plain.readUInt32BE(RANDOM);
  if (end > plain.length) throw new WechatRefusal('buffer (-40008)');
  const tail = plain.subarray(end);
  const own = Buffer.from(appId, 'utf8');
  if (tail.length !== own.length || !timingSafeEqual(tail, own)) throw new WechatRefusal('app-id (-40005)');
  return textOf(plain.subarray(RANDOM + LENGTH, end));
}

/** Encrypts a message for the platform; `random` (16 bytes) is for tests. */
export function encrypt(message: string, key: Buffer, appId: string, random = randomBytes(RANDOM)): string {
  const text = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([random, length, text, Buffer.from(appId, 'utf8')]);
  const pad = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
    'base64',
  );
}

/** UTF-8 or nothing. @throws WechatRefusal */
export function textOf(bytes: Uint8Array, reason: RefusalReason = 'text'): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new WechatRefusal(reason);
  }
}

function decipher(bytes: Buffer, key: Buffer): Buffer {
  if (bytes.length === 0 || bytes.length % 16 !== 0) throw new WechatRefusal('decrypt (-40007)');
  const opening = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([opening.update(bytes), opening.final()]);
}

function unpad(bytes: Buffer): Buffer {
  const pad = bytes.at(-1) ?? 0;
  if (pad < 1 || pad > BLOCK || pad > bytes.length) throw new WechatRefusal('decrypt (-40007)');
  if (bytes.subarray(-pad).some((byte) => byte !== pad)) throw new WechatRefusal('decrypt (-40007)');
  return bytes.subarray(0, -pad);
}
