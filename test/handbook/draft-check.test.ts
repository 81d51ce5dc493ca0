import { expect } from 'chai';
import { draftFaults } from '#handbook/draft-check.ts';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { shipped } from './handbook-folder.ts';

/** What a clerk must not threaten with, however it is put. */
const THREATS = [
  '您再不交物业费，我们就停水了',
  '欠费三个月，按规定停电处理',
  '您家已经欠费半年了。明天给您停水。',
  '再不交费，我们不得不停水',
  '你不能这样一直不交费，否则停电',
  '欠 费 的 话 就 停 水',
  '不交物业费就给您的门禁卡停了',
  '物业费没交清之前，门禁卡停用，只能这样',
  '不交清的话就把水停了',
  'If you do not pay the fee, we will cut off your water.',
  'Your fee is unpaid, so your card will be blocked: we will block your card today.',
  "If you don’t pay we'll turn off your electricity",
];

/** Nobody is threatened here. */
const HARMLESS = [
  '明天9点到17点因水管检修停水，请提前储水。',
  '我们不会因为您没交费，就停水停电，请放心。',
  '不得以停水停电催交物业费，这是民法典第944条。',
  '您家现在停水了吗？',
  '费用的事我们单独跟您核对，不影响您用水用电。',
  '请您先把水龙头关上，水停了再告诉我。',
  'We may not cut off your water over a fee.',
  'The water will be cut off tomorrow for maintenance of the main.',
  'Please turn off the tap under the sink.',
];

const RUDE = [
  ['这个我不知道', '不知道'],
  ['这个不归我管', '不归我管'],
  ['您去问别人吧', '您去问别人'],
  ['那您找开发商去', '找开发商去'],
  ['我没办法', '我没办法'],
  ['不行就是不行', '不行就是不行'],
  ['这是规定，没什么好说的', '这是规定'],
  ['墙上有，您自己看', '您自己看'],
  ['刚才不是说了吗', '刚才不是说了吗'],
  ['急什么，排队呢', '急什么'],
  ['现在没上班呢', '没上班呢'],
  ['有本事去投诉', '有本事去投诉'],
  ['爱住不住', '爱住不住'],
  ['那个老太婆', '老太婆'],
  ['喂！', '喂'],
  ['谁让您装的', '谁让您'],
  ['别人都没意见', '别人都没意见'],
  ['您听不懂吗', '您听不懂吗'],
  ['肯定没问题', '肯定没问题'],
  ['我保证今天修好', '保证'],
  ['I promise it will be done', 'I promise'],
  ['Calm down please', 'calm down'],
] as const;

describe('What a clerk is about to write', () => {
  let handbook: Handbook;
  const faults = (text: string, before: string[] = []) => draftFaults(text, handbook.common(), before);

  before(async () => {
    handbook = await openHandbook({ dir: shipped, watch: false });
  });
  after(() => handbook.close());

  for (const text of THREATS) {
    it(`is refused as a threat: ${text}`, () => {
      const [fault] = faults(text);
      expect(fault, text).to.deep.include({ kind: 'threat' });
      expect(fault?.why.zh).to.include('944');
      expect(fault?.instead?.zh).to.include('不影响您用水用电');
    });
  }

  for (const text of HARMLESS) {
    it(`threatens nobody: ${text}`, () => {
      expect(faults(text).filter(({ kind }) => kind === 'threat')).to.deep.equal([]);
    });
  }

  it('is a threat by what the resident said before it', () => {
    expect(faults('那就停水吧').map(({ kind }) => kind)).to.deep.equal(['threat']);
    expect(faults('那我们只能停电')).to.deep.equal([]);
    expect(faults('那我们只能停电', ['我不交物业费了']).map(({ kind }) => kind)).to.deep.equal(['threat']);
    expect(faults('停水的原因我们在查', ['我不交物业费了'])).to.deep.equal([]);
  });

  for (const [text, phrase] of RUDE) {
    it(`is to be put differently: ${text}`, () => {
      const found = faults(text).filter(({ kind }) => kind === 'phrase');
      expect(found.map(({ words }) => words)).to.include(phrase);
      for (const { why } of found) expect(why.en + why.zh).to.match(/differently.*忌语/);
    });
  }

  it('is not to be sent with a gap that nobody filled in', () => {
    expect(faults('您的编号是{单号}，请记好')).to.deep.include({
      kind: 'gap',
      words: '{单号}',
      why: { zh: '这里还没有填', en: 'this has not been filled in yet' },
    });
  });

  it('may say what a receptionist says all day', () => {
    const { replies } = handbook.common().replies;
    expect(replies.length).to.be.greaterThan(10);
    for (const { key, text } of replies) {
      const spoken = [text.zh, text.en].map((words) => words.replace(/\{[a-z-]+\}/g, '某'));
      for (const words of spoken) expect(faults(words), `${key}: ${words}`).to.deep.equal([]);
    }
  });
});
