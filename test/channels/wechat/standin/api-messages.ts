import { type Json, OK, refusal } from './errors.ts';
import { type Bubble, bubble } from './phone.ts';
import type { Person, Platform } from './platform.ts';
import { TEXT_LIMIT } from './verdict.ts';

const TYPING_ALLOWED = 30_000;
const TYPING_LASTS = 15_000;

/** What a message would look like, or the code that refuses it. */
type Drawn = { text: string; shown?: Partial<Bubble> } | number;
type Draw = (part: Json, platform: Platform) => Drawn;

const MESSAGES: Record<string, Draw> = {
  text: ({ content }) => words(content),
  image: ({ media_id }, platform) => medium(platform, media_id, 'image'),
  voice: ({ media_id }, platform) => medium(platform, media_id, 'voice'),
  video: ({ media_id, title }, platform) => medium(platform, media_id, 'video', title),
  music: ({ title, thumb_media_id }, { media }) =>
    media.get(String(thumb_media_id)) ? { text: String(title ?? '') } : 40007,
  news: ({ articles }) => news(articles),
  mpnewsarticle: ({ article_id }) => (article_id ? { text: '' } : 40007),
  msgmenu: (part) => menu(part),
  wxcard: ({ card_id }) => (card_id ? { text: '' } : 40008),
  miniprogrampage: ({ title, thumb_media_id }, { media }) =>
    media.get(String(thumb_media_id)) ? { text: String(title ?? '') } : 40007,
};

function words(content: unknown): Drawn {
  if (typeof content !== 'string' || content === '') return 44004;
  return Buffer.byteLength(content) > TEXT_LIMIT ? 45002 : { text: content };
}

function medium({ media }: Platform, id: unknown, type: string, title: unknown = ''): Drawn {
  const found = media.get(String(id));
  return found?.type === type ? { text: String(title), shown: { bytes: found.bytes } } : 40007;
}

function news(articles: unknown): Drawn {
  if (!Array.isArray(articles) || articles.length === 0) return 44004;
  if (articles.length > 1) return 45008;
  const { title = '', url = '' } = articles[0] as Json;
  return { text: String(title), shown: { links: [{ text: String(title), href: String(url) }] } };
}

function menu({ head_content = '', list, tail_content = '' }: Json): Drawn {
  if (!Array.isArray(list) || list.length === 0) return 44004;
  const choices = list.map(({ id, content }: Json) => ({ id: String(id), content: String(content) }));
  const lines = [head_content, ...choices.map(({ content }) => content), tail_content].filter((each) => each !== '');
  return { text: lines.join('\n'), shown: { choices } };
}

/** `POST /cgi-bin/message/custom/send`: judged, paid for from the resident's grants, shown. */
export function customSend(platform: Platform, json: Json): Json {
  const person = platform.people.get(String(json.touser));
  if (!person) return refusal(40003);
  const type = String(json.msgtype);
  const draw = MESSAGES[type];
  const part = json[type];
  if (!draw || !part || typeof part !== 'object') return refusal(40008);
  const drawn = draw(part as Json, platform);
  if (typeof drawn === 'number') return refusal(drawn);
  const kf = (json.customservice as Json | undefined)?.kf_account;
  if (kf !== undefined && !platform.account.kfAccounts.some(({ account }) => account === kf)) return refusal(61452);
  const refused = person.following ? person.quota.take() : 45015;
  if (refused) return refusal(refused);
  const ai = (json.aimsgcontext as Json | undefined)?.is_ai_msg === 1;
  person.typingUntil = 0;
  person.phone.push(bubble(platform.clock.now(), 'custom', drawn.text, { type, ai, ...drawn.shown }));
  return OK;
}

/** `POST /cgi-bin/message/custom/typing`. */
export function typing({ people, clock }: Platform, { touser, command }: Json): Json {
  const person = people.get(String(touser));
  if (!person) return refusal(40003);
  if (command !== 'Typing' && command !== 'CancelTyping') return refusal(45072);
  if (clock.now() - person.quota.lastAction > TYPING_ALLOWED) return refusal(45080);
  if (command === 'Typing' && clock.now() < person.typingUntil) return refusal(45081);
  person.typingUntil = command === 'Typing' ? clock.now() + TYPING_LASTS : 0;
  return OK;
}

/** `POST /cgi-bin/message/template/send`: needs no window; how it went is pushed a second later. */
export function templateSend(platform: Platform, { touser, template_id, data, url }: Json): Json {
  const { account, clock } = platform;
  const person = platform.people.get(String(touser));
  if (!person) return refusal(40003);
  if (!template_id || (account.templates && !account.templates.includes(String(template_id)))) return refusal(40037);
  if (!person.following) return refusal(43004);
  if (!data || typeof data !== 'object') return refusal(47001);
  const text = Object.entries(data).map(([name, field]) => `${name}: ${(field as Json | null)?.value ?? ''}`);
  const links = url ? [{ text: '详情', href: String(url) }] : [];
  person.phone.push(bubble(clock.now(), 'template', text.join('\n'), { type: 'template', links }));
  const msgid = platform.nextNumber() % 1_000_000_000n;
  clock.after(1_000, () => tellOutcome(platform, person, msgid));
  return { ...OK, msgid: Number(msgid) };
}

function tellOutcome(platform: Platform, person: Person, MsgID: bigint): void {
  platform.announce(person, 'TEMPLATESENDJOBFINISH', { MsgID, Status: 'success' });
}
