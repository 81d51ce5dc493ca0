import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { receptionScriptSchema } from '#handbook/schemas/reception-script.ts';
import { inBothLanguages, stepsIn } from '#records/staff/steps.ts';
import { ROOT } from '#src/root.ts';

const file = join(ROOT, 'data/common/reception-script.json');
const PHRASES = inBothLanguages(receptionScriptSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
const steps = (text: string) => stepsIn(text, PHRASES);

describe('The reception script in what staff write', () => {
  it('A greeting alone is a greeting, and thanks alone are thanks', () => {
    expect(steps('您好！')).to.deep.equal(['greet']);
    expect(steps('Good morning.')).to.deep.equal(['greet']);
    expect(steps('谢谢您，再见')).to.deep.equal(['thank']);
    expect(steps('You are welcome, bye!')).to.deep.equal(['thank']);
  });

  it('A question back shows listening, and is no answer', () => {
    expect(steps('请问是厨房还是卫生间？')).to.deep.equal(['listen']);
    expect(steps('Which room is it?')).to.deep.equal(['listen']);
    expect(steps('几点方便?')).to.deep.equal(['listen']);
  });

  it('What says something of its own answers, and what is done serves', () => {
    expect(steps('办公室明天八点半开门')).to.deep.equal(['answer']);
    expect(steps('The office opens at half past eight.')).to.deep.equal(['answer']);
    expect(steps('您好，已登记，师傅下午两点到，谢谢')).to.deep.equal(['greet', 'answer', 'serve', 'thank']);
    expect(steps('I have registered it and a plumber comes at two. Thank you!')).to.include.members(['serve', 'thank']);
  });

  it('A Latin phrase inside another word is none', () => {
    expect(steps('This machine shows nothing')).to.deep.equal(['answer']);
    expect(steps('嗯')).to.deep.equal([]);
  });
});
