import { expect } from 'chai';
import fc from 'fast-check';
import { forms } from '#dialogs/services.ts';
import { moveInStep } from '../conversations/move-in/office-steps.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { anyTalk, type Before, FormTalk, type FormWords } from './form-talk.ts';

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

/** Moving in, as it is registered before anything else of it. */
const REGISTERED = ['我要收楼，业主本人来办，{home}', '跳过', '13800138000', '对'];

const COMPLAINT: FormWords = {
  form: 'complaint',
  opens: ['我要投诉，北门保安态度很差', '楼上半夜装修吵死了', '楼道一个月没拖过了，我要投诉', '我要投诉'],
  answers: {
    what: ['北门保安骂人', '楼道没人打扫，太脏了'],
    category: ['1', '环境卫生'],
    source: ['楼上', '不清楚'],
    sound: ['装修', '跳舞'],
    home: ['3栋2单元501', '跳过'],
    where: ['北门', '3栋大堂', '跳过'],
    whom: ['北门的保安', '跳过'],
    when: ['昨天晚上八点', '跳过'],
    ongoing: ['现在没有', '还在响'],
    wish: ['希望他道歉', '跳过'],
    contact: ['13800138000', '匿名'],
    photo: ['跳过'],
  },
  corrections: ['电话错了，是13700137000', '不对，是前天晚上'],
  digressions: ['你们几点下班？', '物业电话是多少？', '帮助'],
};

const SUGGESTION: FormWords = {
  form: 'suggestion',
  opens: ['建议小区门口加个快递柜', '我想表扬一下3栋的保洁阿姨，扫得真干净', '我有个建议'],
  answers: {
    what: ['建议在北门装个路灯', '儿童乐园多放几把椅子吧'],
    whom: ['3栋的保洁阿姨', '跳过'],
    contact: ['13800138000', '跳过'],
  },
  corrections: ['电话错了，是13700137000'],
  digressions: ['你们几点下班？', '物业电话是多少？', '帮助'],
};

const PRIVACY: FormWords = {
  form: 'privacy',
  opens: ['我要删除我的信息', '我要更正我的电话', '请把我的个人资料复印一份给我'],
  answers: {
    right: ['1', '删除'],
    detail: ['全部', '我登记的旧电话'],
    contact: ['13800138000', '我姓王，13900139000'],
  },
  corrections: ['电话错了，是13700137000'],
  digressions: ['你们几点下班？', '物业电话是多少？', '帮助'],
};

const MESSAGE: FormWords = {
  form: 'message',
  opens: ['留言', '留言：请师傅明天下午来'],
  answers: {
    words: ['请转告工程部，水泵声音大', '请师傅带上梯子'],
    contact: ['13800138000', '我姓王，13900139000'],
    callback: ['明天上午', '跳过'],
  },
  corrections: ['电话错了，是13700137000'],
  digressions: ['帮助'],
};

const MOVE_IN: FormWords = {
  form: 'move-in',
  opens: ['我要收楼，业主本人来办', '我是租客，要办入住登记', '我要收楼'],
  answers: {
    kind: ['业主本人', '租客'],
    where: ['{home}'],
    slot: ['明天上午9点', '跳过'],
    lease: ['2026年12月1日到2027年11月30日', '租一年'],
    contact: ['13800138000', '王芳 13900139000'],
  },
  corrections: ['不是3栋，是5栋', '电话错了，是13700137000'],
  digressions: ['你们几点下班？', '要带什么材料？', '收楼要交多少钱？', '帮助'],
};

const APPOINTMENT: FormWords = {
  form: 'move-in:appointment',
  before: REGISTERED,
  opens: ['我要改收楼时间', '我想重新约收楼的时间'],
  answers: { slot: ['后天上午9点', '周五上午9点', '1'] },
  corrections: ['说错了，周五上午10点半'],
  digressions: ['你们几点下班？', '要带什么材料？', '帮助'],
  change: '周五上午9点',
  noCase: true,
};

const INSPECTION: FormWords = {
  form: 'move-in:inspection',
  before: [...REGISTERED, ...['arrive', 'check-identity', 'begin-inspection'].map((step) => officeTakes(step))],
  opens: ['开始验房，主卧窗户关不严', '验房发现问题：卫生间地漏返味', '我要登记验房发现的问题'],
  answers: { findings: ['客厅墙面有一道裂缝', '好了', '其他都没问题'] },
  corrections: ['第1条是严重'],
  digressions: ['窗户怎么看', '你们几点下班？', '帮助'],
  change: '第1条是严重',
  noCase: true,
};

/** A step of the office in the resident's own move-in case. */
function officeTakes(step: string) {
  return async ({ desk: { storage }, clock, conversationId }: Before) => {
    const { number } = await storage.db
      .selectFrom('ticket')
      .select('number')
      .where('conversation_id', '=', conversationId)
      .executeTakeFirstOrThrow();
    await moveInStep({ storage, clock, estate: 'qinghu', clerk: { id: 'staff-chen' } }, [number, step]);
  };
}

/** How often each form is talked to: the longer it is, the oftener. */
const TALKS: readonly [FormWords, number][] = [
  [REPAIR, 30],
  [COMPLAINT, 25],
  [SUGGESTION, 10],
  [PRIVACY, 10],
  [MESSAGE, 10],
  [MOVE_IN, 15],
  [APPOINTMENT, 8],
  [INSPECTION, 8],
];

describe('Whatever is said in whatever order', function () {
  this.timeout(240_000);
  const heard: { code: string; error: unknown }[] = [];
  let shared: Shared;
  before(async () => {
    shared = await openShared(heard);
  });
  after(async () => {
    await shared.handbook.close();
    expect(heard).to.deep.equal([]);
  });

  it('there are words here for every form and each of its questions', () => {
    // A question is written down in a form by staff alone; in a chat the desk files it without one.
    const inChats = Object.keys(forms).filter((name) => name !== 'enquiry');
    expect(TALKS.map(([{ form }]) => form)).to.have.members(inChats);
    for (const [{ form, answers }] of TALKS) {
      const asked = forms[form]?.questions.filter(({ unasked }) => !unasked).map(({ key }) => key) ?? [];
      expect(Object.keys(answers), form).to.have.members(asked);
    }
  });

  for (const [words, numRuns] of TALKS) {
    it(`${words.form} loses no answer, asks for nothing twice, leaves no dead end, and comes to its end`, async () => {
      const talk = new FormTalk(shared, words);
      await talk.open();
      try {
        await fc.assert(
          fc.asyncProperty(anyTalk(12), (steps) => talk.play(steps)),
          { numRuns, seed: 20261123 },
        );
      } finally {
        await talk.close();
      }
    });
  }
});
