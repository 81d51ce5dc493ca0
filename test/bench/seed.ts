import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openHandbook } from '#handbook/handbook.ts';
import { inBothLanguages } from '#records/staff/steps.ts';
import { indexSome } from '#records/transcripts/search-index.ts';
import { ROOT } from '#src/root.ts';
import { openStorage } from '#storage/open.ts';
import { firstEstate } from './load-client.ts';

/** What the stored residents wrote; each text ends with its own number. */
export const TEXTS = [
  '厨房水龙头漏水，麻烦派人看看',
  '电梯又停了，三号楼',
  '请问物业费怎么交',
  '楼上一直在装修，太吵了',
  '门禁卡丢了怎么补办',
  'The light in the hallway is broken',
  '停车位还有吗',
  '什么时候发快递柜的通知',
  '卫生间下水道堵了',
  'When does the office open tomorrow?',
  '我想了解一下入住手续',
  '楼道里有异味，请处理一下',
];

const FIRST_DAY = Date.parse('2024-01-01T00:00:00Z');

/**
 * Fills the store of a data folder with `count` conversations of one activity each, by plain SQL in one transaction. Their ids
 * lie evenly among those the desk would draw, so that a new conversation lands anywhere between them.
 */
export async function seed(dataDir: string, count: number): Promise<void> {
  await (await openStorage({ dataDir, onError: (error) => console.error(error) })).close();
  const database = new DatabaseSync(join(dataDir, 'lobby.db'));
  database.exec(`pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -200000;
    create temp table said (n integer primary key, text text);
    create temp table number (n integer primary key)`);
  const put = database.prepare('insert into said values (?, ?)');
  for (const [n, text] of TEXTS.entries()) put.run(n, text);
  database
    .prepare(
      'insert into number with recursive up(n) as (select 0 union all select n + 1 from up where n + 1 < ?) select n from up',
    )
    .run(count);
  const facts = { estate: firstEstate(), step: Math.floor(2 ** 48 / count), first: FIRST_DAY };
  database.exec('begin');
  database.prepare(CONVERSATIONS).run(facts);
  database.prepare(ACTIVITIES).run({ ...facts, texts: TEXTS.length });
  database.exec('commit; pragma wal_checkpoint(truncate); analyze');
  database.close();
  await indexAll(dataDir);
}

/** As the desk has done by the time it holds so much: every word is in the index. */
async function indexAll(dataDir: string): Promise<void> {
  const handbook = await openHandbook({ dir: join(ROOT, 'data'), watch: false });
  const storage = await openStorage({ dataDir, onError: (error) => console.error(error) });
  const phrases = inBothLanguages(handbook.common().receptionScript);
  const slice = 2000;
  while ((await indexSome(storage, phrases, slice)) === slice);
  await storage.close();
  await handbook.close();
}

const ID = `printf('%012x-seeded', number.n * :step)`;

const CONVERSATIONS = `insert into conversation
  (id, estate_id, channel, user_id, user_name, locale, owner, owner_staff_id, state, state_version, last_seq, inbound_seq,
   turned_seq, attempts, service, reference, created_at, last_at)
  select ${ID}, :estate, 'webchat', 'dl_' || ${ID}, null, 'zh-CN', 'bot', null,
    '{"version":1,"locale":"zh-CN","greeted":true,"misses":0}', 1, 1, 1, 1, 0, 'repair', null,
    :first + number.n * 60000, :first + number.n * 60000 from number order by number.n`;

const ACTIVITIES = `insert into activity
  (conversation_id, seq, id, estate_id, channel, external_id, type, role, from_id, from_name, visibility, text, body, at)
  select ${ID}, 1, ${ID} || '|0000001', :estate, 'webchat', ${ID} || '|dl_' || number.n, 'message', 'resident', 'dl_' || ${ID}, null,
    'all', said.text || ' ' || number.n, '{"locale":"zh-CN","channelData":{"clientActivityID":"' || ${ID} || '"}}',
    :first + number.n * 60000
  from number join said on said.n = number.n % :texts order by number.n`;
