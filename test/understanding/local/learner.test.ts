import { expect } from 'chai';
import fc from 'fast-check';
import { fitModel } from '#understanding/local/fit.ts';
import { predict } from '#understanding/local/model.ts';
import { tokensOf } from '#understanding/local/tokens.ts';

const FRUIT = ['red apple', 'ripe apple', 'sweet pear', 'green pear', '苹果很甜', '梨子熟了', '红苹果', '青梨子'];
const TOOL = ['steel hammer', 'big hammer', 'long saw', 'sharp saw', '锤子很重', '锯子生锈', '铁锤子', '长锯子'];
const examples = [...FRUIT.map((text) => ({ text, label: 'fruit' })), ...TOOL.map((text) => ({ text, label: 'tool' }))];

describe('The learner', () => {
  const { model, held } = fitModel(examples);
  const best = (text: string) => predict(model, text).scores[0]?.label;

  it('reads both languages with one model, and words that only sound right', () => {
    expect(['an apple', '一个苹果', 'hammers', '锤子'].map(best)).to.deep.equal(['fruit', 'fruit', 'tool', 'tool']);
    // Voice input: 梨子 became 离子, 锯子 became 句子.
    expect([best('离子'), best('句子')]).to.deep.equal(['fruit', 'tool']);
  });

  it('comes to the same model from the same sentences', () => {
    expect(fitModel(examples).model).to.deep.equal(model);
  });

  it('judges every sentence by a machine that was not taught it', () => {
    expect(held.map((one) => one.text)).to.deep.equal(examples.map((one) => one.text));
    const alone = fitModel([...examples, { text: 'zzz qqq', label: 'tool' }]);
    expect(alone.held.at(-1)?.confidence).to.be.below(Math.max(...alone.held.map((one) => one.confidence)));
  });

  it('believes less in what belongs nowhere once it was shown such sentences', () => {
    const outside = ['weather today', '今天天气', 'play music', '放首歌'];
    const shown = fitModel(examples, { outside }).model;
    expect(predict(shown, '明天天气').confidence).to.be.below(predict(shown, '红苹果很甜').confidence);
    expect(predict(shown, '明天天气').scores.map((one) => one.label)).to.have.members(['fruit', 'tool']);
  });

  it('gives probabilities for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { scores, confidence } = predict(model, text);
        expect(scores.reduce((sum, one) => sum + one.score, 0)).to.be.closeTo(1, 1e-6);
        expect(confidence).to.be.within(0, 1);
        expect(tokensOf(text)).to.not.include(0);
      }),
      { numRuns: 300, seed: 20261123 },
    );
  });
});
