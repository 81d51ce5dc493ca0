import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Estates } from '#records/estates.ts';
import type { ConversationFilter } from '#records/transcripts/conversation-filter.ts';
import { listConversations } from '#records/transcripts/transcripts.ts';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { PASSWORD, startServer } from '../storage/postgres-server.ts';
import { type Figure, percentile, shown } from './figures.ts';
import { FIRST, MINUTE, RARE_CLERK, seedLists } from './lists-seed.ts';
import { firstEstate } from './load-client.ts';
import { shownFigure } from './results.ts';
import { sizes } from './sizes.ts';

/**
 * `npm run bench:lists`: the manager's list of conversations by each filter, on both engines, with as many conversations stored as
 * the design counts with. With `BENCH_STORE` (a folder, or the address of a PostgreSQL database) it measures a store that
 * was filled before, or fills it if it is empty.
 */
const BUDGET = 200;
const ROUNDS = 7;
const DAY = 1440 * MINUTE;
const middle = FIRST + (sizes.stored / 2) * MINUTE;

const FILTERS: Record<string, ConversationFilter> = {
  'no filter': {},
  'one day': { from: middle, to: middle + DAY },
  'channel, most': { channel: 'webchat' },
  'channel, few': { channel: 'letter' },
  'channel, none': { channel: 'azure' },
  'service, many': { service: 'repair' },
  'service, few': { service: 'privacy' },
  'owner queue': { owner: { kind: 'queue' } },
  'clerk, busy': { clerk: 'clerk-3' },
  'clerk, rare': { clerk: RARE_CLERK },
  'settled by the bot': { outcome: 'bot' },
  'settled by a person': { outcome: 'person' },
  'nobody came': { outcome: 'unserved' },
  'a case came of it': { outcome: 'case' },
  'still open': { outcome: 'open' },
  'level critical': { level: 'critical' },
  'level urgent': { level: 'urgent' },
  'level ordinary': { level: 'ordinary' },
  'level planned': { level: 'planned' },
  'waited 5 min': { waited: 5 * MINUTE },
  'waited 1 h': { waited: 60 * MINUTE },
  'score 5': { score: 5 },
  'score 0': { score: 0 },
  'lacks thank': { lacks: 'thank' },
  'lacks greet': { lacks: 'greet' },
  'not understood': { puzzled: true },
  'hour 3': { hour: { hour: 3, offsets: [{ from: 0, offset: 8 * 60 * MINUTE }] } },
  'channel few, service few': { channel: 'letter', service: 'privacy' },
  'clerk rare, one day': { clerk: RARE_CLERK, from: middle, to: middle + DAY },
  'clerk rare, waited 1 h': { clerk: RARE_CLERK, waited: 60 * MINUTE },
  'critical, nobody came': { level: 'critical', outcome: 'unserved' },
  'service few, a person': { service: 'privacy', outcome: 'person' },
  'score 0, channel few': { score: 0, channel: 'letter' },
  'score 3, nobody came': { score: 3, outcome: 'unserved' },
  'not understood, service few': { puzzled: true, service: 'privacy' },
  'words, many': { words: '漏水' },
  'words, few': { words: '4711' },
  'words, none': { words: '水管爆裂' },
  'words, one sign': { words: '水' },
  'words English': { words: 'hallway light' },
  'words, clerk rare': { words: '漏水', clerk: RARE_CLERK },
  'words, channel few': { words: '电梯', channel: 'letter' },
  'words, level critical': { words: '物业费', level: 'critical' },
  'words, one day': { words: '漏水', from: middle, to: middle + DAY },
};

const READERS: Record<string, Estates> = { 'own estate': [firstEstate()], company: '*' };

async function measureLists(storage: Storage): Promise<Figure[]> {
  await fillIfEmpty(storage);
  const figures: Figure[] = [];
  for (const [who, estates] of Object.entries(READERS)) {
    for (const [what, filter] of Object.entries(FILTERS)) {
      const times: number[] = [];
      let rows = 0;
      for (let round = -1; round < ROUNDS; round++) {
        const began = performance.now();
        try {
          const now = FIRST + sizes.stored * MINUTE;
          rows = (await listConversations(storage, estates, { filter: { opens: 1, ...filter }, limit: 50, now })).rows
            .length;
        } catch (error) {
          rows = -1;
          console.error(what, (error as Error).message);
        }
        if (round >= 0) times.push(performance.now() - began);
        if (times.length > 0 && performance.now() - began > 5000) break;
      }
      const p95 = percentile(times, 0.95);
      const measured = `p50 ${shown(percentile(times, 0.5), 1)} ms, p95 ${shown(p95, 1)} ms, ${rows} rows`;
      const figure = {
        what: `${storage.engine}, ${who}: ${what}`,
        measured,
        budget: `p95 ≤ ${BUDGET} ms`,
        met: p95 <= BUDGET,
      };
      console.log(shownFigure(figure));
      figures.push(figure);
    }
  }
  return figures;
}

async function fillIfEmpty(storage: Storage): Promise<void> {
  const any = await storage.db.selectFrom('conversation').select('id').limit(1).execute();
  if (any.length === 0) await seedLists(storage, sizes.stored);
}

async function measure(place: { databaseUrl?: string; dataDir: string }): Promise<void> {
  const storage = await openStorage({ ...place, onError: (error) => console.error(error) });
  await measureLists(storage);
  await storage.close();
}

async function onPostgres(): Promise<void> {
  const { server, port } = await startServer();
  await server.createDatabase('lobby');
  try {
    const databaseUrl = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/lobby`;
    await measure({ databaseUrl, dataDir: tmpdir() });
  } finally {
    await server.stop();
  }
}

async function onSqlite(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-lists-'));
  try {
    await measure({ dataDir });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const store = process.env.BENCH_STORE;
if (store?.startsWith('postgres')) await measure({ databaseUrl: store, dataDir: tmpdir() });
else if (store) await measure({ dataDir: store });
else {
  await onSqlite();
  await onPostgres();
}
