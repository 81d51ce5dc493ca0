import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { DeskState } from '#dialogs/desk-state.ts';
import { findConversation } from '#records/conversations.ts';
import { readConfig } from '#src/config.ts';
import { type Lobby, startLobby } from '#src/lobby.ts';
import { createLog } from '#src/log.ts';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { startPostgres } from '../storage/postgres.ts';
import { breaches } from './invariants.ts';
import { enter, type Resident } from './resident.ts';

const PAIRS = 1000;
const RESIDENTS = 20;
const sqlite = async () => ({ stop: async () => {} });
const engines: { name: string; place(): Promise<{ url?: string; stop(): Promise<void> }> }[] = [
  { name: 'sqlite', place: sqlite },
  { name: 'postgres', place: startPostgres },
];

for (const engine of engines) {
  describe(`Two messages of one resident at the same moment (${engine.name})`, function () {
    this.timeout(300_000);
    let dataDir: string;
    let lobby: Lobby;
    let storage: Storage;
    let place: Awaited<ReturnType<typeof engine.place>>;
    before(async () => {
      dataDir = mkdtempSync(join(tmpdir(), 'lobby-pairs-'));
      place = await engine.place();
      const { HANDBOOK_DIR } = process.env;
      const settings = {
        DATA_DIR: dataDir,
        DATABASE_URL: place.url,
        HANDBOOK_DIR,
        HOST: '127.0.0.1',
        PORT: '0',
        QUIET_MS: '0',
      };
      lobby = await startLobby(readConfig(settings), createLog('silent'));
      storage = await openStorage({ dataDir, databaseUrl: place.url, onError: () => {} });
    });
    after(async () => {
      await storage.close();
      await lobby.stop();
      await place.stop();
      rmSync(dataDir, { recursive: true });
    });

    it(`both count, each is answered, and none is lost: ${PAIRS} times`, async () => {
      const address = () => `http://127.0.0.1:${lobby.port}`;
      const residents = await Promise.all(Array.from({ length: RESIDENTS }, () => enter(address)));
      await Promise.all(residents.map((one, index) => correctInPairs(storage, one, index)));
      const acknowledged = residents.flatMap(({ conversationId, acknowledged }) =>
        acknowledged.map((one) => ({ conversationId, ...one })),
      );
      expect(acknowledged.length).to.equal(RESIDENTS * 4 + PAIRS * 2);
      expect(await breaches(storage, { acknowledged })).to.deep.equal([]);
    });
  });
}

/** One report stays open, and home and phone are put right again and again, both at once: each must be kept beside the other. */
async function correctInPairs(storage: Storage, resident: Resident, index: number): Promise<void> {
  for (const text of ['厨房水龙头一直在滴水', '关上阀门水能停', '3栋2单元501', '昨天晚上开始的'])
    await resident.say(text);
  await resident.heardAll();
  for (let pair = 0; pair < PAIRS / RESIDENTS; pair++) {
    const room = `${1 + (pair % 9)}0${1 + (index % 4)}`;
    const phone = `138${String(index).padStart(4, '0')}${String(pair).padStart(4, '0')}`;
    await Promise.all([resident.say(`不对，地址是3栋2单元${room}`), resident.say(`电话是${phone}`)]);
    await turnsDone(storage, resident);
    const { where, contact } = await answersOf(storage, resident);
    expect({ where: where?.told, contact: contact?.told }).to.deep.equal({ where: `3栋2单元${room}`, contact: phone });
  }
}

async function turnsDone(storage: Storage, { conversationId }: Resident): Promise<void> {
  for (;;) {
    const row = await findConversation(storage.db, conversationId);
    if (row?.turned_seq === row?.inbound_seq) return;
    await pause(2);
  }
}

async function answersOf(storage: Storage, { conversationId }: Resident) {
  const row = await findConversation(storage.db, conversationId);
  return (JSON.parse(row?.state ?? '{}') as DeskState).open?.answers ?? {};
}
