import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { append, readLog, takeIn } from '#records/activities.ts';
import { systemClock } from '#records/clock.ts';
import { findConversation, openConversation } from '#records/conversations.ts';
import type { ActivityRow } from '#storage/schema.ts';
import { readConfig } from './config.ts';
import { type Desk, openDesk } from './desk.ts';
import { createLog } from './log.ts';

/** `npm run chat`: the desk in the terminal, as a resident meets it. Reads piped lines too. */
const { values } = parseArgs({
  options: { locale: { type: 'string', default: 'zh-CN' }, data: { type: 'string' }, estate: { type: 'string' } },
});
const config = readConfig(process.env);
const dataDir = values.data ? resolve(values.data) : mkdtempSync(join(tmpdir(), 'lobby-chat-'));
const desk = await openDesk({
  ...config,
  dataDir,
  handbookDir: config.handbookDir,
  clock: systemClock,
  log: createLog('error'),
  // Whoever types here sends whole sentences, and piped lines stand each by itself.
  quietMs: 0,
});
const estate = values.estate ?? desk.handbook.estates()[0]?.id ?? '';
const CHAT = `terminal-${estate}`;
const RESIDENT = { id: 'dl_terminal' };

let shown = await lastSeq(desk);
await arrive();
const atTerminal = process.stdin.isTTY;
const input = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ', terminal: atTerminal });
if (atTerminal) input.prompt();
for await (const line of input) {
  if (!atTerminal) console.log(`> ${line}`);
  if (line.trim() !== '') await say(line.trim());
  // Piped lines may all be read already: a closed input takes no prompt.
  if (atTerminal) input.prompt();
}
await desk.close();
if (!values.data) rmSync(dataDir, { recursive: true, force: true });

async function arrive(): Promise<void> {
  await desk.storage.transact(async (tx) => {
    const now = systemClock.now();
    const created = await openConversation(
      tx,
      { id: CHAT, estateId: estate, channel: 'terminal', userId: RESIDENT.id, locale: values.locale },
      now,
    );
    if (!created) return;
    await append(
      tx,
      CHAT,
      [{ type: 'conversationUpdate', role: 'system', fromId: RESIDENT.id, visibility: 'staff', inbound: true }],
      now,
    );
  });
  await showReplies();
}

async function say(text: string): Promise<void> {
  const message = { type: 'message', role: 'resident', fromId: RESIDENT.id, text, channel: 'terminal' } as const;
  await takeIn(desk.storage, CHAT, message, { now: systemClock.now() });
  await showReplies();
}

async function showReplies(): Promise<void> {
  await desk.turns.idle();
  const rows = await readLog(desk.storage.db, { conversationId: CHAT, after: shown, limit: 1000 });
  shown = rows.at(-1)?.seq ?? shown;
  for (const row of rows.filter(isForResident)) console.log(`${withChoices(row)}\n`);
}

function isForResident(row: ActivityRow): boolean {
  return row.role !== 'resident' && row.visibility === 'all' && row.type === 'message';
}

function withChoices(row: ActivityRow): string {
  const { suggestedActions } = JSON.parse(row.body) as { suggestedActions?: { actions: { title: string }[] } };
  const choices = (suggestedActions?.actions ?? []).map(({ title }, at) => `${at + 1} ${title}`).join('   ');
  return choices ? `${row.text}\n  ${choices}` : (row.text ?? '');
}

async function lastSeq({ storage }: Desk): Promise<number> {
  return (await findConversation(storage.db, CHAT))?.last_seq ?? 0;
}
