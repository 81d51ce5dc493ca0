import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ConversationLog } from '#channels/direct-line/conversation-log.ts';
import { createSpeech } from '#dialogs/speech.ts';
import { openHandbook } from '#handbook/handbook.ts';
import { systemClock } from '#records/clock.ts';
import { type Desk, openDesk } from '#src/desk.ts';
import { createDeskLog } from '#src/desk-log.ts';
import { createDeskRecognizer } from '#src/desk-recognizer.ts';
import { createLog } from '#src/log.ts';
import { ROOT } from '#src/root.ts';
import { type Figure, median, shown } from './figures.ts';
import { CORRECTIONS, firstEstate, message, REPORT } from './load-client.ts';
import { sizes } from './sizes.ts';

const BUDGET = 1.2;
const CHATS = 100;

/** The same turn in one process, on an empty store and on a full one, batch by batch in turn. */
export async function measureTurnCost(folders: { empty: string; full: string }): Promise<Figure[]> {
  const handbookDir = join(ROOT, 'data');
  const handbook = await openHandbook({ dir: handbookDir, watch: false });
  const recognizer = await createDeskRecognizer(handbook, { handbookDir });
  const parts = { handbook, recognizer, speech: createSpeech(join(ROOT, 'locales')) };
  const open = (dataDir: string) =>
    openDesk({ ...parts, handbookDir, dataDir, clock: systemClock, log: createLog('error') });
  const desks = { empty: await open(folders.empty), full: await open(folders.full) };
  const talks = { empty: await startTalk(desks.empty), full: await startTalk(desks.full) };
  const costs = { empty: [] as number[], full: [] as number[] };
  for (let batch = -2; batch < sizes.batches; batch++) {
    for (const store of ['empty', 'full'] as const) {
      const cost = await talks[store](sizes.batchTurns);
      if (batch >= 0) costs[store].push(cost);
    }
  }
  await Promise.all([desks.empty.close(), desks.full.close(), handbook.close()]);
  rmSync(folders.empty, { recursive: true });
  const ratio = median(costs.full) / median(costs.empty);
  return [
    { what: 'one turn after the other in one process, empty store', measured: `${shown(median(costs.empty), 2)} ms` },
    {
      what: `the same with ${shown(sizes.stored)} conversations and activities stored`,
      measured: `${shown(ratio, 2)} × (${shown(median(costs.full), 2)} ms)`,
      budget: `≤ ${BUDGET} ×`,
      met: ratio <= BUDGET,
    },
  ];
}

/** Opens conversations at the form's question; answers the way to run some turns and to learn the milliseconds of one. */
async function startTalk(desk: Desk): Promise<(turns: number) => Promise<number>> {
  const log = createDeskLog(desk.storage, systemClock);
  const ids = Array.from({ length: CHATS }, () => randomUUID());
  for (const id of ids) {
    const context = { estate: firstEstate() };
    await log.start({ conversationId: id, user: { id: 'dl_resident' }, locale: 'zh-CN', context });
    await say(desk, log, id, REPORT);
  }
  let turn = 0;
  return async (turns) => {
    const began = performance.now();
    for (const last = turn + turns; turn < last; turn++) {
      const text = CORRECTIONS[(Math.floor(turn / CHATS) + 1) % 2] as string;
      await say(desk, log, ids[turn % CHATS] as string, text);
    }
    return (performance.now() - began) / turns;
  };
}

async function say(desk: Desk, log: ConversationLog, conversationId: string, text: string): Promise<void> {
  const id = randomUUID();
  const user = { id: 'dl_resident' };
  await log.post({
    conversationId,
    user,
    activity: message(text, id),
    externalId: `${conversationId}|${id}`,
    files: [],
  });
  await desk.turns.idle();
}
