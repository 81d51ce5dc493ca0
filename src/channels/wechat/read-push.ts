import { createHash } from 'node:crypto';
import type { Fields } from './read-xml.ts';

/** A message or an event of the platform, as far as every one has it. */
export interface Push {
  /** The account (`gh_…`) and the resident (openid). */
  to: string;
  from: string;
  /** Milliseconds since 1970, by the platform. */
  createdAt: number;
  /** `text`, `image` …, or the name of an event. */
  type: string;
  isEvent: boolean;
  /** The same for every copy of one message, different for different ones of a resident. */
  key: string;
  fields: Fields;
}

/** Reads the common fields; undefined when one is missing. */
export function readPush(fields: Fields): Push | undefined {
  const [to, from, created] = [fields.get('ToUserName'), fields.get('FromUserName'), fields.get('CreateTime')];
  const messageType = fields.get('MsgType')?.trim();
  if (!to || !from || from.length > 128 || !messageType || !/^\d{1,12}$/.test(created ?? '')) return undefined;
  const isEvent = messageType === 'event';
  const type = isEvent ? (fields.get('Event') ?? '').trim() : messageType;
  if (!type) return undefined;
  return { to, from, createdAt: Number(created) * 1000, type, isEvent, key: keyOf(fields, isEvent), fields };
}

/** Messages have a number of their own. Events have none: two in one second differ by what happened. */
function keyOf(fields: Fields, isEvent: boolean): string {
  const number = fields.get('MsgId');
  if (!isEvent && number) return `msg|${number}`;
  const parts = ['CreateTime', 'MsgType', 'Event', 'EventKey', 'MsgID', 'Content', 'MediaId'].map(
    (name) => fields.get(name) ?? '',
  );
  return `event|${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}

/** A name as it may stand in the log: the platform's own ones all do. */
export function safeType(type: string): string {
  return /^[A-Za-z0-9_]{1,40}$/.test(type) ? type : 'other';
}
