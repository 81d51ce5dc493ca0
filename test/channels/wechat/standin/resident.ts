import { type Bubble, bubble, screenOf } from './phone.ts';
import type { Person, Platform } from './platform.ts';
import type { Delivery, Pushes } from './pushes.ts';
import type { Action } from './quota.ts';
import { type Message, readXml, textOf, writeXml } from './xml.ts';

/** Somebody with a phone. What they do is pushed to the desk; the promise is kept once it was answered or given up. */
export interface Resident {
  readonly openid: string;
  readonly following: boolean;
  /** What is on the screen, in order. */
  readonly phone: readonly Bubble[];
  /** What the platform's own chat took instead of the desk. */
  readonly inbox: readonly { type: string; text: string }[];
  /** How many custom messages the account may send them now. */
  readonly quotaLeft: number;
  /** The screen without their own messages, one line each: 【way】words. */
  screen(): string[];
  says(text: string): Promise<Delivery>;
  sendsPhoto(bytes: Buffer, contentType?: string): Promise<Delivery>;
  sendsVoice(voice?: { recognition?: string; bytes?: Buffer; format?: 'amr' | 'speex' }): Promise<Delivery>;
  sendsVideo(bytes: Buffer, short?: boolean): Promise<Delivery>;
  sendsLocation(place: { latitude: number; longitude: number; label?: string; scale?: number }): Promise<Delivery>;
  sendsLink(link: { title: string; description?: string; url: string }): Promise<Delivery>;
  sendsFile(file: { title: string; description?: string; bytes: number }): Promise<Delivery>;
  /** `scene` is what the QR code said by which they came. */
  follows(scene?: string): Promise<Delivery>;
  unfollows(): Promise<Delivery>;
  /** A menu entry of type click. */
  clicksMenu(key: string): Promise<Delivery>;
  /** A QR code of the account, while following. */
  scans(scene: string): Promise<Delivery>;
  /** Touches a line of the last msgmenu; throws when there is none with this id. */
  picks(id: string): Promise<Delivery>;
  pays(): void;
  /** Any other event; `fields` follow the common ones. */
  event(name: string, fields?: Message, action?: Action): Promise<Delivery>;
  /** Any other message type. */
  message(type: string, fields?: Message): Promise<Delivery>;
  /** Exactly this XML. */
  raw(xml: string): Promise<Delivery>;
}

/** Makes the resident who holds `person`'s phone. */
export function createResident(platform: Platform, pushes: Pushes, person: Person): Resident {
  const say = createSay(platform, pushes, person);
  return {
    openid: person.openid,
    phone: person.phone,
    inbox: person.inbox,
    get following() {
      return person.following;
    },
    get quotaLeft() {
      return person.quota.left();
    },
    screen: () => screenOf(person.phone),
    ...say,
    ...createMessages(platform, person, say),
    ...createActions(platform, person, say),
  };
}

type Say = Pick<Resident, 'message' | 'event' | 'raw'>;

function createSay(platform: Platform, pushes: Pushes, person: Person): Say {
  const common = (MsgType: string) => ({
    ToUserName: platform.account.ghId,
    FromUserName: person.openid,
    CreateTime: Math.floor(platform.clock.now() / 1000),
    MsgType,
  });
  const push = (xml: string, id: string, { msgType, event = '' }: { msgType: string; event?: string }) =>
    pushes.deliver({ id, person, msgType, event, xml });
  return {
    async message(type, fields = {}) {
      if (!person.following) throw new Error('only followers can write');
      const { text, ...own } = ownBubble(fields);
      person.phone.push(bubble(platform.clock.now(), 'own', text, { type, ...own }));
      person.quota.grant('bizmsgmenuid' in fields ? 'menu' : 'message');
      const MsgId = platform.nextNumber();
      const xml = writeXml({ ...common(type), ...fields, MsgId });
      if (platform.clock.now() >= person.kfUntil) return push(xml, `${MsgId}`, { msgType: type });
      person.inbox.push({ type, text });
      return { id: `${MsgId}`, xml, attempts: [], outcome: 'silent' };
    },
    async event(name, fields = {}, action) {
      if (action) person.quota.grant(action);
      const xml = writeXml({ ...common('event'), Event: name, ...fields });
      const id = `${person.openid}-${platform.clock.now()}-${name}`;
      return push(xml, id, { msgType: 'event', event: name });
    },
    async raw(xml) {
      const fields = readXml(xml.trim());
      const msgType = textOf(fields, 'MsgType');
      if (msgType !== 'event') person.quota.grant('message');
      return push(xml, textOf(fields, 'MsgId'), { msgType, event: textOf(fields, 'Event') });
    },
  };
}

function ownBubble(fields: Message): { text: string } {
  const words = fields.Content ?? fields.Label ?? fields.Title ?? '';
  return { text: typeof words === 'string' ? words : '' };
}

type Messages =
  | 'says'
  | 'sendsPhoto'
  | 'sendsVoice'
  | 'sendsVideo'
  | 'sendsLocation'
  | 'sendsLink'
  | 'sendsFile'
  | 'picks';

function createMessages({ media, nextNumber }: Platform, person: Person, { message }: Say): Pick<Resident, Messages> {
  return {
    says: (text) => message('text', { Content: text }),
    sendsPhoto(bytes, contentType = 'image/jpeg') {
      // The real address is on another host; the desk is to ask for the MediaId.
      const PicUrl = `http://mmbiz.qpic.cn/mmbiz_jpg/${nextNumber()}/0`;
      return message('image', { PicUrl, MediaId: media.put('image', contentType, bytes) });
    },
    sendsVoice({ recognition, bytes = Buffer.from('#!AMR\n'), format = 'amr' } = {}) {
      const ids = {
        MediaId: media.put('voice', 'audio/amr', bytes),
        MediaId16K: media.put('voice', 'audio/amr', bytes),
      };
      // The switch for recognition leaves an empty field behind when nothing was recognised.
      return message('voice', {
        ...ids,
        Format: format,
        ...(recognition === undefined ? {} : { Recognition: recognition }),
      });
    },
    sendsVideo(bytes, short = false) {
      const ThumbMediaId = media.put('thumb', 'image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xd9]));
      return message(short ? 'shortvideo' : 'video', { MediaId: media.put('video', 'video/mp4', bytes), ThumbMediaId });
    },
    sendsLocation: ({ latitude, longitude, label = '', scale = 16 }) =>
      message('location', { Location_X: latitude, Location_Y: longitude, Scale: scale, Label: label }),
    sendsLink: ({ title, description = '', url }) =>
      message('link', { Title: title, Description: description, Url: url }),
    sendsFile: ({ title, description = '', bytes }) =>
      message('file', { Title: title, Description: description, FileKey: `${nextNumber()}`, FileTotalLen: bytes }),
    async picks(id) {
      const choice = person.phone.findLast(({ choices }) => choices)?.choices?.find((each) => each.id === id);
      if (!choice) throw new Error('no such line on the screen');
      return message('text', { Content: choice.content, bizmsgmenuid: choice.id });
    },
  };
}

type Actions = 'follows' | 'unfollows' | 'clicksMenu' | 'scans' | 'pays';

function createActions({ clock }: Platform, person: Person, { event }: Say): Pick<Resident, Actions> {
  return {
    async follows(scene) {
      Object.assign(person, { following: true, followedAt: clock.now(), scene: scene ?? '' });
      const came: Message =
        scene === undefined ? { EventKey: '' } : { EventKey: `qrscene_${scene}`, Ticket: `ticket-${scene}` };
      return event('subscribe', came, 'follow');
    },
    async unfollows() {
      person.following = false;
      person.quota.revoke();
      return event('unsubscribe', { EventKey: '' });
    },
    clicksMenu: (key) => event('CLICK', { EventKey: key }, 'menu'),
    scans: (scene) => event('SCAN', { EventKey: scene, Ticket: `ticket-${scene}` }, 'scan'),
    pays: () => person.quota.grant('payment'),
  };
}
