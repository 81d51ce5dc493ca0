import { expect } from 'chai';
import fc from 'fast-check';
import { repairForm } from '#dialogs/repair/repair.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { anyTalk, FormTalk, type FormWords } from './form-talk.ts';

const REPAIR: FormWords = {
  form: 'repair',
  opens: [
    '厨房水龙头滴水',
    '马桶堵了',
    '暖气漏水了',
    '楼道的灯不亮',
    '家里没水了',
    '卧室门锁坏了',
    '3栋2单元电梯不动了',
  ],
  answers: {
    what: ['厨房水龙头滴水', '马桶堵了'],
    extent: ['只有我家', '整栋楼', '不清楚'],
    first: ['没有', '不清楚', '没有'],
    where: ['3栋2单元501', '5栋1单元302', '3栋2单元501'],
    same: ['一起跟进', '单独报修'],
    since: ['昨天晚上', '跳过', '三天前开始的'],
    whenHome: ['明天下午', '随时', '家里没人', '2', '昨天', '明天晚上8点'],
    homeNow: ['有人', '没人'],
    entry: ['需要本人在家', '可以入户，物业陪同就行', '可以'],
    whenBack: ['周六上午', '跳过'],
    contact: ['13800138000', '我姓王，13900139000'],
    photo: ['跳过', '没有照片'],
  },
  corrections: ['不是3栋，是5栋', '电话错了，是13700137000', '不对，是前天开始的', '说错了，后天上午'],
  digressions: ['你们几点下班？', '物业电话是多少？', '多久能到？', '帮助'],
};

describe('A repair report, whatever is said in whatever order', function () {
  this.timeout(240_000);
  const heard: { code: string; error: unknown }[] = [];
  let shared: Shared;
  let talk: FormTalk;
  before(async () => {
    shared = await openShared(heard);
    talk = new FormTalk(shared, REPAIR);
    await talk.open();
  });
  after(async () => {
    await talk.close();
    await shared.handbook.close();
    expect(heard).to.deep.equal([]);
  });

  it('has words here for each question that is asked', () => {
    const asked = repairForm.questions.filter(({ unasked }) => !unasked).map(({ key }) => key);
    expect(Object.keys(REPAIR.answers)).to.have.members(asked);
  });

  it('loses no answer, asks for nothing twice, and comes to an end', async () => {
    await fc.assert(
      fc.asyncProperty(anyTalk(14), (steps) => talk.play(steps)),
      { numRuns: 60, seed: 20261123 },
    );
  });
});
