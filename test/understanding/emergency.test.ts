import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { createDetector } from '#understanding/emergency/detect.ts';
import { emergencyRules } from './desk.ts';

const detect = createDetector(emergencyRules);
const kind = (text: string): string | undefined => detect(text).emergency?.kind;
const lines = (name: string): string[] =>
  readFileSync(`test/understanding/fixtures/${name}`, 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));

const KINDS: readonly [string, string][] = [
  ['厨房着火了', 'fire'],
  ['there is a fire in the garage', 'fire'],
  ['好大煤气味', 'gas'],
  ['I smell gas', 'gas'],
  ['煤七泄漏', 'gas'],
  ['我被困在电梯里了', 'lift'],
  ['电踢困人', 'lift'],
  ['diantikun ren le', 'lift'],
  ["we're stuck in the elevator", 'lift'],
  ['有人触电', 'electric'],
  ['水管爆了', 'flood'],
  ['burst pipe in the kitchen', 'flood'],
  ['外墙瓷砖掉下来砸到人', 'falling'],
  ['有人撬我家门', 'violence'],
  ['someone broke into my flat', 'violence'],
  ['一氧化碳报警', 'carbon-monoxide'],
  ['老人晕倒了', 'collapse'],
  ['孩子走丢了', 'collapse'],
  ['电瓶车着火', 'battery'],
  ['我不想活了', 'self-harm'],
  ['救命', 'other'],
];

describe('Danger is seen before anything else', () => {
  for (const [text, expected] of KINDS) it(`"${text}" is ${expected}`, () => expect(kind(text)).to.equal(expected));

  it('in every message of people in danger', () => {
    expect(lines('danger.txt').filter((text) => kind(text) === undefined)).to.deep.equal([]);
  });

  it('and not in messages that only sound like it', () => {
    expect(lines('no-danger.txt').filter((text) => kind(text) !== undefined)).to.deep.equal([]);
  });

  it('also when a calm sentence stands beside the cry', () => {
    expect(kind('上次着火的事还没处理。现在又着火了！')).to.equal('fire');
    expect(kind('没有煤气味，但是厨房着火了')).to.equal('fire');
  });

  it('also at the end of a long letter', () =>
    expect(kind(`${'物业费的事我说几句，'.repeat(800)}家里着火了`)).to.equal('fire'));

  it('and the rules can be edited without touching code', () => {
    const own = createDetector({
      kinds: [{ kind: 'bees', zh: ['马蜂|蜜蜂…追|蜇'], en: [], not: ['蜂蜜'] }],
      calm: { zh: [], en: [] },
      now: { zh: [], en: [] },
    });
    expect(own('一群马蜂在追孩子').emergency?.kind).to.equal('bees');
    expect(own('卖蜂蜜').emergency).to.equal(undefined);
  });
});
