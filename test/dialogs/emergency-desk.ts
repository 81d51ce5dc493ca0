import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpeech } from '#dialogs/speech.ts';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { findDwelling } from '#handbook/register.ts';
import { append, readLog, takeIn } from '#records/activities.ts';
import { fixedClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { type Desk, openDesk } from '#src/desk.ts';
import { ROOT } from '#src/root.ts';
import type { Recognizer } from '#understanding/recognizer.ts';
import { createUnderstanding } from '#understanding/understanding.ts';

/** 22:40 at the estate. */
export const START = Date.parse('2026-11-23T22:40:00+08:00');

/** A desk on a fixed clock whose recognizers are all off: rules and entities alone. */
export interface EmergencyDesk {
  desk: Desk;
  clock: ReturnType<typeof fixedClock>;
  warned: string[];
  /** Opens a conversation; its id. */
  chat(locale?: 'zh-CN' | 'en'): Promise<string>;
  /** The resident writes; what they see in answer. */
  say(chat: string, text: string): Promise<string[]>;
  /** What the resident has seen since the last look. */
  hear(chat: string): Promise<string[]>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the desk with the shipped handbook; `duty` replaces duty.json, null leaves it out; `notices` replaces notices.json. */
export async function openEmergencyDesk(duty?: object | null, notices?: object): Promise<EmergencyDesk> {
  const dir = mkdtempSync(join(tmpdir(), 'lobby-emergency-'));
  const handbookDir = join(dir, 'handbook');
  for (const folder of ['common', 'estates'])
    cpSync(join(ROOT, 'data', folder), join(handbookDir, folder), { recursive: true });
  const file = join(handbookDir, 'estates/qinghu/duty.json');
  if (duty === null) rmSync(file);
  else if (duty) writeFileSync(file, JSON.stringify(duty));
  if (notices) writeFileSync(join(handbookDir, 'estates/qinghu/notices.json'), JSON.stringify(notices));
  const handbook = await openHandbook({ dir: handbookDir, watch: false });
  const clock = fixedClock(START);
  const warned: string[] = [];
  const log = {
    info: () => {},
    warn: (code: string) => void warned.push(code),
    error: (code: string, error: unknown) => {
      throw new Error(code, { cause: error });
    },
  };
  const speech = createSpeech(join(ROOT, 'locales'));
  const recognizer = withoutModel(handbook, dir);
  const open = () => openDesk({ dataDir: dir, handbookDir, handbook, clock, log, speech, recognizer });
  let desk = await open();
  const seen = new Map<string, number>();
  let chats = 0;
  const hear = async (id: string) => {
    await desk.turns.idle();
    const rows = await readLog(desk.storage.db, { conversationId: id, after: seen.get(id) ?? 0, limit: 1000 });
    seen.set(id, rows.at(-1)?.seq ?? seen.get(id) ?? 0);
    return rows
      .filter((row) => row.visibility === 'all' && row.role === 'desk' && row.type === 'message')
      .map(({ text }) => text ?? '');
  };
  return {
    get desk() {
      return desk;
    },
    clock,
    warned,
    hear,
    async chat(locale = 'zh-CN') {
      chats += 1;
      const id = `chat-${chats}`;
      const about = { id, estateId: 'qinghu', channel: 'webchat', userId: `dl_${chats}`, locale };
      await desk.storage.transact((tx) => openConversation(tx, about, clock.now()));
      return id;
    },
    async say(id, text) {
      const message = { type: 'message', role: 'resident', fromId: 'dl_1', text, channel: 'webchat' } as const;
      await takeIn(desk.storage, id, message, { now: clock.now() });
      return hear(id);
    },
    async restart() {
      await desk.close();
      desk = await open();
      await desk.turns.recover();
    },
    async close() {
      await desk.close();
      await handbook.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** No example to learn from: the model never comes to be. */
function withoutModel(handbook: Handbook, dir: string): Recognizer {
  const { faultWords, emergency } = handbook.common();
  const own = createUnderstanding({
    dir: join(dir, 'no-examples'),
    faultWords,
    emergency,
    register: (id) => (parts) => {
      const estate = handbook.estate(id);
      const found = estate && findDwelling(estate, parts);
      const homes = found?.kind === 'exact' ? [found.dwelling] : found?.kind === 'candidates' ? found.dwellings : [];
      return homes.map(({ code, building, unit, room }) => ({ id: code, building, unit, room }));
    },
  });
  own.ready.catch(() => undefined);
  return own;
}

/** Posts an event in the resident's name, as any page may. */
export async function postAsResident({ desk, clock }: EmergencyDesk, chat: string, name: string, value: object) {
  const event = { type: 'event', role: 'resident', fromId: 'dl_1', body: { name, value }, inbound: true } as const;
  await desk.storage.transact((tx) => append(tx, chat, [event], clock.now()));
  await desk.turns.idle();
}
