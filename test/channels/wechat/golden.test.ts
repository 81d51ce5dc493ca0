import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { conversationIdOf } from '#channels/wechat/take-in.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { openConversation } from '#records/conversations.ts';
import { claimChat, letGoOfChat, sendAsStaff } from '#records/handoffs/handoffs.ts';
import { ROOT } from '#src/root.ts';
import { type ChatLine, parseChat } from '../../conversations/chat-file.ts';
import { comeToDesk } from '../../conversations/clerk.ts';
import { playDuty } from '../../conversations/duty.ts';
import { OFFICE_STEPS } from '../../conversations/office-steps.ts';
import { playChat } from '../../conversations/play.ts';
import { type EmptyHandbook, emptyHandbook } from '../../handbook/emptied.ts';
import { ACCOUNT, type WechatDesk } from './desk.ts';
import type { Resident } from './standin/resident.ts';
import { type DeskRoom, useDesk } from './use-desk.ts';

const CLERK = { id: 'staff-chen', name: '小陈' };
const FIRST = '2026-11-23 10:00';
/** The page's own language button has no counterpart on WeChat, where residents say it in words. */
const PAGE_ONLY = /^@ language /m;

describe('What the golden conversations say, a resident on WeChat reads on the phone', function () {
  this.timeout(60_000);
  const room = useDesk();
  let empty: EmptyHandbook | undefined;
  before(async () => {
    empty = await emptyHandbook();
  });
  after(async () => {
    await empty?.handbook.close();
    empty?.folder.remove();
  });
  for (const file of globSync(`${ROOT}/test/conversations/{reception,repair,handoff}/*.chat`).sort()) {
    const source = readFileSync(file, 'utf8');
    if (PAGE_ONLY.test(source)) continue;
    it(relative(`${ROOT}/test/conversations`, file), async () => {
      // As the page says it, whether or not the file is of today.
      const lines = parseChat(await playChat(source, room.shared()));
      const read = await playOnWechat(room, lines, empty?.handbook);
      for (const [who, expected] of Object.entries(shouldRead(lines))) expect(read[who], who).to.deep.equal(expected);
    });
  }
});

interface Player {
  desk: WechatDesk;
  resident: Resident;
  /** The handbook of an office that has filled in nothing. */
  empty?: Handbook;
}

/** Plays what residents and clerks do in a file; the lines on each resident's phone that are not their own. */
async function playOnWechat(
  room: DeskRoom,
  lines: readonly ChatLine[],
  empty?: Handbook,
): Promise<Record<string, string[]>> {
  const clock = lines.find(({ who, text }) => who === 'at' && text.startsWith('clock 2'))?.text.slice(6) ?? FIRST;
  const desk = await room.open({ standin: { startAt: timeOf(clock) } });
  const player: Player = { desk, resident: desk.wechat.resident('oresident'), empty };
  await comeToDesk(desk.storage, CLERK);
  const met = new Set([player.resident]);
  for (const { who, text } of lines) {
    if (who === 'at') await act(room, player, text);
    else if (who === 'resident') await player.resident.says(text);
    else if (who === 'staff') await asClerk(player, (tx, chat, now) => sendAsStaff(tx, chat, CLERK, { text }, now));
    met.add(player.resident);
    await allSent(player.desk);
  }
  const onPhones = [...met].map(({ openid, phone }) => [
    openid.slice(1),
    linesOf(phone.filter(({ way }) => way !== 'own').map((bubble) => bubble.text)),
  ]);
  return Object.fromEntries(onPhones);
}

async function act(room: DeskRoom, player: Player, command: string): Promise<void> {
  const [verb = '', ...rest] = command.split(' ');
  const argument = rest.join(' ');
  const { desk, resident } = player;
  if (verb === 'clock') await passTime(desk, argument);
  else if (verb === 'as') player.resident = desk.wechat.resident(`o${argument}`);
  else if (verb === 'open') await follow(player, argument);
  else if (verb === 'photo') await resident.sendsPhoto(await aPhoto());
  else if (verb === 'claim') await asClerk(player, (tx, chat, now) => claimChat(tx, chat, CLERK, now));
  else if (verb === 'return')
    await asClerk(player, (tx, chat, now) => letGoOfChat(tx, { ...chat, how: 'returned' }, CLERK, now));
  else if (verb === 'close')
    await asClerk(player, (tx, chat, now) => letGoOfChat(tx, { ...chat, how: 'closed' }, CLERK, now));
  else if (verb === 'restart') player.desk = await room.restart(desk);
  else if (verb === 'duty')
    await playDuty(desk.storage, { now: () => desk.wechat.clock.now(), id: randomUUID }, argument);
  else if (verb === 'handbook') player.desk = await room.restart(desk, { handbook: player.empty });
  else await officeStep(player, verb, rest);
}

/** What the office does meanwhile, as in the files themselves. */
async function officeStep({ desk, resident }: Player, verb: string, words: string[]): Promise<void> {
  const step = Object.hasOwn(OFFICE_STEPS, verb) ? OFFICE_STEPS[verb] : undefined;
  if (!step) throw new Error(`Unknown step "@ ${verb}".`);
  const { storage, wechat } = desk;
  const clock = { now: () => wechat.clock.now(), id: () => randomUUID() };
  const chat = conversationIdOf(ACCOUNT.appId, resident.openid);
  await step({ storage, clock, estate: 'qinghu', clerk: CLERK, chat }, words);
}

/** No turn runs, and nothing is left that could be sent now. */
async function allSent({ storage, turns, wechat, rest }: WechatDesk): Promise<void> {
  await turns.idle();
  const due = () =>
    storage.db
      .selectFrom('outbox')
      .select('id')
      .where('state', 'in', ['pending', 'leased'])
      .where('due_at', '<=', wechat.clock.now())
      .executeTakeFirst();
  while (await due()) await rest();
}

/** Somebody whose language the office knows already follows the account. */
async function follow({ desk, resident }: Player, locale: string): Promise<void> {
  const id = conversationIdOf(ACCOUNT.appId, resident.openid);
  const conversation = { id, estateId: 'qinghu', channel: 'wechat', userId: resident.openid, locale };
  if (locale !== 'zh-CN')
    await desk.storage.transact((tx) => openConversation(tx, conversation, desk.wechat.clock.now()));
  await resident.follows();
}

async function passTime(desk: WechatDesk, argument: string): Promise<void> {
  const { wechat, storage, agenda, turns } = desk;
  const ahead = /^\+(\d+)(m|h|d)$/.exec(argument);
  const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 }[ahead?.[2] as 'm' | 'h' | 'd'];
  const ms = ahead ? Number(ahead[1]) * unit : timeOf(argument) - wechat.clock.now();
  if (ms > 0) await wechat.advance(ms);
  const due = () =>
    storage.db
      .selectFrom('agenda')
      .select('id')
      .where((eb) =>
        eb.or([eb('state', '=', 'leased'), eb('state', '=', 'waiting').and('due_at', '<=', wechat.clock.now())]),
      )
      .executeTakeFirst();
  while (await due()) {
    agenda.nudge();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await turns.idle();
}

async function asClerk(
  { desk, resident }: Player,
  work: (
    tx: Parameters<typeof claimChat>[0],
    chat: { conversationId: string; estateId: string },
    now: number,
  ) => Promise<unknown>,
): Promise<void> {
  const chat = { conversationId: conversationIdOf(ACCOUNT.appId, resident.openid), estateId: 'qinghu' };
  if (!(await desk.storage.transact((tx) => work(tx, chat, desk.wechat.clock.now()))))
    throw new Error('The clerk could not do this.');
}

/** What each resident of a file should read: the desk's lines and the clerk's, choices as numbered lines. */
function shouldRead(lines: readonly ChatLine[]): Record<string, string[]> {
  const read: Record<string, string[]> = {};
  let who = 'resident';
  for (const line of lines) {
    if (line.who === 'at' && line.text.startsWith('as ')) who = line.text.slice(3);
    if (line.who !== 'desk' && line.who !== 'staff') continue;
    read[who] = [...(read[who] ?? []), ...linesOf([line.text])];
  }
  return read;
}

function linesOf(texts: readonly string[]): string[] {
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
  return lines.flatMap((line) => {
    if (!/^(\[[^\]]+\] ?)+$/.test(line)) return [line];
    return [...line.matchAll(/\[([^\]]+)\]/g)].map(([, title], index) => `${index + 1}. ${title}`);
  });
}

function timeOf(clock: string): number {
  return Date.parse(`${clock.replace(' ', 'T')}:00+08:00`);
}

function aPhoto(): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 6, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer();
}
