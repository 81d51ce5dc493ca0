import { expect } from 'chai';
import type { Reply } from '#understanding/recognizer.ts';
import { readOrdinal, readReply } from '#understanding/replies.ts';

const open = { form: 'repair', key: 'confirm', kind: 'yes-no' } as const;

const SAID: readonly [Reply, readonly string[]][] = [
  [
    'affirm',
    ['嗯', '中', '要得', '好的', '可以啊', '没问题', '👌', '👍👍', '[OK]', 'OK', 'yes!', 'go ahead', '对对对', '好嘞~'],
  ],
  ['deny', ['不用', '不是', '没有', '不用了，', 'no', 'No thanks', '莫得', '👎']],
  ['cancel', ['取消', '算了', '算了吧', 'cancel', 'never mind', '不修了']],
  ['back', ['上一步', '返回', 'back', 'go back']],
  ['skip', ['跳过', 'skip', '不方便说', '没有照片']],
  ['unknown', ['不知道', '不清楚', "I don't know", 'not sure']],
];

describe('A short answer', () => {
  for (const [reply, texts] of SAID) {
    it(`says ${reply} when a question is open: ${texts.join(' ')}`, () => {
      expect(texts.filter((text) => readReply(text, open) !== reply)).to.deep.equal([]);
    });
  }

  it('says nothing when no question is open', () => {
    for (const text of ['嗯', '不用', '取消', 'yes', 'no']) expect(readReply(text), text).to.equal(undefined);
  });

  it('asks for help or for a person at any time', () => {
    expect(readReply('帮助')).to.equal('help');
    expect(readReply('人工')).to.equal('human');
    expect(readReply('human')).to.equal('human');
  });

  it('is not read out of a longer sentence', () => expect(readReply('好的话我就不用来了', open)).to.equal(undefined));

  it('picks from a numbered list', () => {
    for (const text of ['2', '２', '第二个', '选2', '二', 'second', 'the second one', '2.', '(2)', '第2个'])
      expect(readOrdinal(text, open), text).to.equal(2);
    expect(readOrdinal('最后一个', open)).to.equal(-1);
    expect(readOrdinal('12栋', open)).to.equal(undefined);
    expect(readOrdinal('5', { ...open, kind: 'dwelling' })).to.equal(undefined);
  });
});
