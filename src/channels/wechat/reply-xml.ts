import { encrypt, signatureOf } from './message-crypt.ts';
import type { Received } from './receive.ts';

/** Answers "received, nothing to say"; never encrypted. */
export const NOTHING_TO_SAY = 'success';

/** The XML of a text answer, wrapped as the message came. */
export function textReply(
  text: string,
  { push, nonce, key }: Received,
  about: { now: number; appId: string; token: string },
): string {
  const timestamp = String(Math.floor(about.now / 1000));
  const fields = [
    ['ToUserName', cdata(push.from)],
    ['FromUserName', cdata(push.to)],
    ['CreateTime', timestamp],
    ['MsgType', cdata('text')],
    ['Content', cdata(text)],
  ];
  const plain = xml(fields);
  if (!key) return plain;
  const encrypted = encrypt(plain, key, about.appId);
  const signature = signatureOf(about.token, timestamp, nonce, encrypted);
  return xml([
    ['Encrypt', cdata(encrypted)],
    ['MsgSignature', cdata(signature)],
    ['TimeStamp', timestamp],
    ['Nonce', cdata(nonce)],
  ]);
}

function xml(fields: string[][]): string {
  return `<xml>${fields.map(([name, value]) => `<${name}>${value}</${name}>`).join('')}</xml>`;
}

/** Text in XML: the end mark is cut in two, and what XML does not allow at all is left out. */
function cdata(text: string): string {
  const allowed = text.toWellFormed().replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '');
  return `<![CDATA[${allowed.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
