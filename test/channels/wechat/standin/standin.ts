import { randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createApi } from './api.ts';
import { createBustle } from './bustle.ts';
import { createRealClock, createVirtualClock, type MovableClock } from './clock.ts';
import { sign } from './crypto.ts';
import { type DeskAnswer, type Envelope, type EnvelopeOptions, envelope, exchange, senderOf } from './envelope.ts';
import { createFaults, type Faults } from './faults.ts';
import { createMedia } from './media.ts';
import type { Account, Call, Mode, Person, Platform } from './platform.ts';
import { createPushes, type Delivery, type Pushes } from './pushes.ts';
import { createQuota } from './quota.ts';
import { createResident, type Resident } from './resident.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { writeXml } from './xml.ts';

/** An account as its back office shows it, and how the stand-in runs. */
export interface StandinSettings {
  token: string;
  /** EncodingAESKey, 43 characters. */
  aesKey: string;
  appId: string;
  appSecret: string;
  /** The account's original id, gh_…. */
  ghId: string;
  mode: Mode;
  /** Where messages are pushed; several for several nodes. May come later by `pointAt`. */
  deskUrl?: string | string[];
  /** Default virtual. */
  clock?: 'virtual' | 'real';
  /** Where virtual time begins, ms since 1970. Default now. */
  startAt?: number;
  /** Resolves when the desk computes nothing; virtual time then never overtakes a busy desk. */
  atRest?: () => Promise<void>;
  port?: number;
}

/** A running stand-in. */
export interface Standin {
  /** Base address of the API, without a slash at the end. */
  readonly apiBase: string;
  readonly clock: MovableClock;
  readonly account: Account;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly pushes: Omit<Pushes, 'deliver'>;
  readonly calls: readonly Call[];
  readonly complaints: readonly string[];
  /** Deliveries that the platform began by itself, such as TEMPLATESENDJOBFINISH. */
  readonly announcements: readonly Promise<Delivery>[];
  /** The menu as it was created, if it was. */
  readonly menu: unknown;
  /** The resident with this openid; always the same one. They follow unless said otherwise the first time. */
  resident(openid: string, options?: { following?: boolean }): Resident;
  pointAt(deskUrl: string | string[]): void;
  /** Lets time pass, with everything that is due on the way. */
  advance(ms: number): Promise<void>;
  /** Resolves when desk and stand-in are at rest. */
  settle(): Promise<void>;
  /** The GET by which the back office checks a desk; `ok` when the echo came back as it should. */
  verify(wrong?: { token?: string }): Promise<DeskAnswer & { ok: boolean }>;
  /** A text message of this moment, for `envelope`. */
  textXml(openid: string, text: string, msgId?: string): string;
  /** A signed (and sealed) push, to be altered before it is posted. */
  envelope(xml: string, options?: Partial<EnvelopeOptions>): Envelope;
  /** Posts an envelope as it is, once, and tells what came back. Rejects when the connection breaks. */
  post(push: Envelope): Promise<DeskAnswer>;
  close(): Promise<void>;
}

/** Starts the platform on a free port of this machine. Rejects when `port` is taken. */
export async function startStandin(settings: StandinSettings): Promise<Standin> {
  const platform = createPlatform(settings);
  const pushes = createPushes(platform);
  const announcements: Promise<Delivery>[] = [];
  const residents = createResidents(platform, pushes);
  platform.announce = (person, event, fields) => {
    const delivery = residents(person.openid).event(event, fields);
    delivery.catch(() => platform.complaints.push(`${event} could not be pushed`));
    announcements.push(delivery);
  };
  const server = createApi(platform);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(settings.port ?? 0, '127.0.0.1', resolve);
  });
  const { account, clock, bustle, tokens, faults, calls, complaints } = platform;
  return {
    apiBase: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ clock, account, tokens, faults, pushes, calls, complaints, announcements },
    get menu() {
      return platform.menu;
    },
    resident: residents,
    pointAt(deskUrl) {
      account.deskUrls = [deskUrl].flat();
    },
    advance: clock.advance,
    settle: bustle.settle,
    ...createForge(platform),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createPlatform(settings: StandinSettings): Platform {
  const { token, aesKey, appId, appSecret, ghId, mode, deskUrl = [] } = settings;
  const bustle = createBustle(settings.atRest);
  const start = settings.startAt ?? Date.now();
  const clock = settings.clock === 'real' ? createRealClock(bustle.settle) : createVirtualClock(start, bustle.settle);
  // Beyond 2^53 on purpose: ids that are read as numbers lose their end.
  let number = 23_456_789_012_345_678n + BigInt(randomInt(1e9)) * 1000n;
  return {
    account: {
      ...{ token, aesKey, appId, appSecret, ghId, mode },
      ...{ verified: true, ipAllowed: true, kfAccounts: [], deskUrls: [deskUrl].flat() },
    },
    ...{ clock, bustle, people: new Map(), calls: [], complaints: [], menu: undefined },
    media: createMedia(clock),
    tokens: createTokens(clock),
    faults: createFaults(),
    nextNumber: () => {
      number += 1n;
      return number;
    },
    announce: () => {},
  };
}

function createResidents(platform: Platform, pushes: Pushes): Standin['resident'] {
  const residents = new Map<string, Resident>();
  return (openid, { following = true } = {}) => {
    const known = residents.get(openid);
    if (known) return known;
    const followedAt = following ? platform.clock.now() : 0;
    const person: Person = {
      ...{ openid, following, followedAt, scene: '', phone: [], quota: createQuota(platform.clock) },
      ...{ kfUntil: 0, kfAccount: '', inbox: [], typingUntil: 0 },
    };
    platform.people.set(openid, person);
    const resident = createResident(platform, pushes, person);
    residents.set(openid, resident);
    return resident;
  };
}

function createForge({
  account,
  clock,
  bustle,
  nextNumber,
}: Platform): Pick<Standin, 'verify' | 'textXml' | 'envelope' | 'post'> {
  const seconds = () => Math.floor(clock.now() / 1000);
  const send = (query: Record<string, string>, body?: string) => {
    const end = bustle.begin();
    const sent = exchange(account.deskUrls[0] ?? '', query, body);
    // A desk that holds its answer back waits for time to pass, so only the way there keeps the clock.
    void sent.written.then(end);
    return sent.answer.finally(bustle.touch);
  };
  return {
    async verify({ token = account.token } = {}) {
      const [timestamp, nonce, echostr] = [`${seconds()}`, `${randomInt(1e9)}`, `${nextNumber()}`];
      const answer = await send({ signature: sign(token, timestamp, nonce), timestamp, nonce, echostr });
      return { ...answer, ok: answer.status === 200 && answer.body === echostr };
    },
    textXml: (openid, text, msgId = `${nextNumber()}`) =>
      writeXml({
        ...{ ToUserName: account.ghId, FromUserName: openid, CreateTime: seconds(), MsgType: 'text', Content: text },
        MsgId: BigInt(msgId),
      }),
    envelope: (xml, options = {}) =>
      envelope(account, xml, { timestamp: seconds(), openid: senderOf(xml), ...options }),
    post: ({ query, body }) => send(query, body),
  };
}
