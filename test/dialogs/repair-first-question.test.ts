import { expect } from 'chai';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { Talk } from './a-talk.ts';

/** A report of each category, and the beginning of what is asked first; none where the category asks nothing of its own. */
const REPORTS: readonly { code: string; zh: string; en: string; asks: { zh: string; en: string } | undefined }[] = [
  ['R01', '厨房水管漏水', 'the kitchen pipe is leaking', '把阀门关上，水能停住吗', 'Does the water stop'],
  ['R01', '家里没水了', 'no running water at home', '是只有您一户', 'Is it only your home'],
  ['R02', '马桶堵了', 'the toilet is blocked', '有没有污水往上冒', 'Is dirty water coming back up'],
  ['R03', '客厅天花板渗水', 'the ceiling is leaking', '水有没有滴到灯、插座', 'Is water dripping on a light'],
  ['R03', '墙面渗水', 'the wall is leaking', '是下雨的时候漏', 'Does it leak only when it rains'],
  ['R04', '厨房插座坏了', 'the kitchen socket is broken', '有没有冒烟、火花', 'Is there any smoke'],
  ['R04', '家里没电', 'no power in my flat', '是只有您一户', 'Is it only your home'],
  ['R05', '煤气灶打不着火', "the gas stove won't light", '现在闻得到燃气味吗', 'Can you smell gas now'],
  ['R06', '卧室暖气不热', 'the radiator is not hot', '是全家都这样', 'Is it the whole home'],
  ['R07', '房门锁坏了', 'the door lock is broken', '门现在还能锁上吗', 'Can the door still be locked'],
  ['R07', '阳台窗户关不上', "the balcony window won't close", '玻璃或窗扇', 'Could the glass'],
  ['R08', '电梯不动了', 'the lift is not moving', '电梯里面有人吗', 'Is anyone inside the lift'],
  ['R09', '门禁刷不开', 'the card reader is not reading', '还有别的门可以进出吗', 'Is there another way'],
  ['R10', '消防栓坏了', 'the fire hydrant is broken', '现场有火或者烟吗', 'Is there any fire'],
  ['R11', '楼梯扶手松了', 'the handrail is loose', '会不会掉下来砸到人', 'Could it fall'],
  ['R12', '井盖不见了', 'a manhole cover is missing', '现在走过去会不会有危险', 'Is it dangerous'],
  ['R13', '树枝断了', 'a broken branch', '有没有人或者车被压到', 'Is any person or car'],
  ['R14', '厨房有蟑螂', 'there is a cockroach in the kitchen'],
  ['R15', '充电桩充不上电', "the charging pile won't charge", '充电桩有没有冒烟', 'Is the charger smoking'],
  ['R15', '地下车库积水', 'the garage has standing water', '水有没有漫过脚踝', 'Is the water above'],
  ['R16', '洗衣机坏了', 'the washing machine is broken', '这类上门一般是特约有偿服务', 'Visits of this kind'],
  ['R17', '宽带断了', 'the broadband is down', '断的是运营商的宽带', 'Is it your provider'],
  ['R18', '水表坏了', 'the water meter is broken', '表那里有没有漏水', 'Is there any water leaking at the meter'],
  ['R19', '楼上漏水到我家', 'water is leaking from the flat above me', '现在还在漏吗', 'Is it still leaking'],
].map(([code = '', zh = '', en = '', first, second]) => ({
  code,
  zh,
  en,
  asks: first && second ? { zh: first, en: second } : undefined,
}));

describe('The first question of a repair', () => {
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

  /** What is asked after a report, without the greeting. */
  async function askedAfter(who: string, report: string): Promise<string> {
    await talk.say(who, /[a-z]/u.test(report) ? 'hello, in English please' : '你好');
    return (await talk.say(who, report)).at(-1) ?? '';
  }
  const WHERE = { zh: '请问是哪一户', en: 'Which home is it' };

  for (const [at, { code, zh, en, asks }] of REPORTS.entries()) {
    it(`is that of its category, in both languages: ${code} ${zh}`, async () => {
      const { zh: zhAsks, en: enAsks } = asks ?? WHERE;
      expect(await askedAfter(`zh-${at}`, zh)).to.contain(zhAsks);
      expect(await askedAfter(`en-${at}`, en)).to.contain(enAsks);
      const { state } = await talk.conversation(`zh-${at}`);
      expect(state.open.answers.what.value.category).to.equal(code);
      expect(state.open.asking).to.equal(asks ? state.open.asking : 'where');
    });
  }

  it('offers a person where it is not clear what is broken', async () => {
    await talk.say('unclear', '我要报修');
    const [asked] = await talk.say('unclear', '阳台那个架子歪了');
    expect(asked).to.contain('还是请工作人员直接和您说');
  });

  it('is not asked when the report answers it, and its answer counts', async () => {
    const [said] = await talk.say('flooded', '你好，地漏堵了，污水往上冒').then((all) => all.slice(-1));
    expect(said).to.contain('请问是哪一户').and.contain('请先不要再用水');
    const { state } = await talk.conversation('flooded');
    expect(state.open.answers.first.value).to.include({ answer: 'yes', level: 'urgent' });
  });

  it('does not take an address for an answer', async () => {
    await talk.say('address', '家里没水了');
    const [said] = await talk.say('address', '3栋2单元501');
    expect(said).to.contain('是只有您一户');
    const { state } = await talk.conversation('address');
    expect(state.open.answers).to.have.property('where');
    expect(state.open.answers).to.not.have.property('extent');
  });
});
