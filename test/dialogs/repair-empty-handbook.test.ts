import { expect } from 'chai';
import { openHandbook } from '#handbook/handbook.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { aHandbookFolder, type HandbookFolder } from '../handbook/handbook-folder.ts';
import { Talk } from './a-talk.ts';

type Document = Record<string, unknown>;

describe('A repair while the handbook says little', () => {
  const heard: { code: string; error: unknown }[] = [];
  let shared: Shared;
  let folder: HandbookFolder;
  before(async () => {
    shared = await openShared(heard);
  });
  after(() => shared.handbook.close());
  beforeEach(() => {
    folder = aHandbookFolder();
  });
  afterEach(() => {
    folder.remove();
    expect(heard).to.deep.equal([]);
  });

  const set = (file: string, values: Document) =>
    folder.edit(file, (document) => void Object.assign(document as Document, values));
  const noProfile = () => set('estates/qinghu/profile.json', { emergencyArrivalMin: null, normalAckMin: null });

  /** Reports to a desk with this handbook. @returns all it said, and the case */
  async function report(at: string, ...lines: string[]) {
    const handbook = await openHandbook({ dir: folder.dir, watch: false });
    const talk = await Talk.open({ ...shared, handbook, handbookDir: folder.dir });
    try {
      talk.clock.set(Date.parse(at));
      const said: string[] = [];
      for (const line of lines) said.push(...(await talk.say('li', line)));
      const ticket = await talk.desk.storage.db.selectFrom('ticket').selectAll().executeTakeFirst();
      return { said: said.join('\n'), ticket };
    } finally {
      await talk.close();
      await handbook.close();
    }
  }
  const NIGHT = '2026-11-23T23:10:00+08:00';
  const URGENT = [
    '暖气漏水了',
    '关不住',
    '3栋2单元501',
    '刚刚',
    '多久能到？',
    '有人',
    '13800138000',
    '跳过',
    '对',
    '多久到',
  ];
  const TAP = ['厨房水龙头滴水', '能停', '3栋2单元501', '昨天', '随时', '13800138000', '跳过', '对'];

  it('says no number of minutes while the director has signed none, and owes no time', async () => {
    noProfile();
    const urgent = await report(NIGHT, ...URGENT);
    expect(urgent.said.match(/我们会尽快联系您/gu)).to.have.length(3);
    expect(urgent.said).to.not.match(/\d+ ?(分钟|小时)/u);
    expect(urgent.ticket).to.include({ level: 'urgent', due_at: null });
    const tap = await report('2026-11-23T10:00:00+08:00', ...TAP);
    expect(tap.said)
      .to.contain('我们会尽快联系您')
      .and.not.match(/\d+ ?(分钟|小时)/u);
    expect(tap.ticket).to.include({ level: 'ordinary', due_at: null });
  });

  it('says the minutes that are signed, and owes them from that moment', async () => {
    set('estates/qinghu/profile.json', { emergencyArrivalMin: 45, normalAckMin: null });
    const { said, ticket } = await report(NIGHT, ...URGENT);
    expect(said).to.contain('我们的到场标准是45分钟以内');
    expect(ticket?.due_at).to.equal(Date.parse(NIGHT) + 45 * 60_000);
  });

  it('counts what can wait in working hours only', async () => {
    const { said, ticket } = await report('2026-11-23T17:00:00+08:00', ...TAP);
    expect(said).to.contain('最晚明天（周二）11:30前');
    expect(ticket?.due_at).to.equal(Date.parse('2026-11-24T11:30:00+08:00'));
  });

  it('names no number to ring that nobody has filled in', async () => {
    folder.edit('estates/qinghu/office.json', (document) => {
      const phones = document.phones as unknown as Record<string, { number: string }>;
      for (const key of Object.keys(phones)) phones[key] = { number: '' };
    });
    const { said } = await report(NIGHT, '我家水表坏了', ...URGENT.slice(1));
    expect(said).to.contain('供电服务热线：95598').and.not.contain('020-').and.not.contain('燃气公司');
  });

  it('takes the report without a first question, a rule or a level while repair.json is empty', async () => {
    folder.write('common/repair.json', '{}');
    const { said, ticket } = await report('2026-11-23T10:00:00+08:00', ...TAP.filter((one) => one !== '能停'));
    expect(said).to.contain('编号 R20261123-0001').and.not.contain('按规定').and.not.contain('保修期');
    expect(ticket).to.include({ category: 'R01', level: 'ordinary' });
  });

  it('takes any time for a visit while the office has not said when it works', async () => {
    folder.edit('estates/qinghu/office.json', (document) => {
      const hours = document.hours as unknown as { weekly: Record<string, string[]>; holiday: string[] };
      for (const day of Object.keys(hours.weekly)) hours.weekly[day] = [];
      Object.assign(hours, { holiday: [], makeUpWorkday: [] });
    });
    const { said } = await report('2026-11-23T10:00:00+08:00', ...TAP.with(4, '明天晚上8点'));
    expect(said).to.contain('上门时间：明天晚上8点').and.not.contain('不在上班时间');
  });

  it('never says that a warranty has run out', async () => {
    const { said } = await report('2026-11-23T10:00:00+08:00', ...TAP);
    expect(said).to.contain('按规定，户内自用部分一般由业主负责；最终以现场查勘和合同为准');
    expect(said)
      .to.contain('还在保修期内的')
      .and.not.match(/过保|已经?超过|不在保修/u);
  });
});
