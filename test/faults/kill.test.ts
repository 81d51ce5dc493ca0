import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { openStorage } from '#storage/open.ts';
import { startDesk } from './desk-process.ts';
import { fitModel } from './fitted-model.ts';
import { breaches } from './invariants.ts';
import { enter, type Resident } from './resident.ts';
import { readSeed, seeded } from './seeded.ts';
import { type Lobbies, lineOfLobbies } from './short-lives.ts';

const KILLS = Number(process.env.KILLS ?? 100);
const KILLS_OF_MAIN = Number(process.env.KILLS_OF_MAIN ?? 3);
const HOMES = ['3栋2单元501', '3栋2单元502', '5栋1单元301', '5栋1单元302', '3栋2单元601'];

/** What the residents of one run share. `random` is the seed's; `over` tells them to finish. */
interface World {
  readonly random: () => number;
  readonly settings: Record<string, string>;
  address: string | undefined;
  over: boolean;
}

/** All that one resident said; `filed` counts the reports sent to their end, each of which makes one ticket. */
interface Reports {
  resident: Resident;
  home?: string;
  filed: number;
}

describe('A desk that is killed again and again while residents report repairs', function () {
  this.timeout(900_000);
  let dataDir: string;
  before(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'lobby-kill-'));
  });
  after(() => rmSync(dataDir, { recursive: true }));

  it('keeps, answers once and in order every message it acknowledged', async () => {
    const seed = readSeed();
    console.log(`      SEED=${seed}`);
    const handbook = process.env.HANDBOOK_DIR ?? 'data';
    const settings = {
      DATA_DIR: dataDir,
      HANDBOOK_DIR: handbook,
      LOG_LEVEL: 'error',
      QUIET_MS: '0',
      NODE_COMPILE_CACHE: join(dataDir, 'compiled'),
      MODEL: await fitModel(handbook, dataDir),
    };
    const world: World = { random: seeded(seed), settings, address: undefined, over: false };
    const line = lineOfLobbies(settings);
    try {
      const reports = await killAgainAndAgain(world, line);
      await nothingIsLost(dataDir, reports);
    } finally {
      await line.close();
    }
  });
});

async function killAgainAndAgain(world: World, line: Lobbies): Promise<Reports[]> {
  let lobby = await line.next();
  world.address = lobby.url;
  const talks = Promise.all(HOMES.map((home, index) => reportRepairs(world, home, `1380013800${index}`)));
  talks.catch(() => {
    world.over = true;
  });
  const bystander = await enter(() => world.address);
  for (let kills = 1; kills < KILLS && !world.over; kills++) {
    await pause(60 + world.random() * 90);
    await lobby.kill();
    lobby = await line.next();
    world.address = lobby.url;
  }
  await lobby.kill();
  for (let kills = 0; kills < KILLS_OF_MAIN && !world.over; kills++) await killMain(world, bystander);
  const last = await line.next();
  world.address = last.url;
  world.over = true;
  const reports = await talks;
  await last.stop();
  return [...reports, { resident: bystander, filed: 0 }];
}

/** The real program. Until its model is fitted it answers nothing, and a message that waits through four lives is parked. */
async function killMain(world: World, bystander: Resident): Promise<void> {
  const desk = await startDesk(world.settings);
  world.address = desk.url;
  await bystander.say('你好');
  await bystander.heardAll();
  await pause(world.random() * 200);
  await desk.end('SIGKILL');
}

/** Reports one repair after the other, each message as soon as the one before is acknowledged, some of them twice at once. */
async function reportRepairs(world: World, home: string, phone: string): Promise<Reports> {
  const resident = await enter(() => world.address);
  const words = [
    '报修',
    '厨房水龙头一直在滴水',
    '关上阀门水能停',
    home,
    '昨天晚上开始的',
    '随时都行',
    `我姓王，${phone}`,
    '跳过',
    '对',
  ];
  let filed = 0;
  do {
    for (const text of words) await resident.say(text, { twice: world.random() < 0.1 });
    filed += 1;
    await resident.heardAll();
    const shown = (await resident.shown()).map(({ id }) => id);
    expect(shown, 'each once, in order').to.deep.equal([...new Set(shown)].sort());
  } while (!world.over);
  return { resident, home, filed };
}

async function nothingIsLost(dataDir: string, reports: readonly Reports[]): Promise<void> {
  const storage = await openStorage({ dataDir, onError: () => {} });
  const acknowledged = reports.flatMap(({ resident: { conversationId, acknowledged } }) =>
    acknowledged.map((one) => ({ conversationId, ...one })),
  );
  expect(await breaches(storage, { acknowledged })).to.deep.equal([]);
  for (const { resident, home, filed } of reports) {
    const tickets = await storage.db
      .selectFrom('ticket')
      .select('place')
      .where('conversation_id', '=', resident.conversationId)
      .execute();
    expect(tickets.map(({ place }) => place)).to.deep.equal(Array(filed).fill(home));
  }
  console.log(`      ${KILLS + KILLS_OF_MAIN} kills, ${acknowledged.length} messages`);
  await storage.close();
}
