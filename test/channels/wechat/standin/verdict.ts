import { sameSignature, sign, unseal } from './crypto.ts';
import { type Bubble, bubble } from './phone.ts';
import type { Person, Platform } from './platform.ts';
import { elementOf, elementsOf, type Fields, readXml, textOf } from './xml.ts';

/** Texts longer than this many bytes of UTF-8 do not arrive (measured by users, not documented). */
export const TEXT_LIMIT = 2048;

/** What the platform makes of the body of an answer: nothing to show, a bubble, a hand-over to its own chat, or no reply at all. */
export type Verdict =
  | { kind: 'silent' }
  | { kind: 'bubble'; bubble: Bubble }
  | { kind: 'transfer'; account: string }
  | { kind: 'malformed'; why: string };

/** The resident who asked and the message (its `MsgType`) that is answered. */
export interface Asked {
  person: Person;
  msgType: string;
}

/** Reads the body of a 200 answer as the platform does: decrypted and checked if sealed, and every field looked at. */
export function judge(platform: Platform, asked: Asked, body: string): Verdict {
  if (body === '' || body === 'success') return { kind: 'silent' };
  try {
    return readReply(platform, asked, readXml(openReply(platform, body)));
  } catch (error) {
    return { kind: 'malformed', why: error instanceof Error ? error.message : 'unreadable' };
  }
}

function openReply({ account }: Platform, body: string): string {
  const outer = readXml(body);
  const encrypted = textOf(outer, 'Encrypt');
  if (!encrypted && account.mode === 'secure') throw new Error('a reply in clear in secure mode');
  if (!encrypted) return body;
  if (account.mode === 'plain') throw new Error('a sealed reply in plain mode');
  const timestamp = textOf(outer, 'TimeStamp');
  inSeconds(timestamp, 'TimeStamp');
  const ours = sign(account.token, timestamp, textOf(outer, 'Nonce'), encrypted);
  if (!sameSignature(ours, textOf(outer, 'MsgSignature'))) throw new Error('MsgSignature is wrong');
  return unseal(account, encrypted);
}

/** Milliseconds where seconds belong are the classic mistake. Desks have clocks of their own, so the time itself may differ. */
function inSeconds(text: string, name: string): void {
  if (!/^\d{9,10}$/.test(text)) throw new Error(`${name} is no time in seconds`);
}

function readReply(platform: Platform, asked: Asked, reply: Fields): Verdict {
  const { account, clock } = platform;
  if (textOf(reply, 'ToUserName') !== asked.person.openid) throw new Error('ToUserName is not the resident');
  if (textOf(reply, 'FromUserName') !== account.ghId) throw new Error('FromUserName is not the account');
  inSeconds(textOf(reply, 'CreateTime'), 'CreateTime');
  const type = textOf(reply, 'MsgType');
  if (type === 'transfer_customer_service') {
    return { kind: 'transfer', account: textOf(elementOf(reply, 'TransInfo'), 'KfAccount') };
  }
  const read = REPLIES[type];
  if (!read) throw new Error('MsgType is unknown');
  const { text, ...rest } = read(reply, platform, asked);
  return { kind: 'bubble', bubble: bubble(clock.now(), 'passive', text, { type, ...rest }) };
}

type Shown = { text: string } & Partial<Bubble>;

const REPLIES: Record<string, (reply: Fields, platform: Platform, asked: Asked) => Shown> = {
  text: (reply) => ({ text: words(textOf(reply, 'Content')) }),
  image: (reply, platform) => medium(platform, elementOf(reply, 'Image'), 'image'),
  voice: (reply, platform) => medium(platform, elementOf(reply, 'Voice'), 'voice'),
  video: (reply, platform) => medium(platform, elementOf(reply, 'Video'), 'video'),
  music: (reply, platform) => {
    const music = elementOf(reply, 'Music');
    if (!platform.media.get(textOf(music, 'ThumbMediaId'))) throw new Error('ThumbMediaId is unknown');
    return { text: textOf(music, 'Title') };
  },
  news: (reply, _platform, { msgType }) => news(reply, msgType === 'event' ? 8 : 1),
};

function words(content: string): string {
  if (content.trim() === '') throw new Error('Content is empty');
  if (Buffer.byteLength(content) > TEXT_LIMIT) throw new Error('Content is too long');
  return content;
}

function medium({ media }: Platform, element: Fields, type: string): Shown {
  const found = media.get(textOf(element, 'MediaId'));
  if (found?.type !== type) throw new Error('MediaId is unknown');
  return { text: textOf(element, 'Title'), bytes: found.bytes };
}

function news(reply: Fields, most: number): Shown {
  const articles = elementsOf(elementOf(reply, 'Articles'), 'item');
  if (articles.length === 0 || String(articles.length) !== textOf(reply, 'ArticleCount'))
    throw new Error('ArticleCount is wrong');
  if (articles.length > most) throw new Error('too many articles');
  const titles = articles.map((each) => textOf(each, 'Title'));
  return {
    text: titles.join('\n'),
    links: articles.map((each) => ({ text: textOf(each, 'Title'), href: textOf(each, 'Url') })),
  };
}
