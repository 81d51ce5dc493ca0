import type { MediaSource } from './media.ts';
import type { Push } from './read-push.ts';

/** What a resident is told when something of theirs cannot be read; keys of sentences. */
export type Decline =
  | 'wechat:voiceNotHeard'
  | 'wechat:videoNotSeen'
  | 'wechat:fileNotRead'
  | 'wechat:stickerNotRead'
  | 'wechat:photoNotRead';

/** What a message or event of the platform means to the desk. */
export type Meaning =
  | { kind: 'say'; text: string; body?: Record<string, unknown> }
  | { kind: 'photo' | 'voice'; media: MediaSource }
  | { kind: 'decline'; because: Decline; text?: string; fileName?: string }
  | { kind: 'arrive'; scene?: string }
  | { kind: 'leave' }
  | { kind: 'event'; name: string; value: Record<string, string> }
  | { kind: 'notice'; level: 'info' | 'warn'; code: string };

/** What stands in place of a sticker and the like. */
const UNSHOWN = /^【收到不支持的消息类型/;
/** A key of our own menu says its words for the resident. */
const SAYS = /^say:(.{1,100})$/su;
const LONGEST_NAME = 200;

const EVENTS = new Set([
  'CLICK',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
  'kf_create_session',
  'kf_close_session',
  'kf_switch_session',
]);
const ACCOUNT_EVENTS =
  /^(qualification_verify|naming_verify)_|^(annual_renew|verify_expired|user_authorization_revoke)$/;

/** Reads what a push means; every type has a meaning, unknown ones that of a line in the log. */
export function meaningOf(push: Push): Meaning {
  return push.isEvent ? eventMeaning(push) : messageMeaning(push);
}

/** What the platform counts a push as, for what may be sent afterwards. */
export function allowanceOf({ isEvent, type, fields }: Push): 'message' | 'action' | undefined {
  // To touch a line of the platform's own menu counts as a click.
  if (!isEvent) return fields.has('bizmsgmenuid') ? 'action' : 'message';
  return /^(subscribe|SCAN|CLICK|scancode_push|scancode_waitmsg)$/.test(type) ? 'action' : undefined;
}

function messageMeaning({ type, fields }: Push): Meaning {
  const field = (name: string) => (fields.get(name) ?? '').trim();
  const media = { mediaId: field('MediaId'), picUrl: field('PicUrl') || undefined };
  switch (type) {
    case 'text':
      return textMeaning(fields.get('Content') ?? '', field('bizmsgmenuid'));
    case 'image':
      return { kind: 'photo', media };
    case 'voice':
      return field('Recognition') ? { kind: 'say', text: field('Recognition') } : { kind: 'voice', media };
    case 'video':
    case 'shortvideo':
      return { kind: 'decline', because: 'wechat:videoNotSeen', fileName: 'video' };
    case 'location':
      return locationMeaning(field);
    case 'link':
      return { kind: 'say', text: [field('Title'), field('Url')].filter(Boolean).join('\n') };
    case 'file':
      return {
        kind: 'decline',
        because: 'wechat:fileNotRead',
        fileName: field('Title').slice(0, LONGEST_NAME) || 'file',
      };
    default:
      return { kind: 'notice', level: 'info', code: 'wechat-unread' };
  }
}

function textMeaning(text: string, menuId: string): Meaning {
  if (UNSHOWN.test(text)) return { kind: 'decline', because: 'wechat:stickerNotRead' };
  return menuId ? { kind: 'say', text, body: { value: { menuId } } } : { kind: 'say', text };
}

/** The wire's X is the latitude. */
function locationMeaning(field: (name: string) => string): Meaning {
  const [latitude, longitude] = [Number(field('Location_X')), Number(field('Location_Y'))];
  const geo = { type: 'GeoCoordinates', latitude, longitude };
  const text = field('Label') || `${latitude}, ${longitude}`;
  return { kind: 'say', text, body: { entities: [{ type: 'Place', geo, name: field('Label') }] } };
}

function eventMeaning({ type, fields }: Push): Meaning {
  const key = (fields.get('EventKey') ?? '').trim();
  if (type === 'unsubscribe') return { kind: 'leave' };
  if (type === 'subscribe') return { kind: 'arrive', scene: /^qrscene_(.+)$/.exec(key)?.[1] };
  if (type === 'SCAN') return { kind: 'arrive', scene: key || undefined };
  const says = type === 'CLICK' ? SAYS.exec(key)?.[1] : undefined;
  if (says) return { kind: 'say', text: says };
  if (EVENTS.has(type)) return { kind: 'event', name: `wechat/${type}`, value: told(fields) };
  const status = fields.get('Status') ?? 'success';
  if (type === 'TEMPLATESENDJOBFINISH' && status !== 'success') {
    return { kind: 'notice', level: 'warn', code: 'wechat-notice-failed' };
  }
  const level = ACCOUNT_EVENTS.test(type) ? 'warn' : 'info';
  return { kind: 'notice', level, code: level === 'warn' ? 'wechat-account' : 'wechat-unread' };
}

/** The fields of an event without those that say whose it is. */
function told(fields: Push['fields']): Record<string, string> {
  const own = new Set(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event', 'Ticket']);
  return Object.fromEntries([...fields].filter(([name]) => !own.has(name)));
}
