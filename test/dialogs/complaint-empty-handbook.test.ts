import { expect } from 'chai';
import { openHandbook } from '#handbook/handbook.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { aHandbookFolder, type HandbookFolder, type Written } from '../handbook/handbook-folder.ts';
import { Talk } from './a-talk.ts';

const HOUR = 60 * 60 * 1000;
type Profile = Record<string, unknown>;

describe('A complaint while the handbook says little', () => {
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

  /** Talks to a desk with this handbook. @returns all it said, and the case */
  async function complain(...lines: string[]) {
    const handbook = await openHandbook({ dir: folder.dir, watch: false });
    const talk = await Talk.open({ ...shared, handbook, handbookDir: folder.dir });
    try {
      const said: string[] = [];
      for (const line of lines) said.push(...(await talk.say('li', line)));
      const ticket = await talk.desk.storage.db.selectFrom('ticket').selectAll().executeTakeFirst();
      return { said: said.join('\n'), ticket, now: talk.clock.now() };
    } finally {
      await talk.close();
      await handbook.close();
    }
  }

  const profile = (values: Profile) =>
    folder.edit('estates/qinghu/profile.json', (document) => {
      const written = document as Profile;
      Object.assign(written, { complaintFirstFeedbackH: null, complaintReplyDays: null }, values);
    });
  const NOISE = ['楼上天天半夜蹦迪', '我家3栋2单元501', '现在没有', '13800138000', '对'];

  it('says no number of hours or days while the director has signed none, and owes no time', async () => {
    profile({});
    const { said, ticket } = await complain(...NOISE);
    expect(said).to.contain('我们会尽快联系您');
    expect(said).to.not.match(/小时|\d+ ?天/u);
    expect(ticket?.due_at).to.equal(null);
  });

  it('says just the one that is signed', async () => {
    profile({ complaintReplyDays: 10 });
    const days = await complain(...NOISE);
    expect(days.said).to.contain('10 天内').and.to.not.contain('小时');
    expect(days.ticket?.due_at).to.equal(days.now + 240 * HOUR);
    profile({ complaintFirstFeedbackH: 2 });
    const hours = await complain(...NOISE);
    expect(hours.said)
      .to.contain('2 小时内')
      .and.to.not.match(/\d+ ?天/u);
    expect(hours.ticket?.due_at).to.equal(hours.now + 2 * HOUR);
  });

  it('claims no hours of rest that the office has not entered: it asks, and the question goes with the case', async () => {
    folder.edit('estates/qinghu/facts.json', (document) => {
      const { facts } = document as unknown as { facts: { key: string; value: Written }[] };
      for (const fact of facts) if (fact.key === 'noise.hours') fact.value = { zh: '', en: '' } as unknown as Written;
    });
    const { said, ticket } = await complain(NOISE[0] ?? '', '法律规定几点不能吵？', ...NOISE.slice(1));
    expect(said)
      .to.contain('我来问一下')
      .and.to.not.match(/\d{1,2}[:：]\d{2}/u);
    expect(JSON.parse(ticket?.answers ?? '{}').question.told).to.equal('法律规定几点不能吵？');
  });

  it('names no law and no other place that the handbook does not have', async () => {
    folder.edit('common/complaint.json', (document) => Object.assign(document, { bases: {}, routes: [] }));
    const { said } = await complain(
      '楼上天天半夜蹦迪',
      '法律规定几点不能吵？',
      '我不交物业费了',
      '我要打12345',
      '匿名',
      '跳过',
      '对',
    );
    expect(said).to.not.match(/第.+条|12345：|12315/u);
    expect(said).to.contain('物业费和投诉是两件事');
  });

  it('still takes a complaint with an empty complaint.json', async () => {
    folder.write('common/complaint.json', '{}');
    const { said, ticket } = await complain('楼上天天半夜蹦迪', '跳过', '跳过', '13800138000', '对');
    expect(said).to.contain(ticket?.number);
    expect(ticket?.category).to.equal(null);
  });
});
