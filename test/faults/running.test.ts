import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { WebSocket } from 'ws';
import { ROOT } from '#src/root.ts';
import { openStorage } from '#storage/open.ts';
import { type DeskProcess, startDesk } from './desk-process.ts';
import { type Acknowledged, breaches } from './invariants.ts';
import { call, enter, type Resident } from './resident.ts';

/** Words that must never be seen outside the conversation they were said in. */
const SECRETS = {
  words: '金丝雀在唱歌',
  phone: '13912349876',
  name: '欧阳金丝雀',
  file: '金丝雀的房产证',
  key: 'canary-4711',
};

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('A running desk', function () {
  this.timeout(180_000);
  let folder: string;
  let settings: Record<string, string>;
  let desk: DeskProcess;
  let resident: Resident;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lobby-running-'));
    cpSync(process.env.HANDBOOK_DIR ?? join(ROOT, 'data'), join(folder, 'handbook'), { recursive: true });
    settings = { DATA_DIR: join(folder, 'data'), HANDBOOK_DIR: join(folder, 'handbook'), LOG_LEVEL: 'debug' };
    desk = await startDesk(settings);
    resident = await enter(() => desk.url);
  });
  after(async () => {
    await desk.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  describe('that is asked for nonsense', () => {
    const activities = () => `/v3/directline/conversations/${resident.conversationId}/activities`;
    const token = () => resident.token;
    const ask: Record<string, () => ReturnType<typeof call>> = {
      '404 unknown address': () => call(desk.url, `/nowhere/${SECRETS.key}`),
      '404 unknown Direct Line address': () => call(desk.url, `/v3/directline/${SECRETS.key}`),
      '404 unknown console call': () => call(desk.url, `/console/api/${SECRETS.key}`),
      '405 odd method': () => call(desk.url, '/healthz', { method: 'DELETE' }),
      '401 no token': () => call(desk.url, activities(), { body: { type: 'message', text: SECRETS.words } }),
      '403 wrong token': () => call(desk.url, activities(), { token: SECRETS.key, body: { type: 'message' } }),
      '403 conversation of somebody else': () =>
        call(desk.url, '/v3/directline/conversations/another/activities', { token: token() }),
      '400 not JSON': () => call(desk.url, activities(), { token: token(), body: `{"text":"${SECRETS.words}` }),
      '400 not an activity': () => call(desk.url, activities(), { token: token(), body: [SECRETS.words] }),
      '413 oversize': () =>
        call(desk.url, activities(), { token: token(), body: { type: 'message', text: SECRETS.words.repeat(20_000) } }),
      '413 oversize file': () =>
        call(desk.url, `/v3/directline/conversations/${resident.conversationId}/upload`, {
          token: token(),
          body: new Uint8Array(11 * 1024 * 1024),
          headers: { 'content-type': 'image/jpeg' },
        }),
      '415 strange file': () =>
        call(desk.url, `/v3/directline/conversations/${resident.conversationId}/upload`, {
          token: token(),
          body: `MZ ${SECRETS.words}`,
          headers: {
            'content-type': 'image/jpeg',
            'content-disposition': `filename*=UTF-8''${encodeURIComponent(SECRETS.file)}.jpg`,
          },
        }),
      '400 session that is not JSON': () => call(desk.url, '/chat/session', { body: SECRETS.words }),
    };
    for (const [title, request] of Object.entries(ask)) {
      it(`answers ${title} with a code and words, and shows nothing of its inside`, async () => {
        const { status, text, body } = await request();
        expect(String(status)).to.equal(title.slice(0, 3));
        expect(body.error?.code).to.match(/^[A-Za-z-]+$/);
        expect(body.error?.message).to.match(/^[A-Z].*\.$/);
        expect(text).not.to.match(/\bat .*[:(]\d|node_modules|\.ts\b|canary|金丝雀/);
      });
    }

    it('still says that it is well', async () => {
      expect(await call(desk.url, '/healthz')).to.deep.include({ status: 200, body: { alive: true } });
      expect(await call(desk.url, '/readyz')).to.deep.include({ status: 200, body: { ready: true, reasons: [] } });
    });
  });

  describe('that is written about in its log', () => {
    it('keeps words, names, phone numbers and file names out of its log', async () => {
      await resident.say(`${SECRETS.words}，我是${SECRETS.name}，${SECRETS.phone}`);
      const sent = await call(desk.url, `/v3/directline/conversations/${resident.conversationId}/upload`, {
        token: resident.token,
        body: PIXEL,
        headers: {
          'content-type': 'image/png',
          'content-disposition': `filename*=UTF-8''${encodeURIComponent(SECRETS.file)}.png`,
        },
      });
      expect(sent.status).to.equal(200);
      await resident.say('转人工');
      await resident.heardAll();
      await desk.end('SIGTERM');
      for (const secret of Object.values(SECRETS)) expect(desk.output()).not.to.include(secret);
      expect(desk.output()).not.to.include(resident.token).and.not.to.include('020-5550');
      desk = await startDesk(settings);
    });
  });

  describe('whose handbook is edited', () => {
    it('goes on with the last good handbook while an edit is broken, says so, and takes the mended one', async () => {
      const office = join(folder, 'handbook/estates/qinghu/office.json');
      const good = readFileSync(office, 'utf8');
      writeFileSync(office, good.replace('"hours":', '"hour":'));
      await seen(() => desk.output().includes('handbook-edit-refused'));
      expect(desk.output()).to.include('"file":"estates/qinghu/office.json"');
      const other = await enter(() => desk.url);
      await other.say('你们几点上班？');
      await other.heardAll();
      writeFileSync(office, good.replaceAll('020-5550-0100', '020-5550-0199'));
      const asks = async () => (await call(desk.url, '/')).text.includes('020-5550-0199');
      while (!(await asks())) await pause(50);
    });
  });

  describe('that is told to end', () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      it(`ends cleanly by ${signal} in the middle of the rush, and the next start goes on where it was`, async () => {
        let address: string | undefined = desk.url;
        const residents = await Promise.all([1, 2, 3, 4].map(() => enter(() => address)));
        const sockets = await Promise.all(residents.map((one) => listen(desk.url, one)));
        let rush = true;
        const talks = residents.map(async (one) => {
          for (let said = 0; rush; said++) await one.say(`第${said}句，厨房水龙头漏水`);
        });
        await seen(() => residents.every(({ acknowledged }) => acknowledged.length > 3));
        expect(await desk.end(signal)).to.equal(0);
        await Promise.all(sockets.map((socket) => seen(() => socket.readyState === WebSocket.CLOSED)));
        address = undefined;
        desk = await startDesk(settings);
        address = desk.url;
        rush = false;
        await Promise.all(talks);
        expect(await desk.end('SIGTERM')).to.equal(0);

        const storage = await openStorage({ dataDir: settings.DATA_DIR ?? '', onError: () => {} });
        const acknowledged = residents.flatMap(({ conversationId, acknowledged }) =>
          acknowledged.map((one) => ({ conversationId, ...one })),
        );
        expect(await breaches(storage, { acknowledged, settled: false })).to.deep.equal([]);
        await storage.close();
        desk = await startDesk(settings);
        await settled(settings.DATA_DIR ?? '', acknowledged);
      });
    }
  });
});

/** Waits until each message had its turn, and looks over the store once more. */
async function settled(dataDir: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  const storage = await openStorage({ dataDir, onError: () => {} });
  const waiting = () =>
    storage.db.selectFrom('conversation').select('id').whereRef('turned_seq', '<', 'inbound_seq').execute();
  while ((await waiting()).length > 0) await pause(50);
  expect(await breaches(storage, { acknowledged })).to.deep.equal([]);
  await storage.close();
}

async function listen(url: string, { conversationId, token }: Resident): Promise<WebSocket> {
  const { body } = await call(url, `/v3/directline/conversations/${conversationId}`, { token });
  const socket = new WebSocket(String(body.streamUrl));
  await new Promise((resolve) => socket.once('open', resolve));
  return socket;
}

async function seen(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(20);
}
