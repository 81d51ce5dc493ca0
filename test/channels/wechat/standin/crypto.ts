import { timingSafeEqual } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';

/** What sealing and signing need: the account's token, its EncodingAESKey (43 characters) and its app id. */
export interface Keys {
  token: string;
  aesKey: string;
  appId: string;
}

/** `signature` without `encrypted`, `msg_signature` with it: hex, lower case. */
export function sign(token: string, timestamp: string, nonce: string, encrypted = ''): string {
  return getSignature(token, timestamp, nonce, encrypted);
}

/** The content of `<Encrypt>`, base64. `random` (16 bytes) only for vectors. */
export function seal(keys: Keys, message: string, random?: Buffer): string {
  return encrypt(keys.aesKey, message, keys.appId, random);
}

/** The message inside `<Encrypt>`. Throws when the key, the padding or the app id at the end is another. */
export function unseal(keys: Keys, encrypted: string): string {
  const { message, id } = decrypt(keys.aesKey, encrypted);
  if (id !== keys.appId) throw new Error('sealed for another account');
  return message;
}

/** Whether `signature` is exactly ours. */
export function sameSignature(ours: string, theirs: string): boolean {
  return ours.length === theirs.length && timingSafeEqual(Buffer.from(ours), Buffer.from(theirs));
}
