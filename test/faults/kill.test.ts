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
import { lineOfLobbies } from './short-lives.ts';

const KILLS = Number(process.env.KILLS ?? 100);
const KILLS_OF_MAIN = 4;
const HOMES = ['3栋2单元501', '3栋2单元502', '5栋1单元301', '5栋1单元302', '3栋2单元601'];

describe('A desk that is killed again and again while residents report repairs', () => {
  it('keeps, answers once and in order every message it acknowledged', async function () {
    this.timeout(600_000);
    const seed = readSeed();
    console.log(`      SEED=${seed}`);
    const random = seeded(seed);
    const dataDir = mkdtempSync(join(tmpdir(), 'lobby-kill-'));
    const settings = { DATA_DIR: dataDir, LOG_LEVEL: 'error', NODE_COMPILE_CACHE: join(dataDir, 'compiled') };
    const world: World = { random, address: undefined, over: false };
    const model = await fitModel(process.env.HANDBOOK_DIR ?? 'data', dataDir);
    const line = lineOfLobbies({ ...settings, MODEL: model });

    const first = await line.next();
    world.address = first.url;
    const talks = HOMES.map((home, index) => reportRepairs(world, home, `1380013800${index}`));
    const bystander = await enter(() => world.address);
    await first.kill();
    for (let kills = 1; kills < KILLS; kills++) {
      const lobby = await line.next();
      world.address = lobby.url;
      await pause(60 + random() * 90);
      await lobby.kill();
    }
    for (let kills = 0; kills < KILLS_OF_MAIN; kills++) {
      const desk = await startDesk(settings);
      world.address = desk.url;
      // Until its model is fitted the real desk answers nothing; a message that waits through four lives would be parked.
      await bystander.say('你好');
      await bystander.heardAll();
      await pause(random() * 200);
      await desk.end('SIGKILL');
    }
    const last = await line.next();
    world.address = last.url;
    world.over = true;
    const reports = await Promise.all(talks);
    await last.stop();
    await line.close();

    const storage = await openStorage({ dataDir, onError: () => {} });
    const residents = [bystander, ...reports.map(({ resident }) => resident)];
    const acknowledged = residents.flatMap(({ conversationId, acknowledged }) =>
      acknowledged.map((one) => ({ conversationId, ...one })),
    );
    expect(await breaches(storage, { acknowledged })).to.deep.equal([]);
    for (const { resident, home, filed } of reports) {
      const tickets = await storage.db
        .selectFrom('ticket')
        .selectAll()
        .where('conversation_id', '=', resident.conversationId)
        .execute();
      expect(tickets.map(({ place }) => place)).to.deep.equal(Array(filed).fill(home));
    }
    console.log(`      ${KILLS + KILLS_OF_MAIN} kills, ${acknowledged.length} messages`);
    await storage.close();
    rmSync(dataDir, { recursive: true });
  });
});

interface World {
  random: () => number;
  address: string | undefined;
  over: boolean;
}

interface Report {
  resident: Resident;
  home: string;
  /** Reports sent to their end, each of which makes one ticket. */
  filed: number;
}

/** Reports one repair after the other, each message as soon as the one before is acknowledged, some of them twice at once. */
async function reportRepairs(world: World, home: string, phone: string): Promise<Report> {
  const resident = await enter(() => world.address);
  let filed = 0;
  do {
    const words = [
      '报修',
      '厨房水龙头一直在滴水',
      home,
      '昨天晚上开始的',
      '明天下午都在家',
      `我姓王，${phone}`,
      '跳过',
      '对',
    ];
    for (const text of words) await resident.say(text, { twice: world.random() < 0.1 });
    filed += 1;
    await resident.heardAll();
    const screen = await resident.shown();
    expect(screen.map(({ id }) => id)).to.deep.equal([...new Set(screen.map(({ id }) => id))].sort());
  } while (!world.over);
  return { resident, home, filed };
}
