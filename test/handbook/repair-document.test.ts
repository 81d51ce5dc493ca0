import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Repair } from '#handbook/schemas/repair.ts';
import { repairSchema } from '#handbook/schemas/repair.ts';
import { aHandbookFolder, type HandbookFolder, refusalsOf, shipped } from './handbook-folder.ts';

describe('repair.json', () => {
  let folder: HandbookFolder;
  beforeEach(() => {
    folder = aHandbookFolder();
  });
  afterEach(() => folder.remove());

  const repair: Repair = repairSchema.parse(JSON.parse(readFileSync(join(shipped, 'common/repair.json'), 'utf8')));

  it('has every category of the trade, R01 to R20', () => {
    const codes = Array.from({ length: 20 }, (_, n) => `R${String(n + 1).padStart(2, '0')}`);
    expect(repair.categories.map(({ code }) => code)).to.deep.equal(codes);
  });

  it('names law and article with each rule on who is responsible, and gives no verdict', () => {
    for (const { source } of repair.rules) expect(source).to.match(/第.+条/u);
    expect(JSON.stringify(repair)).to.not.match(/过保|必须由您|由您负责|owner must/u);
  });

  it('asks one question at a time, in both languages', () => {
    for (const { code, questions } of repair.categories)
      for (const { zh, en } of questions) {
        expect(zh.match(/？/gu), `${code}: ${zh}`).to.have.length(1);
        expect(en.match(/\?/gu), `${code}: ${en}`).to.have.length(1);
      }
  });

  it('is refused when it names a fault, a danger, a phone or a rule that stands nowhere', async () => {
    const bad = {
      commonFixtures: ['spaceship'],
      categories: [
        {
          code: 'R01',
          zh: '给水',
          en: 'Water',
          level: 'ordinary',
          zone: 'home',
          rule: { home: 'nobody' },
          raises: [{ faults: ['haunted'], level: 'urgent' }],
          refer: { zh: '找', en: 'ask', phones: ['moon'] },
          questions: [{ zh: '？', en: '?', answers: [{ key: 'yes', zh: '有', en: 'yes', danger: 'dragon' }] }],
        },
      ],
    };
    folder.write('common/repair.json', JSON.stringify(bad));
    expect(await refusalsOf(folder.dir)).to.deep.equal([
      'common/repair.json › commonFixtures: unknown-reference',
      'common/repair.json › R01.rule: unknown-reference',
      'common/repair.json › R01.faults: unknown-reference',
      'common/repair.json › R01.danger: unknown-reference',
      'common/repair.json › R01.phones: unknown-reference',
    ]);
  });

  it('may be absent: the desk then takes repairs without a first question', async () => {
    const { rmSync } = await import('node:fs');
    rmSync(folder.path('common/repair.json'));
    expect(await refusalsOf(folder.dir)).to.deep.equal([]);
  });
});
