import { expect } from 'chai';
import type { ConversationList, Log } from '#console/api.ts';
import type { ExportLink } from '#console/transcripts/transcripts-api.ts';
import type { NewActivity } from '#records/activities.ts';
import { keepAttachments } from '#records/attachments.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { indexSome } from '#records/transcripts/search-index.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aChat, aClerk, type Browser, type RunningDesk, startDesk } from './desk.ts';

const PHRASES = { greet: [], listen: [], answer: [], serve: [], thank: [] };

/** What somebody types, and how it reads to whoever does not serve them. */
const TYPED: [string, string][] = [
  ['我叫李小明，厨房漏水', '我叫李**，厨房漏水'],
  ['我叫李明来开门', '我叫李**来开门'],
  ['您好，我姓王名大海', '您好，我姓王**'],
  ['业主王建国家里没电', '业主王**家里没电'],
  ['我是租客何伟，住3栋2单元501', '我是租客何**，住3栋2单元501'],
  ['我老婆陈芳在家', '我老婆陈**在家'],
  ['联系人：欧阳娜娜', '联系人：欧**'],
  ['请找周海燕女士', '请找周**女士'],
  ['赵雷 13800138000', '赵** 138****8000'],
  ['My name is Daniel Wu, flat 501', 'My name is D**, flat 501'],
  ["Hello, I'm Anna Smith.", "Hello, I'm A**."],
  ['Please ring Mrs Miller', 'Please ring Mrs M**'],
];

/** Ordinary words in the places where a name would be hidden. */
const ORDINARY = [
  '我叫了师傅来看马桶',
  '我是高层的业主，周一在家',
  '我是方便的，随时可以',
  '业主应该交多少物业费',
  '业主安装空调要报备吗，业主常年不在家怎么办',
  '业主大会什么时候开',
  '我是王先生，我姓王',
  '安排师傅来，马上师傅就到',
  '项目经理说管道 3 天修好',
  "I'm waiting, I'm Chinese. This is Building 3",
];

onEveryEngine('A transcript that is not opened', (storage) => {
  let desk: RunningDesk;
  let lin: Browser;
  let chen: Browser;
  const chatOf = (says: (string | NewActivity)[]) => aChat(storage(), { says });
  const read = async (browser: Browser, chat: string) => {
    const { activities } = (await browser.get<Log>(`conversations/${chat}/log`)).body;
    return activities.map(({ text }) => text);
  };

  before(async () => {
    desk = await startDesk(storage());
    lin = await aClerk(desk, storage(), { name: 'lin', role: 'manager', estates: ['lake'] });
    chen = await aClerk(desk, storage(), { name: 'chen', estates: ['lake'] });
  });
  after(async () => {
    await desk.stop();
    expect(desk.errors).to.deep.equal([]);
  });

  it('hides a name that its words tell of, in Chinese and in English', async () => {
    for (const [typed, shown] of TYPED) expect(await read(lin, await chatOf([typed]))).to.deep.equal([shown]);
  });

  it('leaves ordinary words as they were said', async () => {
    expect(await read(lin, await chatOf(ORDINARY))).to.deep.equal(ORDINARY);
  });

  it('hides a name everywhere once it was told, and the bare answer to the question for it', async () => {
    const chat = await chatOf([
      { type: 'message', role: 'desk', fromId: 'desk', text: '请问怎么称呼您？' },
      '孙丽华',
      { type: 'message', role: 'staff', fromId: 'x', fromName: '小陈', text: '好的，孙丽华您好，我叫陈小红' },
      '安静',
    ]);
    expect(await read(chen, chat)).to.deep.equal(['请问怎么称呼您？', '孙**', '好的，孙**您好，我叫陈小红', '安静']);
  });

  it('hides a name in the list of chats and in what a search has found, even where it was all that was said', async () => {
    const chat = await chatOf(['我叫吴晓波，快递柜打不开', '吴晓波']);
    while ((await indexSome(storage(), PHRASES, 50)) > 0);
    const found = await lin.get<ConversationList>(`conversations?q=${encodeURIComponent('吴晓波')}`);
    expect(found.body.conversations.map(({ id, lastText, hit }) => [id, lastText, hit?.text])).to.deep.equal([
      [chat, '吴**', '吴**'],
    ]);
    const other = await lin.get<ConversationList>(`conversations?q=${encodeURIComponent('快递柜')}`);
    expect(other.body.conversations[0]?.hit?.text).to.equal('我叫吴**，快递柜打不开');
  });

  describe('with a photo', () => {
    let chat: string;
    const bytes = new Uint8Array([1, 2, 3]);
    const image = (id: string) => ({
      text: '',
      body: { attachments: [{ contentType: 'image/jpeg', contentUrl: `lobby-file:${id}`, name: '李小明家.jpg' }] },
    });
    const see = async (browser: Browser, id: string) =>
      (await browser.fetch(`conversations/${chat}/files/${id}`)).status;
    before(async () => {
      chat = await chatOf([
        { type: 'message', role: 'resident', fromId: 'r', ...image('leak') },
        { type: 'message', role: 'staff', fromId: 's', fromName: '小陈', ...image('valve') },
        { type: 'message', role: 'resident', fromId: 'r', ...image('tap') },
      ]);
      await storage().transact(async (tx) => {
        const files = ['leak', 'valve', 'tap'].map((id) => ({ id, name: 'a.jpg', contentType: 'image/jpeg', bytes }));
        await keepAttachments(tx, { id: chat, estateId: 'lake' }, files, 1);
        const filed = { service: 'repair', letter: 'R', date: '20260302', level: 'urgent' as const, summary: '漏水' };
        const answers = { photo: { value: [{ id: 'tap' }], told: '照片 1 张' } };
        const about = { estateId: 'lake', conversationId: chat, actor: 'desk' };
        await fileTicket(tx, { ...filed, ...about, answers }, systemClock);
      });
    });

    it('does not show what the resident sent, only that it was sent; what staff sent is shown', async () => {
      const { activities } = (await lin.get<Log>(`conversations/${chat}/log`)).body;
      expect(
        activities.map(({ files }) => files.map(({ hidden, id, name }) => [hidden ?? false, id, name])),
      ).to.deep.equal([[[true, '', '']], [[false, 'valve', '李小明家.jpg']], [[true, '', '']]]);
      const transcript = JSON.stringify((await lin.get(`conversations/${chat}/transcript`)).body);
      expect(transcript).to.not.match(/lobby-file:(leak|tap)/);
      expect(transcript).to.contain('lobby-file:valve');
      for (const format of ['csv', 'json', 'html', 'transcript']) {
        const order = { id: chat, format, language: 'zh-CN' };
        const { url } = (await lin.post<ExportLink>('exports', order)).body;
        const file = await (await lin.fetch(url.replace('/console/api/', ''))).text();
        expect(file, format).to.not.match(/lobby-file:(leak|tap)|"leak"|\btap\b/);
        if (format === 'csv' || format === 'html') expect(file, format).to.contain('文件已隐去');
      }
    });

    it('gives the file itself to nobody by its address, but as part of a case', async () => {
      for (const browser of [lin, chen]) {
        expect(await see(browser, 'leak')).to.equal(403);
        expect(await see(browser, 'valve')).to.equal(200);
        expect(await see(browser, 'tap')).to.equal(200);
        expect(await see(browser, 'elsewhere')).to.equal(404);
      }
    });

    it('shows it to whoever serves the chat, and to a manager who has said why', async () => {
      await lin.post(`conversations/${chat}/unmask`, { why: '核对漏水' });
      expect(await see(lin, 'leak')).to.equal(200);
      expect((await chen.post(`conversations/${chat}/pull`)).status).to.equal(204);
      expect(await see(chen, 'leak')).to.equal(200);
      const { activities } = (await chen.get<Log>(`conversations/${chat}/log`)).body;
      expect(activities[0]?.files[0]).to.include({ id: 'leak' }).and.not.have.property('hidden');
    });
  });
});
