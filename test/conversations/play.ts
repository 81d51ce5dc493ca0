import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { append, readLog, takeIn } from '#records/activities.ts';
import { keepAttachments } from '#records/attachments.ts';
import { fixedClock } from '#records/clock.ts';
import { findConversation, openConversation } from '#records/conversations.ts';
import { claimChat, letGoOfChat, sendAsStaff } from '#records/handoffs/handoffs.ts';
import { dueConversations } from '#records/turns.ts';
import { type Desk, type DeskOptions, openDesk } from '#src/desk.ts';
import type { ActivityRow } from '#storage/schema.ts';
import { type EmptyHandbook, emptyHandbook } from '../handbook/emptied.ts';
import { type ChatLine, parseChat, writeChat } from './chat-file.ts';
import { comeToDesk } from './clerk.ts';
import { playDuty } from './duty.ts';
import { OFFICE_STEPS } from './office-steps.ts';

/** What all conversations of one run share: opening a handbook and fitting the recognizer takes a moment. */
export type Shared = Required<Pick<DeskOptions, 'handbook' | 'recognizer' | 'speech' | 'handbookDir' | 'log'>>;

const CLERK = { id: 'staff-chen', name: '小陈' };

/**
 * Plays a conversation file against the whole desk on a fixed clock and a fresh store, and answers the file as it would read
 * with what the desk really says.
 */
export async function playChat(source: string, shared: Shared): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-chat-'));
  const clock = fixedClock(Date.parse('2026-11-23T10:00:00+08:00'));
  const empty: Partial<EmptyHandbook> = {};
  const open = async (handbook?: 'empty') => {
    if (handbook) Object.assign(empty, await emptyHandbook());
    return openDesk({ ...shared, ...(empty.handbook && { handbook: empty.handbook }), dataDir, clock });
  };
  const player: Player = { desk: await open(), clock, estate: 'qinghu', who: 'resident', seen: new Map() };
  await comeToDesk(player.desk.storage, CLERK);
  try {
    const played: ChatLine[] = [];
    for (const line of parseChat(source)) {
      if (line.who === 'desk') continue;
      played.push(line);
      if (line.who === 'at') await act(player, line.text, open);
      else if (line.who === 'resident') await say(player, line.text.replaceAll('{code}', player.code ?? '{code}'));
      else if (line.who === 'staff') await sayAsStaff(player, line.text);
      played.push(...(await newReplies(player)));
    }
    return writeChat(played);
  } finally {
    await player.desk.close();
    await empty.handbook?.close();
    empty.folder?.remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Player {
  desk: Desk;
  clock: ReturnType<typeof fixedClock>;
  estate: string;
  /** Who speaks; each has a conversation of their own. */
  who: string;
  /** The last line of each conversation that was shown. */
  seen: Map<string, number>;
  /** Through which door conversations are opened; the page unless said otherwise. */
  channel?: string;
  /** The household code issued last. */
  code?: string;
}

/** The conversation of whoever speaks now. */
function chatOf({ who }: Pick<Player, 'who'>): string {
  return `chat-${who}`;
}

/**
 * `@ clock …`, `@ open zh-CN`, `@ as neighbour`, `@ photo name`, `@ claim`, `@ return`, `@ close`, `@ restart`, `@ language en`,
 * `@ duty delivered`, `@ handbook empty`.
 */
async function act(player: Player, command: string, open: (handbook?: 'empty') => Promise<Desk>): Promise<void> {
  const [verb = '', ...rest] = command.split(' ');
  const argument = rest.join(' ');
  const { clock, estate } = player;
  const chat = { conversationId: chatOf(player), estateId: estate };
  if (verb === 'clock') await passTime(player, argument);
  else if (verb === 'as') player.who = argument;
  else if (verb === 'channel') player.channel = argument;
  else if (verb === 'open') await arrive(player, argument);
  else if (verb === 'photo') await post(player, '', argument);
  else if (verb === 'language') await event(player, 'lobby.locale', argument);
  else if (verb === 'duty') await playDuty(player.desk.storage, clock, argument);
  else if (verb === 'claim') await player.desk.storage.transact((tx) => claimChat(tx, chat, CLERK, clock.now()));
  else if (verb === 'return')
    await player.desk.storage.transact((tx) => letGoOfChat(tx, { ...chat, how: 'returned' }, CLERK, clock.now()));
  else if (verb === 'close')
    await player.desk.storage.transact((tx) => letGoOfChat(tx, { ...chat, how: 'closed' }, CLERK, clock.now()));
  else if (verb === 'restart' || verb === 'handbook') {
    await player.desk.close();
    player.desk = await open(verb === 'handbook' ? 'empty' : undefined);
    await player.desk.turns.recover();
  } else if (Object.hasOwn(OFFICE_STEPS, verb)) {
    const office = {
      storage: player.desk.storage,
      clock,
      estate,
      clerk: CLERK,
      chat: chatOf(player),
      code: player.code,
    };
    await OFFICE_STEPS[verb]?.(office, rest);
    player.code = office.code;
  } else throw new Error(`Unknown step "@ ${command}".`);
  await player.desk.turns.idle();
}

/** Turns the clock, and waits until everything that came due meanwhile is done. */
async function passTime({ desk, clock }: Player, argument: string): Promise<void> {
  clock.set(readClock(argument, clock.now()));
  const due = () =>
    desk.storage.db
      .selectFrom('agenda')
      .select('id')
      .where((eb) =>
        eb.or([eb('state', '=', 'leased'), eb.and([eb('state', '=', 'waiting'), eb('due_at', '<=', clock.now())])]),
      )
      .executeTakeFirst();
  while (await due()) {
    desk.agenda.nudge();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  // What came due may have told the desk something: its turn belongs to this step.
  for (const id of await dueConversations(desk.storage.db, Number.MAX_SAFE_INTEGER, 10)) desk.turns.wake(id);
}

function readClock(text: string, now: number): number {
  const ahead = /^\+(\d+)(m|h|d)$/.exec(text);
  if (!ahead) return Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
  const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 }[ahead[2] as 'm' | 'h' | 'd'];
  return now + Number(ahead[1]) * unit;
}

/** A page tells of an arrival; other channels begin with the first message. */
async function arrive({ desk, clock, estate, who, channel }: Player, locale: string, told = true): Promise<void> {
  const id = chatOf({ who });
  await desk.storage.transact(async (tx) => {
    const conversation = {
      id,
      estateId: estate,
      channel: channel ?? 'webchat',
      userId: `dl_${who}`,
      locale: locale || 'zh-CN',
    };
    const created = await openConversation(tx, conversation, clock.now());
    const arrival = {
      type: 'conversationUpdate',
      role: 'system',
      fromId: `dl_${who}`,
      visibility: 'staff',
      inbound: true,
    } as const;
    if (created && told) await append(tx, id, [arrival], clock.now());
  });
}

async function say(player: Player, text: string): Promise<void> {
  await post(player, text);
}

async function post(player: Player, text: string, photo?: string): Promise<void> {
  const { desk, clock, estate, who } = player;
  const id = chatOf(player);
  if (!(await findConversation(desk.storage.db, id))) await arrive(player, 'zh-CN', false);
  const file = photo && { id: clock.id(), name: photo, contentType: 'image/jpeg', bytes: new Uint8Array([1, 2, 3]) };
  const attachments = file
    ? [{ contentType: file.contentType, name: file.name, contentUrl: `lobby-file:${file.id}` }]
    : undefined;
  const body = attachments ? { attachments } : {};
  await takeIn(
    desk.storage,
    id,
    { type: 'message', role: 'resident', fromId: `dl_${who}`, text, body, channel: 'webchat' },
    {
      now: clock.now(),
      also: (tx) => keepAttachments(tx, { id, estateId: estate }, file ? [file] : [], clock.now()),
    },
  );
  await desk.turns.idle();
}

async function event({ desk, clock, who }: Player, name: string, value: string): Promise<void> {
  await takeIn(
    desk.storage,
    chatOf({ who }),
    { type: 'event', role: 'resident', fromId: `dl_${who}`, body: { name, value }, channel: 'webchat' },
    { now: clock.now() },
  );
}

async function sayAsStaff({ desk, clock, estate, who }: Player, text: string): Promise<void> {
  const chat = { conversationId: chatOf({ who }), estateId: estate };
  const sent = await desk.storage.transact((tx) => sendAsStaff(tx, chat, CLERK, { text }, clock.now()));
  if (!sent) throw new Error('The clerk does not hold this chat.');
}

/** What the resident sees that was not shown yet; choices in brackets, events left out. */
async function newReplies(player: Player): Promise<ChatLine[]> {
  const id = chatOf(player);
  const after = player.seen.get(id) ?? 0;
  const rows = await readLog(player.desk.storage.db, { conversationId: id, after, limit: 1000 });
  player.seen.set(id, rows.at(-1)?.seq ?? after);
  return rows
    .filter((row) => row.visibility === 'all' && row.role === 'desk' && row.type === 'message')
    .map((row) => ({ who: 'desk', text: withChoices(row) }));
}

function withChoices(row: ActivityRow): string {
  const { suggestedActions } = JSON.parse(row.body) as { suggestedActions?: { actions: { title: string }[] } };
  const choices = suggestedActions?.actions.map(({ title }) => `[${title}]`).join(' ');
  return choices ? `${row.text}\n${choices}` : (row.text ?? '');
}
