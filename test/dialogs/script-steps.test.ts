import { expect } from 'chai';
import { services } from '#dialogs/services.ts';
import type { ScriptStep } from '#records/transcripts/script-steps.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { Talk } from './a-talk.ts';

/** Stands for a household code that was issued at the desk. */
const CODE = '{code}';

/** One conversation of each service: what the resident says, and the steps that the desk does for each message. */
const CHATS: Readonly<Record<string, readonly (readonly [string, ...ScriptStep[]])[]>> = {
  reception: [
    ['你好', 'greet'],
    ['帮助', 'answer'],
    ['谢谢', 'thank'],
    ['再见', 'thank'],
  ],
  enquiry: [
    ['物业几点下班？', 'greet', 'answer'],
    ['谢谢', 'thank'],
  ],
  notice: [['今天停水吗', 'greet', 'answer']],
  repair: [
    ['厨房水龙头滴水，3栋2单元501', 'greet', 'listen'],
    ['关上阀门水能停'],
    ['昨天晚上'],
    ['多久能到？', 'answer'],
    ['明天下午'],
    ['13800138000'],
    ['跳过', 'listen'],
    ['对', 'serve', 'thank'],
  ],
  status: [
    ['水龙头滴水 3栋2单元501 电话13800138000 昨天开始 明天下午', 'greet', 'listen'],
    ['关上阀门水能停'],
    ['跳过', 'listen'],
    ['对', 'serve', 'thank'],
    ['查进度', 'answer'],
    ['催一下', 'serve'],
    ['取消这个报修'],
    ['邻居帮我修好了', 'serve'],
  ],
  complaint: [
    ['楼上半夜装修吵死了', 'greet'],
    ['他家是谁，电话给我', 'answer'],
    ['匿名'],
    ['跳过', 'listen'],
    ['对', 'serve', 'thank'],
  ],
  suggestion: [
    ['建议小区门口加个快递柜', 'greet'],
    ['跳过', 'listen'],
    ['对', 'serve', 'thank'],
  ],
  emergency: [
    ['厨房着火了', 'answer', 'serve'],
    ['3栋2单元501', 'listen'],
    ['什么时候来人', 'answer'],
  ],
  'move-in': [
    ['我要收楼，业主本人来办', 'greet', 'listen'],
    ['要带什么材料', 'answer'],
    ['3栋2单元501'],
    ['跳过'],
    ['王芳 13800138000', 'listen'],
    ['对', 'serve', 'thank'],
  ],
  privacy: [
    ['你们存了我什么信息', 'greet', 'answer'],
    ['我要删除我的信息'],
    ['全部'],
    ['13800138000', 'listen'],
    ['对', 'serve'],
  ],
  household: [
    ['怎么绑定房号', 'greet', 'answer'],
    ['{code}', 'serve'],
    ['我绑定了吗', 'answer'],
  ],
  handoff: [
    ['你好', 'greet'],
    ['人工', 'serve'],
    ['还要等多久', 'answer'],
    ['留言'],
    ['请师傅明天下午来'],
    ['13800138000', 'listen'],
    ['对', 'serve'],
  ],
};

describe('The reception script', function () {
  this.timeout(60_000);
  const heard: { code: string; error: unknown }[] = [];
  let shared: Shared;
  let talk: Talk;
  before(async () => {
    shared = await openShared(heard);
    talk = await Talk.open(shared);
  });
  after(async () => {
    await talk.close();
    await shared.handbook.close();
    expect(heard).to.deep.equal([]);
  });

  const stepsOf = async (who: string) => {
    const { db } = talk.desk.storage;
    const rows = await db.selectFrom('script_step').selectAll().where('conversation_id', '=', who).execute();
    const said = await db
      .selectFrom('activity')
      .select(['seq', 'text'])
      .where('conversation_id', '=', who)
      .where('role', '=', 'resident')
      .orderBy('seq')
      .execute();
    return said.map(({ seq }) => [
      ...rows
        .filter((one) => one.seq === seq)
        .map(({ step }) => step)
        .sort(),
    ]);
  };

  for (const [service, chat] of Object.entries(CHATS)) {
    it(`of ${service} is kept step by step`, async () => {
      const code = chat.some(([words]) => words === CODE) ? await talk.code('3-2-501', 'owner', '王芳') : '';
      for (const [words] of chat) await talk.say(service, words.replace(CODE, code));
      expect(await stepsOf(service)).to.deep.equal(chat.map(([, ...steps]) => steps.sort()));
    });
  }

  it('is played here for every service of the desk', () => {
    expect(Object.keys(CHATS)).to.have.members(services.map(({ name }) => name));
  });
});
