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
  ['unknown', ['不知道', '不清楚', "I don't know", 'I don’t know', 'not sure']],
  ['leave-message', ['留言', '我想留言', '留个言吧', 'Leave a message', 'leave a message please']],
  ['stop-waiting', ['不等了', '我不等了', '等不及了', '不用人工了', 'back to the bot', 'I don’t want to wait']],
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

  it('leaves a message at any time', () => expect(readReply('我要留言')).to.equal('leave-message'));

  it('may stand in a longer sentence of somebody who waits for a person', () => {
    const waiting = { form: 'handoff', key: 'waiting', kind: 'choice' } as const;
    expect(readReply('我不等了，你帮我报修吧', waiting)).to.equal('stop-waiting');
    expect(readReply('算了，留言吧', waiting)).to.equal('leave-message');
    expect(readReply('师傅，几点能来', waiting)).to.equal(undefined);
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
