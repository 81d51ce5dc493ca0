import { readFileSync, rmSync } from 'node:fs';
import { expect } from 'chai';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { blankFacts, emptyKeys, type KnowledgeEntry, keysOf, silenceOf } from '#handbook/knowledge.ts';
import { localValue } from '#handbook/local-values.ts';
import { placeholdersOf } from '#handbook/schemas/knowledge.ts';
import { INTENTS } from '#understanding/recognizer.ts';
import {
  aHandbookFolder,
  type HandbookFolder,
  problemsOf,
  refusalsOf,
  shipped,
  type Written,
} from './handbook-folder.ts';

const file = 'common/knowledge.json';
const now = Date.parse('2026-11-23T10:00:00+08:00');

describe('The office’s knowledge in the handbook', () => {
  let folder: HandbookFolder;
  beforeEach(() => {
    folder = aHandbookFolder();
  });
  afterEach(() => folder.remove());

  const editFirst = (change: Record<string, unknown>) =>
    folder.edit(file, ({ entries }) => Object.assign((entries as unknown as Written[])[0] ?? {}, change));

  it('names every mistake of an entry with its key', async () => {
    editFirst({
      id: 'first',
      topic: 'weather',
      keys: ['office.hours', 'office.shoe-size', 'rent'],
      validTo: '2025-01-01',
      begins: 'Repair!',
    });
    expect(await refusalsOf(folder.dir)).to.have.members([
      `${file} › entries[0].id: bad-value`,
      `${file} › entries[0].topic: bad-value`,
      `${file} › entries[0].keys[1]: unknown-reference`,
      `${file} › entries[0].keys[2]: unknown-reference`,
      `${file} › entries[0].begins: bad-value`,
    ]);
  });

  it('refuses an answer that speaks a key it does not name, and braces that do not close', async () => {
    editFirst({ short: { zh: '电话{{office.night}}。', en: 'Phone {{office.phone}.' }, validTo: '2025-01-01' });
    const problems = await problemsOf(folder.dir);
    expect(problems.map(({ key, code }) => `${key}: ${code}`)).to.have.members([
      'entries[0].validTo: bad-value',
      'entries[0].short.zh: unknown-reference',
      'entries[0].short.en: unknown-reference',
    ]);
    expect(problems.find(({ key }) => key.endsWith('zh'))?.reason.zh).to.contain('office.night');
  });

  it('refuses two entries of one id, and a fact whose name nobody could ask for', async () => {
    folder.edit(file, ({ entries }) => {
      const all = entries as unknown as Written[];
      all.push({ ...all[0] });
    });
    folder.edit('estates/qinghu/facts.json', ({ facts }) => {
      (facts as unknown as object[]).push({ key: 'Dog Rule', value: { zh: '', en: '' } });
    });
    expect(await refusalsOf(folder.dir)).to.have.members([
      `${file} › entries[95]: duplicate`,
      'estates/qinghu/facts.json › facts[28].key: bad-value',
    ]);
  });

  it('may be absent, and so may an estate’s facts', async () => {
    rmSync(folder.path(file));
    rmSync(folder.path('estates/qinghu/facts.json'));
    const handbook = await openHandbook({ dir: folder.dir, watch: false });
    expect(handbook.common().knowledge.entries).to.deep.equal([]);
    expect(handbook.estate('qinghu')?.facts.facts).to.deep.equal([]);
  });

  it('tells which entries an estate cannot answer, and why', async () => {
    editFirst({ validTo: '2026-11-22' });
    const handbook = await openHandbook({ dir: folder.dir, watch: false });
    const estate = handbook.estate('qinghu');
    if (!estate) throw new Error('The estate is gone.');
    const missing = emptyKeys(estate, handbook.common(), now);
    expect(missing.find(({ id }) => id === 'K01')).to.deep.include({ reason: 'expired', keys: [] });
    expect(missing.find(({ id }) => id === 'K15')).to.deep.include({
      reason: 'empty-key',
      keys: ['facts.vacancy.rule'],
      question: { zh: '空置房能减免物业费吗？', en: 'Is the fee reduced for a vacant home?' },
    });
    expect(missing.map(({ id }) => id)).to.not.include('K09');
    expect(emptyKeys(estate, handbook.common()).map(({ id }) => id)).to.not.include('K01');
  });

  it('gives an office a blank form of every fact that some answer needs', async () => {
    const handbook = await openHandbook({ dir: shipped, watch: false });
    const form = blankFacts(handbook.common());
    const sample = JSON.parse(readFileSync(`${shipped}/estates/qinghu/facts.json`, 'utf8')) as {
      facts: { key: string }[];
    };
    expect(sample.facts.map(({ key }) => key)).to.deep.equal(form.facts.map(({ key }) => key));
    folder.write('estates/qinghu/facts.json', JSON.stringify(form));
    expect(await refusalsOf(folder.dir)).to.deep.equal([]);
  });
});

describe('The shipped knowledge', () => {
  let handbook: Handbook;
  let entries: readonly KnowledgeEntry[];
  before(async () => {
    handbook = await openHandbook({ dir: shipped, watch: false });
    entries = handbook.common().knowledge.entries;
  });
  const texts = ({ short, long }: KnowledgeEntry) => [short.zh, short.en, ...(long ? [long.zh, long.en] : [])];

  it('holds the eighty questions of the trade and fifteen on contracts, each with who may hear the answer', () => {
    expect(entries.map(({ id }) => id)).to.deep.equal(
      Array.from({ length: 95 }, (_, at) => `K${String(at + 1).padStart(2, '0')}`),
    );
    const of = (auth: string) => entries.filter((one) => one.auth === auth).map(({ id }) => Number(id.slice(1)));
    expect(of('A1')).to.deep.equal([3, 10, 13, 23, 32, 34, 46, 52, 57, 62, 64, 74, 79]);
    expect(of('A2')).to.deep.equal([54, 55, 65]);
  });

  it('has all that a stored answer needs: other wordings in both languages, both answers, source, days and reviewer', () => {
    for (const entry of entries) {
      const { id, variants, short, long, source, checkedOn, validFrom, reviewer, keys } = entry;
      expect(variants.zh.length, `${id}: Chinese wordings`).to.be.at.least(10);
      expect(variants.en.length, `${id}: English wordings`).to.be.at.least(5);
      const trade = Number(id.slice(1)) <= 80;
      const both = [entry.question, short, source, ...(trade || long ? [long] : [])];
      for (const text of both)
        for (const words of [text?.zh, text?.en]) expect(words, id).to.be.a('string').and.not.empty;
      expect([checkedOn, validFrom], id).to.satisfy((days: string[]) => days.every((one) => one <= '2026-11-23'));
      expect(reviewer, id).to.not.equal('');
      const spoken = [short, ...(long ? [long] : [])].flatMap(({ zh, en }) => [
        ...placeholdersOf(zh),
        ...placeholdersOf(en),
      ]);
      expect(keys, id).to.include.members(spoken);
    }
  });

  it('says nothing that staff may not say, in at most three sentences', () => {
    const { forbidden } = handbook.common().phrases;
    for (const entry of entries) {
      for (const text of texts(entry)) {
        for (const { phrase, unless = [], alone } of forbidden) {
          const bare = unless.reduce((rest, allowed) => rest.replaceAll(allowed, ''), text);
          if (!alone) expect(bare.includes(phrase), `${entry.id}: ${phrase}`).to.equal(false);
        }
      }
      expect(entry.short.zh.split(/[。！？]/u).filter(Boolean).length, entry.id).to.be.at.most(3);
    }
  });

  it('holds no phone, price or hour of any office: these come from its own documents', () => {
    const national = /\b(110|119|120|12345|12315|95598|12367)\b/g;
    for (const entry of entries) {
      for (const text of texts(entry)) {
        const bare = text.replace(national, '').replace(/第?\d+(条|号)|arts?\. [\d, and-]+|\d+ ?(年|years?)/gu, '');
        expect(bare, entry.id).to.not.match(/\d{5,}|\d+(\.\d+)? ?(元|块|yuan)|\d{1,2}[:：]\d\d/u);
      }
    }
  });

  it('leads on only to matters the desk knows', () => {
    for (const { id, begins } of entries) if (begins) expect(INTENTS, id).to.include(begins);
  });

  it('speaks only keys that an estate can fill in, and the sample fills in half of its facts', () => {
    const estate = handbook.estate('qinghu');
    if (!estate) throw new Error('The sample estate is gone.');
    const keys = [...new Set(entries.flatMap(keysOf))].filter((key) => key.startsWith('facts.'));
    const filled = keys.filter((key) => localValue(estate, key) !== undefined);
    expect(filled.length / keys.length).to.be.within(0.4, 0.6);
    const prices = entries.flatMap(keysOf).filter((key) => key.startsWith('tariff.'));
    for (const key of prices) expect(localValue(estate, key)?.kind, key).to.equal('price');
    const spoken = entries.filter((one) => !silenceOf(one, estate, { at: now, language: 'zh' }));
    expect(spoken.length).to.be.at.least(60);
  });
});
