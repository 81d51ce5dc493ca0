import { expect } from 'chai';
import { maskPersonal } from '#understanding/placeholders.ts';
import { entitiesOf, only } from '../desk.ts';

describe('The desk reads phone numbers', () => {
  const SAID: readonly [string, object][] = [
    ['138 0013 8000', { digits: '13800138000', kind: 'mobile' }],
    ['打 138-0013-8000 找我', { digits: '13800138000', kind: 'mobile' }],
    ['+86 13800138000', { digits: '13800138000', kind: 'mobile' }],
    ['１３８００１３８０００', { digits: '13800138000', kind: 'mobile' }],
    ['幺三八零零幺三八零零零', { digits: '13800138000', kind: 'mobile' }],
    ['010-62345678转801', { digits: '01062345678', extension: '801', kind: 'landline' }],
    ['0571 8888 6666 ext 12', { digits: '057188886666', extension: '12', kind: 'landline' }],
    ['1 3 8 0 0 1 3 8 0 0 0', { digits: '13800138000', kind: 'mobile' }],
    ['138零零13八000', { digits: '13800138000', kind: 'mobile' }],
    ['400-800-1234', { digits: '4008001234', kind: 'service' }],
  ];
  for (const [text, value] of SAID) it(`"${text}"`, () => expect(only('phone', text)[0]?.value).to.deep.equal(value));
  it('but not a number with a digit missing', () => expect(only('phone', '1380013800')).to.deep.equal([]));
});

describe('The desk reads sums, marks, tickets, people and names', () => {
  it('money in digits and in words', () => {
    const amount = (text: string) => only('money', text)[0]?.value.amount;
    expect(amount('一千二百八十块五')).to.equal(1280.5);
    expect(amount('¥1,280.50')).to.equal(1280.5);
    expect(amount('月租4500')).to.equal(4500);
    expect(amount('1.2万元')).to.equal(12000);
    expect(amount('300 yuan')).to.equal(300);
    expect(amount('水费怎么两百多')).to.equal(200);
    expect(amount('找一千五以内的')).to.equal(1500);
    expect(amount('my bill is 350 this month')).to.equal(350);
    expect(amount('跟他说了八百遍')).to.equal(undefined);
    expect(amount('公交128路')).to.equal(undefined);
    expect(amount('台阶缺了一块')).to.equal(undefined);
  });

  it('marks, bare ones only when marks were asked for', () => {
    expect(only('rating', '打4分')[0]?.value).to.deep.equal({ score: 4, outOf: 5 });
    expect(only('rating', '8/10')[0]?.value).to.deep.equal({ score: 8, outOf: 10 });
    expect(only('rating', '五星')[0]?.value.score).to.equal(5);
    expect(only('rating', 'two stars')[0]?.value.score).to.equal(2);
    expect(only('rating', '快两个星期了')).to.deep.equal([]);
    expect(only('rating', '你再打一遍')).to.deep.equal([]);
    expect(only('rating', '等5分钟')).to.deep.equal([]);
    expect(only('rating', '4')).to.deep.equal([]);
    const openQuestion = { form: 'survey', key: 'rating', kind: 'choice' } as const;
    expect(only('rating', '4', { openQuestion })[0]?.value.score).to.equal(4);
    expect(only('rating', '不满意', { openQuestion })[0]?.value.score).to.equal(2);
  });

  it('a ticket number, which is no phone number and no date', () => {
    const found = entitiesOf('r20261123 0007 到哪了');
    expect(found.map((one) => [one.type, one.value])).to.deep.equal([['ticket', 'R20261123-0007']]);
  });

  it('a number of another system beside a word for it', () => {
    for (const [text, ticket] of [
      ['case 90211 please', '90211'],
      ['单号AB20240612009到哪了', 'AB20240612009'],
      ['K-0312这个单谁在跟', 'K-0312'],
    ] as const)
      expect(only('ticket', text)[0]?.value, text).to.equal(ticket);
  });

  it('how many people', () => {
    for (const [text, count] of [
      ['里面有3个人', 3],
      ['一家三口', 3],
      ['two of us', 2],
      ['我们四个', 4],
    ] as const)
      expect(only('people', text)[0]?.value, text).to.equal(count);
    expect(only('people', '找人工')).to.deep.equal([]);
  });

  it('names people give themselves', () => {
    expect(only('person-name', '我姓王')[0]?.value).to.deep.equal({ surname: '王' });
    expect(only('person-name', '我叫李雷')[0]?.value.name).to.equal('李雷');
    expect(only('person-name', "Hi, I'm Daniel")[0]?.value.name).to.equal('Daniel');
    expect(only('person-name', "I'm locked out")).to.deep.equal([]);
    expect(only('person-name', '我是业主')).to.deep.equal([]);
  });

  it('the name beside a telephone number', () => {
    expect(only('person-name', '138 0013 8000 王先生')[0]?.value).to.deep.equal({ surname: '王', title: '先生' });
    expect(only('person-name', '张女士 13900001111')[0]?.value).to.deep.equal({ surname: '张', title: '女士' });
  });

  it('haste, unless it is denied', () => {
    expect(only('urgency', '漏得厉害，快来')).to.have.length(2);
    expect(only('urgency', 'please come asap')[0]?.value).to.equal('high');
  });

  it('everything in one breath', () => {
    const found = entitiesOf('我姓王，3-2-501厨房水管漏水，13800138000，明天下午在家');
    const types = ['person-name', 'dwelling', 'place', 'fixture', 'fault', 'phone', 'time'];
    expect(found.map((one) => one.type)).to.deep.equal(types);
  });

  it('and a log line shows none of what says who wrote it', () => {
    const text = '我叫李雷，3栋2单元501，13800138000，身份证110101199003070011';
    const masked = maskPersonal(text, entitiesOf(text));
    expect(masked).to.not.match(/李雷|501|138|1101/);
  });
});
