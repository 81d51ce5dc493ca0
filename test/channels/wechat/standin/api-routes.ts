import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { customSend, templateSend, typing } from './api-messages.ts';
import { type Json, OK, refusal } from './errors.ts';
import type { Platform } from './platform.ts';

/** A call as it came in. */
export interface Request {
  platform: Platform;
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What is sent back: JSON or a file. */
export type Answer = { json: Json } | { bytes: Buffer; contentType: string };

interface Route {
  methods: string[];
  /** Works without a token. */
  open?: true;
  /** For verified accounts only. */
  verified?: true;
  answer(request: Request): Answer | Promise<Answer>;
}

type JsonCall = (platform: Platform, json: Json) => Json;

/** Every call that the stand-in knows, by path. */
export const ROUTES: Record<string, Route> = {
  '/cgi-bin/stable_token': { methods: ['POST'], open: true, answer: withJson(stableToken) },
  '/cgi-bin/token': { methods: ['GET'], open: true, answer: plainToken },
  '/cgi-bin/getcallbackip': { methods: ['GET'], answer: () => ({ json: { ip_list: ['127.0.0.1'] } }) },
  '/cgi-bin/message/custom/send': { methods: ['POST'], verified: true, answer: withJson(customSend) },
  '/cgi-bin/message/custom/typing': { methods: ['POST'], verified: true, answer: withJson(typing) },
  '/cgi-bin/message/template/send': { methods: ['POST'], verified: true, answer: withJson(templateSend) },
  '/cgi-bin/media/upload': { methods: ['POST'], answer: upload },
  '/cgi-bin/media/get': { methods: ['GET'], answer: download },
  '/cgi-bin/user/info': { methods: ['GET'], verified: true, answer: userInfo },
  '/cgi-bin/menu/create': { methods: ['POST'], answer: withJson(createMenu) },
  '/cgi-bin/menu/get': { methods: ['GET'], answer: ({ platform }) => ({ json: menuOf(platform) }) },
  '/cgi-bin/menu/delete': { methods: ['GET'], answer: ({ platform }) => ({ json: deleteMenu(platform) }) },
  '/cgi-bin/customservice/getonlinekflist': { methods: ['GET'], verified: true, answer: onlineStaff },
  '/customservice/kfsession/create': { methods: ['POST'], verified: true, answer: withJson(createSession) },
  '/customservice/kfsession/close': { methods: ['POST'], verified: true, answer: withJson(closeSession) },
  '/customservice/kfsession/getsession': { methods: ['GET'], verified: true, answer: session },
};

function withJson(call: JsonCall): Route['answer'] {
  return ({ platform, body }) => {
    if (body.length === 0) return { json: refusal(44002) };
    try {
      const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
      if (json && typeof json === 'object') return { json: call(platform, json as Json) };
    } catch {
      // Answered below: whatever cannot be read is 47001.
    }
    return { json: refusal(47001) };
  };
}

/** 0, or why this caller gets no token. */
function refuseCaller({ account }: Platform, appid: unknown, secret: unknown): number {
  if (!appid) return 41002;
  if (!secret) return 41004;
  if (appid !== account.appId) return 40013;
  if (secret !== account.appSecret) return 40125;
  return account.ipAllowed ? 0 : 40164;
}

function stableToken(platform: Platform, { grant_type, appid, secret, force_refresh }: Json): Json {
  if (grant_type !== 'client_credential') return refusal(40002, 'invalid grant_type');
  const refused = refuseCaller(platform, appid, secret);
  return refused ? refusal(refused) : platform.tokens.stable(force_refresh === true);
}

function plainToken({ platform, url }: Request): Answer {
  const { grant_type, appid, secret } = Object.fromEntries(url.searchParams);
  if (grant_type !== 'client_credential') return { json: refusal(40002, 'invalid grant_type') };
  const refused = refuseCaller(platform, appid, secret);
  return { json: refused ? refusal(refused) : platform.tokens.fresh() };
}

/** Bytes that a file of each type may have. */
const SIZES: Record<string, number> = { image: 10 << 20, voice: 2 << 20, video: 10 << 20, thumb: 64 << 10 };

async function upload({ platform, url, headers, body }: Request): Promise<Answer> {
  const type = url.searchParams.get('type') ?? '';
  const most = SIZES[type];
  if (!most) return { json: refusal(40004) };
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } })
    .formData()
    .catch(() => undefined);
  const file = form?.get('media');
  if (!(file instanceof File) || file.size === 0) return { json: refusal(41005) };
  if (file.size > most) return { json: refusal(45001) };
  const media_id = platform.media.put(type, file.type, Buffer.from(await file.arrayBuffer()));
  return { json: { type, media_id, created_at: Math.floor(platform.clock.now() / 1000) } };
}

function download({ platform, url }: Request): Answer {
  const id = url.searchParams.get('media_id');
  if (!id) return { json: refusal(41006) };
  const medium = platform.media.get(id);
  if (!medium) return { json: refusal(40007) };
  if (medium.type === 'video') return { json: { video_url: `http://mp.weixin.qq.com/mp/mp/video?id=${id}` } };
  return medium;
}

function userInfo({ platform, url }: Request): Answer {
  const person = platform.people.get(url.searchParams.get('openid') ?? '');
  if (!person) return { json: refusal(40003) };
  const { openid, following, followedAt, scene } = person;
  if (!following) return { json: { subscribe: 0, openid } };
  const known = { subscribe: 1, openid, language: 'zh_CN', subscribe_time: Math.floor(followedAt / 1000), remark: '' };
  const came = {
    groupid: 0,
    tagid_list: [],
    subscribe_scene: scene ? 'ADD_SCENE_QR_CODE' : 'ADD_SCENE_SEARCH',
    qr_scene: 0,
  };
  return { json: { ...known, ...came, qr_scene_str: scene } };
}

interface Button {
  name?: unknown;
  sub_button?: Button[];
}

function createMenu(platform: Platform, json: Json): Json {
  const { button } = json as { button?: Button[] };
  if (!Array.isArray(button) || button.length < 1 || button.length > 3) return refusal(40016, 'invalid button size');
  for (const each of button) {
    if (typeof each.name !== 'string' || Buffer.byteLength(each.name) > 16)
      return refusal(40018, 'invalid button name size');
    if ((each.sub_button ?? []).length > 5) return refusal(40023, 'invalid sub button size');
    const long = (each.sub_button ?? []).some(({ name }) => typeof name !== 'string' || Buffer.byteLength(name) > 60);
    if (long) return refusal(40025, 'invalid sub button name size');
  }
  platform.menu = json;
  return OK;
}

function menuOf({ menu }: Platform): Json {
  return menu ? { menu } : refusal(46003, 'menu no exist');
}

function deleteMenu(platform: Platform): Json {
  platform.menu = undefined;
  return OK;
}

function onlineStaff({ platform }: Request): Answer {
  const online = platform.account.kfAccounts.filter((each) => each.online);
  const kf_online_list = online.map(({ account }) => ({
    kf_account: account,
    status: 1,
    kf_id: kfId(account),
    accepted_case: 0,
  }));
  return { json: { kf_online_list } };
}

function kfId(account: string): string {
  return String(createHash('sha1').update(account).digest().readUInt16BE());
}

function createSession(platform: Platform, { kf_account, openid }: Json): Json {
  const staff = platform.account.kfAccounts.find(({ account }) => account === kf_account);
  const person = platform.people.get(String(openid));
  if (!staff) return refusal(65402);
  if (!staff.online) return refusal(65415);
  if (!person) return refusal(40003);
  if (platform.clock.now() < person.kfUntil && person.kfAccount !== staff.account) return refusal(65414);
  Object.assign(person, { kfUntil: platform.clock.now() + 30 * 60_000, kfAccount: staff.account });
  platform.announce(person, 'kf_create_session', { KfAccount: staff.account });
  return OK;
}

function closeSession(platform: Platform, { kf_account, openid }: Json): Json {
  const person = platform.people.get(String(openid));
  if (!person || platform.clock.now() >= person.kfUntil || person.kfAccount !== kf_account) return refusal(65413);
  person.kfUntil = 0;
  platform.announce(person, 'kf_close_session', { KfAccount: person.kfAccount });
  return OK;
}

function session({ platform, url }: Request): Answer {
  const person = platform.people.get(url.searchParams.get('openid') ?? '');
  const open = person !== undefined && platform.clock.now() < person.kfUntil;
  return { json: { ...OK, kf_account: open ? person.kfAccount : '', createtime: 0 } };
}
