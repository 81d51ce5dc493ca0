import { expect } from 'chai';
import { findAnswers } from '#understanding/knowledge/find-answers.ts';
import { fitQuestions, type QuestionModel, wordingsOf } from '#understanding/knowledge/fit-questions.ts';
import { isTypedPinyin } from '#understanding/knowledge/typed-pinyin.ts';
import { createUnderstanding, type Understanding } from '#understanding/understanding.ts';
import { DATA, emergencyRules, faultWords, monday } from './desk.ts';
import { accuracy, entries, heldOut, isChinese, unseen, utterances } from './knowledge/held-out.ts';

/** Where the desk tells an answer to an enquiry (`dialogs/enquiry/found.ts`). */
const SURE = 0.55;

describe('Finding the office’s knowledge', function () {
  this.timeout(120_000);
  let model: QuestionModel;
  const best = (text: string) => findAnswers(model, text)[0];
  before(async () => {
    model = fitQuestions(wordingsOf(entries));
  });

  it('finds every entry by its own question, in both languages, and surely', () => {
    for (const { id, question } of entries) {
      for (const text of [question.zh, question.en]) {
        const found = best(text);
        expect(found?.id, text).to.equal(id);
        expect(found?.score, text).to.be.at.least(SURE);
      }
    }
  });

  it('finds what residents ask in words nobody wrote down: nineteen of twenty first, hardly a wrong one told', () => {
    const asked = unseen.filter(({ id }) => id !== '-');
    const found = asked.map(({ id, text }) => ({ id, text, answers: findAnswers(model, text) }));
    const first = found.filter(({ id, answers }) => answers[0]?.id === id).length;
    const three = found.filter(({ id, answers }) => answers.slice(0, 3).some((one) => one.id === id)).length;
    expect(first / asked.length).to.be.at.least(0.95);
    expect(three / asked.length).to.be.at.least(0.97);
    const told = found.filter(({ answers }) => (answers[0]?.score ?? 0) >= SURE);
    const wrong = told.filter(({ id, answers }) => answers[0]?.id !== id).map(({ text }) => text);
    expect(wrong.length / told.length, wrong.join('\n')).to.be.at.most(0.02);
    expect(told.length / asked.length).to.be.at.least(0.88);
  });

  it('leaves alone what no entry answers', () => {
    const others = unseen.filter(({ id }) => id === '-').filter(({ text }) => (best(text)?.score ?? 0) >= SURE);
    expect(others.length, others.map(({ text }) => text).join('\n')).to.be.at.most(2);
    const strange = utterances('out_of_scope').filter((text) => (best(text)?.score ?? 0) >= SURE);
    expect(strange.length / utterances('out_of_scope').length).to.be.at.most(0.1);
  });

  it('finds wordings it was not taught, though they were written to differ', async () => {
    const held = await heldOut(4);
    const chinese = accuracy(held.filter(isChinese));
    const english = accuracy(held.filter((one) => !isChinese(one)));
    expect(chinese.first).to.be.at.least(0.7);
    expect(chinese.three).to.be.at.least(0.87);
    expect(english.first).to.be.at.least(0.58);
    expect(english.three).to.be.at.least(0.77);
  });

  it('hears what is meant through slips of the hand and of the ear, and reads typed pinyin', () => {
    for (const [text, id] of [
      ['无业费多少一个月啊', 'K09'],
      ['物业费可以开发飘吗', 'K13'],
      ['门禁咔丢了怎么补', 'K55'],
      ['wuyefei yi ping duoshao qian', 'K09'],
      ['zenme baoxiu', 'K30'],
      ['how much is the proprety fee', 'K09'],
    ])
      expect(best(text ?? '')?.id, text).to.equal(id);
  });

  it('takes no English for typed pinyin, and a sentence of pinyin for Chinese', () => {
    const english = utterances('fee_enquiry', 'office_enquiry', 'repair').filter((text) => /^[a-z' ?]+$/i.test(text));
    const taken = english.filter(isTypedPinyin);
    expect(taken).to.include('wuyefei duoshao qian');
    expect(taken.filter((text) => /\b(the|my|is|what|how|can|it)\b/.test(text))).to.deep.equal([]);
  });

  it('says nothing of empty, endless or mute texts, and gives the same answer twice', async () => {
    for (const text of ['', '  ', '?', '👍', '1', 'x'.repeat(5000)])
      expect(best(text)?.score ?? 0, JSON.stringify(text.slice(0, 10))).to.be.below(SURE);
    const again = fitQuestions(wordingsOf(entries));
    expect(findAnswers(again, '停车费怎么收')).to.deep.equal(findAnswers(model, '停车费怎么收'));
    expect(findAnswers(fitQuestions([]), '停车费怎么收')).to.deep.equal([]);
  });
});

describe('Understanding with the office’s knowledge', function () {
  this.timeout(120_000);
  let desk: Understanding;
  const read = (text: string) => desk.recognize(text, monday);
  before(async () => {
    desk = createUnderstanding({ dir: DATA, faultWords, emergency: emergencyRules, knowledge: { common: entries } });
    await desk.ready;
  });

  it('takes two questions in one message apart, and leaves one question whole', () => {
    const ids = (text: string) => read(text).matters?.map(({ answers }) => answers?.[0]?.id);
    expect(ids('物业费怎么交，停车费一个月多少？')).to.deep.equal(['K12', 'K59']);
    expect(ids('how much is the property fee, and when are you open?')).to.deep.equal(['K09', 'K01']);
    expect(ids('我租的房，物业费该谁交')).to.equal(undefined);
    expect(read('物业费多少钱一平，另外厨房灯坏了').matters?.map(({ intents }) => intents[0]?.name)).to.deep.equal([
      'fee_enquiry',
      'repair',
    ]);
  });

  it('looks for no answer in danger and in small talk', () => {
    expect(read('家里着火了怎么办').answers).to.equal(undefined);
    expect(read('谢谢').answers).to.equal(undefined);
  });

  it('reads a sentence of typed pinyin as Chinese', () => {
    expect(read('wuyefei yi ping duoshao qian').locale).to.equal('zh-CN');
    expect(read('are you open on Sunday').locale).to.equal('en');
  });

  it('learns an edited entry while it runs, and forgets one that was taken out', async () => {
    const wording = '屋顶花园的秋千归谁管';
    expect(read(wording).answers?.[0]?.id).to.not.equal('K99');
    const swing = { id: 'K99', question: { zh: '屋顶花园的秋千谁管？', en: 'Who looks after the swing?' } };
    await desk.learn({ common: [...entries, { ...swing, variants: { zh: ['秋千坏了找谁'], en: [] } }] });
    expect(read(wording).answers?.[0]?.id).to.equal('K99');
    await desk.learn({ common: entries.filter(({ id }) => id !== 'K09') });
    expect(read('物业费多少钱一平').answers?.some(({ id }) => id === 'K09' || id === 'K99')).to.equal(false);
    await desk.learn({ common: entries });
  });
});
