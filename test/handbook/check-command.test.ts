import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { columns } from '#handbook/write-json.ts';
import { handbookCommand } from '#src/handbook-command.ts';
import { aHandbookFolder, type HandbookFolder, shipped } from './handbook-folder.ts';

const MEANS = JSON.stringify({
  means: Object.fromEntries(
    ['duty-group', 'engineer-group', 'manager-group'].map((key) => [
      key,
      { kind: 'wecom', url: 'https://example.com/robot?key=s3cret' },
    ]),
  ),
});
const qinghu = (document: string) => `estates/qinghu/${document}.json`;
type Entry = Record<string, unknown>;
/** What `entries` an edited document holds under a key. */
const list = (document: object, key: string) => (document as Record<string, Entry[]>)[key] ?? [];

describe('npm run handbook -- check', () => {
  let folder: HandbookFolder;
  let dataDir: string;
  beforeEach(() => {
    folder = aHandbookFolder();
    dataDir = mkdtempSync(join(tmpdir(), 'lobby-check-'));
    cpSync(join(shipped, 'common', 'utterances'), folder.path('common/utterances'), { recursive: true });
  });
  afterEach(() => {
    folder.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function check(...args: string[]) {
    const lines: string[] = [];
    const code = await handbookCommand(['check', ...args], {
      handbookDir: folder.dir,
      dataDir,
      now: new Date('2026-11-23T02:00:00Z'),
      say: (line) => lines.push(...line.split('\n')),
    });
    // A sentence may run over several lines.
    return { code, lines, text: lines.map((line) => line.trim()).join('') };
  }

  /** Fills in and signs everything that the sample leaves open. */
  function fillIn(): void {
    folder.edit('common/safety-lines.json', (document) => {
      for (const line of list(document, 'lines')) Object.assign(line, { draft: false, signedBy: '安全主管' });
    });
    folder.edit('common/knowledge.json', (document) => {
      for (const entry of list(document, 'entries')) Object.assign(entry, { reviewer: '客服主管' });
    });
    folder.edit(qinghu('facts'), (document) => {
      for (const fact of list(document, 'facts')) Object.assign(fact, { value: { zh: '有', en: 'yes' } });
    });
    folder.edit(qinghu('tariff'), (document) => {
      for (const price of list(document, 'prices')) Object.assign(price, { price: 1 });
    });
    folder.edit(qinghu('profile'), (document) => {
      for (const [key, value] of Object.entries(document)) if (value === null) Object.assign(document, { [key]: 1 });
    });
    folder.edit(qinghu('office'), (document) => {
      const phones = document.phones ?? {};
      for (const key of ['power', 'water', 'housing-department', 'community', 'owners-committee']) {
        Object.assign(phones, { [key]: { number: '020-5550-0199' } });
      }
      for (const phone of Object.values(phones)) Object.assign(phone, { checkedOn: '2026-11-20' });
    });
    writeFileSync(join(dataDir, 'paging.json'), MEANS);
  }

  it('says of the sample what is missing and what the desk will therefore not say, the worst first', async () => {
    const { code, text } = await check();
    expect(code).to.equal(1);
    const told = [
      '有危险的时候',
      '16 条安全提示还没有签字',
      '没有能用的呼叫方式',
      '会说错，或者说了不该说的',
      '不会回答，只能说“我来问一下”',
      'K50 装修押金多少、什么时候退？ ‹facts.deposit›',
      '没有价格：访客临时停车、更换吊顶板',
      '不会说出口的时限',
      '一年做几次满意度调查',
    ];
    const places = told.map((words) => text.indexOf(words));
    expect(places, told.map((words, at) => `${places[at]} ${words}`).join('\n')).to.deep.equal(
      [...places].sort((a, b) => a - b),
    );
    expect(Math.min(...places)).to.be.at.least(0);
  });

  it('fits a screen of 80 columns in both languages, and tells no number and no secret', async () => {
    writeFileSync(join(dataDir, 'paging.json'), MEANS);
    for (const args of [[], ['--en']]) {
      const { lines, text } = await check(...args);
      expect(lines.filter((line) => columns(line) > 80)).to.deep.equal([]);
      expect(text).to.not.match(/5550|s3cret|example\.com/);
    }
    expect((await check('--en')).text).to.contain('16 safety lines are not signed');
  });

  it('is content with a handbook that is filled in and signed', async () => {
    fillIn();
    const { code, text } = await check();
    expect(text).to.contain('都填好了。');
    expect(code).to.equal(0);
  });

  it('names file, key and reason of each mistake, and looks no further', async () => {
    folder.edit(qinghu('profile'), (document) => Object.assign(document, { normalAckMin: '30' }));
    folder.edit(qinghu('office'), (document) => Object.assign(document, { phnoes: {} }));
    const { code, text } = await check();
    expect(code).to.equal(2);
    expect(text).to.contain('有 2 处错误');
    expect(text).to.contain(`${qinghu('profile')} › normalAckMin：应为数字（不加引号）`);
    expect(text).to.contain(`${qinghu('office')} › phnoes：没有名为“phnoes”的项目`);
    expect(text).to.not.contain('安全提示');
    expect((await check('--en')).text).to.contain('2 errors.');
  });

  const GAPS: readonly [string, () => void, string][] = [
    ['nobody is on duty', () => folder.write(qinghu('duty'), '{}'), '出了急事没有人会被呼叫'],
    [
      'nobody hears of residents who wait too long',
      () =>
        folder.edit(qinghu('posts'), (document) =>
          Object.assign(list(document, 'posts').find(({ key }) => key === 'manager') ?? {}, {
            means: ['no-such-group'],
          }),
        ),
      '住户等太久时通知不到项目经理',
    ],
    ['nobody is named who would hear of them', () => folder.write(qinghu('posts'), '{}'), '没有写住户等太久时通知谁'],
    [
      'a phone of a safety line is empty',
      () => folder.edit(qinghu('office'), ({ phones }) => Object.assign(phones ?? {}, { gas: { number: '' } })),
      '遇到燃气泄漏，前台说不出这个号码',
    ],
    [
      'nobody can be rung by day',
      () => folder.edit(qinghu('office'), ({ phones }) => Object.assign(phones ?? {}, { reception: { number: '' } })),
      '前台说不出白天打哪个电话',
    ],
    [
      'the calendar ends',
      () => folder.edit('common/calendar.json', (document) => Object.assign(document, { years: {} })),
      '放假和调休的日子，前台会说错上下班',
    ],
    [
      'times are promised that nobody adopted',
      () => folder.edit(qinghu('profile'), (document) => Object.assign(document, { adoptedBy: '' })),
      '写了服务时限，但没有写谁批准',
    ],
    [
      'the register is empty',
      () => folder.edit(qinghu('register'), (document) => Object.assign(document, { lines: [] })),
      '房号表是空的',
    ],
    ['nobody can book a handover', () => folder.write(qinghu('move-in'), '{}'), '没有收楼预约的时段'],
    ['what is kept of residents is not told', () => folder.write(qinghu('privacy'), '{}'), '个人信息告知没有填全'],
    [
      'an answer has expired',
      () =>
        folder.edit('common/knowledge.json', (document) =>
          Object.assign(list(document, 'entries')[0] ?? {}, { validTo: '2026-11-22' }),
        ),
      '这些答案过了有效期',
    ],
    ['nothing is known', () => rmSync(folder.path('common/knowledge.json')), '常见问题一个也不会回答'],
    [
      'a notice is over',
      () =>
        folder.edit(qinghu('notices'), (document) =>
          Object.assign(list(document, 'notices')[0] ?? {}, { from: '2026-11-20 09:00', to: '2026-11-20 17:00' }),
        ),
      '通知已经过期：二次供水水箱清洗停水',
    ],
    ['examples are missing', () => rmSync(folder.path('common/utterances/zh-CN/repair.txt')), '没有中文例句：repair'],
    [
      'a placeholder would be spoken',
      () =>
        folder.edit(qinghu('office'), (document) =>
          Object.assign(document, { address: { zh: '（请填写地址）', en: 'x' } }),
        ),
      '还没有填：（请填写地址）',
    ],
    [
      'fees are threatened with',
      () =>
        folder.edit(qinghu('facts'), (document) =>
          Object.assign(list(document, 'facts')[0] ?? {}, { value: { zh: '欠费的先停水停电。', en: 'yes' } }),
        ),
      '不能用停水、停电、停气、停暖、停卡催交物业费（民法典第944条）',
    ],
    [
      'a forbidden phrase would be said',
      () =>
        folder.edit(qinghu('office'), ({ page }) =>
          Object.assign(page ?? {}, { notice: { zh: '我们保证一小时修好。', en: 'We guarantee it.' } }),
        ),
      '服务忌语：“保证”',
    ],
  ];
  for (const [when, spoil, told] of GAPS) {
    it(`says so when ${when}`, async () => {
      fillIn();
      expect((await check()).text).to.not.contain(told);
      spoil();
      const { code, text } = await check();
      expect(text).to.contain(told);
      expect(code).to.equal(1);
    });
  }

  it('says so when a folder cannot be read', async () => {
    folder.remove();
    mkdirSync(folder.dir);
    expect(await check()).to.include({ code: 2 });
  });

  it('tells how it is used', async () => {
    const lines: string[] = [];
    const around = { handbookDir: folder.dir, dataDir, now: new Date(), say: (line: string) => lines.push(line) };
    for (const args of [[], ['look'], ['check', 'qinghu'], ['check', '--french']]) {
      expect(await handbookCommand(args, around)).to.equal(2);
    }
    expect(lines).to.have.length(4);
    expect(lines[0]).to.contain('npm run handbook -- check');
  });
});
