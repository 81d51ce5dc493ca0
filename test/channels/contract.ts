import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import type { ConversationList, Log, LogEntry } from '#console/api.ts';
import { readConfig } from '#src/config.ts';
import { type Lobby, startLobby } from '#src/lobby.ts';
import type { Log as DeskLog } from '#src/log.ts';
import { type Heard, openShared } from '../conversations/shared.ts';
import { StaffClient } from '../lobby/staff-client.ts';
import { until } from '../storage/engines.ts';

/** Somebody on the far side of a door, as their channel shows the desk to them. */
export interface FarResident {
  /** Writes; resolves when the door has taken it. `copies` are of one message, posted side by side. */
  says(text: string, copies?: number): Promise<void>;
  /** Sends a photo, where the channel carries them to the desk. */
  sendsPhoto?(bytes: Buffer): Promise<void>;
  /** What they can read of the desk and its staff, in order; a photo is `[photo]`. */
  screen(): Promise<string[]>;
}

/** A channel's side of the wire, played for the tests. */
export interface FarSide {
  /** `channel` as the desk names it. */
  channel: string;
  /** What the desk must be told to open this door. */
  settings: Record<string, string>;
  /** Called once the desk serves. */
  begin(base: string): void;
  /** Somebody whom the desk has never met. */
  resident(name: string): Promise<FarResident>;
  close(): Promise<void>;
}

/** What every door must do, whatever its wire. The desk is the whole program, its staff side the real console API. */
export function describeDoor(name: string, open: () => Promise<FarSide>): void {
  describe(`A resident behind the ${name} door`, function () {
    this.timeout(60_000);
    const dataDir = mkdtempSync(join(tmpdir(), 'lobby-door-'));
    const errors: Heard[] = [];
    let far: FarSide;
    let lobby: Lobby;
    let clerk: StaffClient;
    let close: () => Promise<void>;
    before(async () => {
      far = await open();
      const shared = await openShared(errors);
      const env = { ...{ HOST: '127.0.0.1', PORT: '0', QUIET_MS: '0', DATA_DIR: dataDir }, ...far.settings };
      lobby = await startLobby(readConfig(env), shared.log as DeskLog, shared);
      const base = `http://127.0.0.1:${lobby.port}`;
      far.begin(base);
      clerk = new StaffClient(base);
      await clerk.setUp(/\/console\/#\/setup\?token=\S+/.exec(lobby.welcome.join('\n'))?.[0] ?? '', '小陈');
      close = async () => {
        await lobby.stop();
        await shared.handbook.close();
        await far.close();
        rmSync(dataDir, { recursive: true, force: true });
      };
    });
    after(() => close());
    afterEach(() => expect(errors).to.deep.equal([]));

    /** The log of whoever said these words. */
    const chatOf = async (words: string): Promise<string> => {
      const found = await clerk.get<ConversationList>(
        `conversations?channel=${far.channel}&q=${encodeURIComponent(words)}`,
      );
      expect(found.conversations, words).to.have.length(1);
      return found.conversations[0]?.id ?? '';
    };
    const logOf = async (chat: string): Promise<LogEntry[]> => {
      const { activities } = await clerk.get<Log>(`conversations/${encodeURIComponent(chat)}/log?limit=200`);
      return activities.filter(({ type, visibility }) => type === 'message' && visibility === 'all');
    };
    const told = async (chat: string) =>
      (await logOf(chat))
        .filter(({ role }) => role !== 'resident')
        .map(({ text, files }) => text ?? (files.length > 0 ? '[photo]' : ''));
    const post = async (chat: string, call: string, body: object = {}) => {
      const answer = await clerk.call('POST', `conversations/${encodeURIComponent(chat)}/${call}`, body);
      expect(answer.ok, `${call}: ${answer.status}`).to.equal(true);
    };
    /** Everything that was said to them is on their screen, whole and in order. */
    const hasRead = async (resident: FarResident, chat: string) => {
      const lines = (texts: string[]) => texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
      const read = async () => {
        const shown = lines(await resident.screen());
        let at = 0;
        for (const line of lines(await told(chat))) {
          at = shown.indexOf(line, at) + 1;
          if (at === 0) return false;
        }
        return true;
      };
      await until(read);
    };

    it('is taken in once and answered once, in order', async () => {
      const lin = await far.resident('lin');
      await lin.says('厨房水龙头漏水啦');
      const chat = await chatOf('厨房水龙头漏水啦');
      await until(async () => (await told(chat)).length >= 2);
      await hasRead(lin, chat);
      const shown = (await lin.screen()).join('\n');
      expect(shown.match(/自动助手/g)).to.have.length(1);
      expect(shown.indexOf('自动助手')).to.be.below(shown.indexOf('登记报修'));
    });

    it('is heard once however often the channel posts one message, and twice when it is said twice', async () => {
      const wang = await far.resident('wang');
      await wang.says('您好，我姓王名小明', 3);
      const chat = await chatOf('我姓王名小明');
      const heard = async () => (await logOf(chat)).filter(({ role }) => role === 'resident').length;
      await until(async () => (await told(chat)).length > 0);
      await hasRead(wang, chat);
      expect(await heard()).to.equal(1);
      const before = (await wang.screen()).length;
      await wang.says('您好，我姓王名小明');
      await until(async () => (await heard()) === 2);
      await until(async () => (await wang.screen()).length > before);
    });

    it('is somebody of their own: what one says and hears, the other never reads', async () => {
      const [one, other] = [await far.resident('one'), await far.resident('other')];
      await Promise.all([one.says('卧室窗帘轨道松了的那种坏'), other.says('电梯按钮不亮的那种坏')]);
      const chats = [await chatOf('卧室窗帘轨道松了的那种坏'), await chatOf('电梯按钮不亮的那种坏')];
      expect(chats[0]).to.not.equal(chats[1]);
      for (const [resident, chat] of [
        [one, chats[0]],
        [other, chats[1]],
      ] as const) {
        await until(async () => (await told(chat ?? '')).length > 0);
        await hasRead(resident, chat ?? '');
      }
      expect((await one.screen()).join()).to.not.contain('电梯按钮');
      expect((await other.screen()).join()).to.not.contain('卧室窗帘');
    });

    it('shows a photo, which the office sees written anew', async function () {
      const zhao = await far.resident('zhao');
      if (!zhao.sendsPhoto) this.skip();
      await zhao.says('赵先生家里漏水');
      const chat = await chatOf('赵先生家里漏水');
      const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a33' } })
        .withExif({ IFD0: { Copyright: 'hidden-words' } })
        .jpeg()
        .toBuffer();
      await zhao.sendsPhoto(photo);
      await post(chat, 'unmask', { why: '查看漏水的照片' });
      const files = async () => (await logOf(chat)).flatMap(({ files }) => files);
      await until(async () => (await files()).some(({ url }) => url !== ''));
      const [file] = await files();
      const kept = await clerk.call('GET', (file?.url ?? '').replace('/console/api/', ''));
      expect(kept.headers.get('content-type')).to.equal('image/jpeg');
      expect(Buffer.from(await kept.arrayBuffer()).includes('hidden-words')).to.equal(false);
    });

    it('talks with a clerk while the bot is silent, reads words and photos in order, and has the bot back after', async () => {
      const sun = await far.resident('sun');
      await sun.says('孙女士要找人工');
      const chat = await chatOf('孙女士要找人工');
      await until(async () => (await told(chat)).length > 0);
      await post(chat, 'claim');
      await until(async () => (await told(chat)).some((text) => text.includes('为您服务')));
      const spoken = (await told(chat)).length;
      await sun.says('厨房还在漏');
      await until(async () => (await logOf(chat)).some(({ text }) => text === '厨房还在漏'));
      for (const [n, text] of ['师傅已经出发。', '十分钟后到。'].entries())
        await post(chat, 'messages', { text, clientId: `m${n}` });
      const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#3a3' } })
        .png()
        .toBuffer();
      expect(
        (await clerk.sendFile(`conversations/${encodeURIComponent(chat)}/files?clientId=p1`, photo)).status,
      ).to.equal(200);
      await post(chat, 'messages', { text: '请看阀门在哪里。', clientId: 'm9' });
      await hasRead(sun, chat);
      expect((await told(chat)).slice(spoken)).to.deep.equal([
        '师傅已经出发。',
        '十分钟后到。',
        '[photo]',
        '请看阀门在哪里。',
      ]);
      await sun.says('好的，谢谢');
      await post(chat, 'return');
      await until(async () => (await told(chat)).at(-1)?.includes('自动助手') ?? false);
      await hasRead(sun, chat);
    });
  });
}
