import { expect } from 'chai';
import { classOf, faultWords, only } from '../desk.ts';

const CLASSES: readonly [string, string][] = [
  ['水龙头一直滴水', 'R01'],
  ['家里没水了', 'R01'],
  ['马桶堵了', 'R02'],
  ['地漏反味', 'R02'],
  ['天花板渗水', 'R03'],
  ['外墙下雨就渗水', 'R03'],
  ['插座滋滋响', 'R04'],
  ['热水器一用就跳闸', 'R04'],
  ['楼道灯不亮，黑乎乎啥也看不见', 'R04'],
  ['燃气灶打不着火', 'R05'],
  ['家里有煤气味', 'R05'],
  ['暖气不热', 'R06'],
  ['门锁坏了', 'R07'],
  ['电踢坏了', 'R08'],
  ['道闸抬不起来', 'R09'],
  ['消防栓漏水', 'R10'],
  ['楼梯扶手松了', 'R11'],
  ['路灯不亮', 'R12'],
  ['井盖不见了', 'R12'],
  ['树枝断了', 'R13'],
  ['家里好多蟑螂', 'R14'],
  ['地下车库积水', 'R15'],
  ['热水器坏了', 'R16'],
  ['断网了', 'R17'],
  ['水表坏了', 'R18'],
  ['楼上漏水到我家', 'R19'],
  ['my tap is leaking', 'R01'],
  ['toilet is clogged', 'R02'],
  ['water stain on the ceiling', 'R03'],
  ['the elevator is not working', 'R08'],
  ['street light is out of order', 'R12'],
  ['no hot water from the boiler', 'R16'],
];

describe('Everyday words lead to the fault class of the trade', () => {
  for (const [text, code] of CLASSES) it(`"${text}" is ${code}`, () => expect(classOf(text)).to.equal(code));

  it('and a sentence about nothing broken has none', () => expect(classOf('物业费怎么交')).to.equal(undefined));

  it('the whole name of a thing, and none in words that only hold one', () => {
    const things = (text: string) => only('fixture', text).map((one) => one.text);
    expect(things('电表箱一直响')).to.deep.equal(['电表箱']);
    expect(things('cabinet hinge is broken')).to.deep.equal(['cabinet hinge']);
    for (const text of [
      '师傅什么时候上门',
      '南门几点关',
      '我要出门',
      'is a power of attorney ok',
      'someone on a high floor',
    ])
      expect(things(text), text).to.deep.equal([]);
  });

  it('and say whether the place is the resident’s own', () => {
    expect(only('place', '卫生间漏水')[0]?.value).to.include({ key: 'bathroom', zone: 'home' });
    expect(only('place', '楼梯间的灯坏了')[0]?.value).to.include({ key: 'stairwell', zone: 'common' });
    for (const whose of ['我家漏水', '楼上太吵', '隔壁装修']) expect(only('place', whose), whose).to.deep.equal([]);
    expect(only('place', 'leak in the basement')[0]?.value).to.include({ key: 'garage', zone: 'common' });
  });
});

describe('The office’s word list', () => {
  it('names every class from R01 to R20 once, with a level', () => {
    const codes = faultWords.categories.map((one) => one.code);
    expect(codes).to.deep.equal(Array.from({ length: 20 }, (_, i) => `R${String(i + 1).padStart(2, '0')}`));
  });

  it('gives every entry a Chinese and an English label, and only classes that exist', () => {
    const codes = new Set([undefined, ...faultWords.categories.map((one) => one.code)]);
    for (const word of [...faultWords.fixtures, ...faultWords.faults, ...faultWords.places]) {
      expect(word.zh.length * word.en.length, word.key).to.be.greaterThan(0);
      expect(codes.has(word.category), word.key).to.equal(true);
    }
  });

  it('settles pairs only between keys it has', () => {
    const keys = (list: readonly { key: string }[]) => new Set([undefined, ...list.map((one) => one.key)]);
    const [fixtures, faults, places] = [keys(faultWords.fixtures), keys(faultWords.faults), keys(faultWords.places)];
    for (const pair of faultWords.pairs ?? [])
      expect(
        fixtures.has(pair.fixture) && faults.has(pair.fault) && places.has(pair.place),
        JSON.stringify(pair),
      ).to.equal(true);
  });
});
