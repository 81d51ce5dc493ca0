import { cpSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { expect } from 'chai';
import { estateDocuments } from '#handbook/documents.ts';
import { openHandbook } from '#handbook/handbook.ts';
import { writeJson } from '#handbook/write-json.ts';
import { aHandbookFolder, type HandbookFolder, problemsOf, refusalsOf, shipped } from './handbook-folder.ts';

const office = 'estates/qinghu/office.json';

describe('The handbook as an office fills it in', () => {
  let folder: HandbookFolder;
  beforeEach(() => {
    folder = aHandbookFolder();
  });
  afterEach(() => folder.remove());

  it('is shipped complete, for an estate that says it is fictional', async () => {
    const handbook = await openHandbook({ dir: shipped, watch: false, now: () => new Date('2026-11-23T04:00:00Z') });
    expect(handbook.problems()).to.deep.equal([]);
    expect(handbook.estates().map(({ id, office }) => [id, office.name.zh, office.fictional])).to.deep.equal([
      ['qinghu', '晴湖花园', true],
    ]);
    for (const phone of Object.values(handbook.estate('qinghu')?.office.phones ?? {})) {
      expect(phone.number).to.match(/^$|^020-5550-01\d\d$/);
    }
  });

  it('has a safety line for each kind of danger, all drafts, which name only national numbers of the handbook', async () => {
    const { safetyLines, emergencyLines } = (await openHandbook({ dir: shipped, watch: false })).common();
    const known = emergencyLines.lines.map(({ number }) => number);
    for (const line of safetyLines.lines) {
      expect(line.draft, line.kind).to.equal(true);
      const said = [line.zh, line.en, line.next?.zh, line.next?.en].join(' ').match(/\d{3,}/g) ?? [];
      for (const number of said) expect(known, line.kind).to.include(number);
    }
  });

  it('can lie in a folder of the office’s own, with two estates that share nothing', async () => {
    cpSync(folder.path('estates/qinghu'), folder.path('estates/yunshan'), { recursive: true });
    folder.edit('estates/yunshan/office.json', (document) => {
      Object.assign(document, { id: 'yunshan', name: { zh: '云山里', en: 'Yunshan' } });
    });
    const handbook = await openHandbook({ dir: folder.dir, watch: false });
    expect(handbook.estates().map(({ id }) => id)).to.deep.equal(['qinghu', 'yunshan']);
    expect(handbook.estate('yunshan')?.office.name.zh).to.equal('云山里');
    expect(handbook.estate('nowhere')).to.equal(undefined);
    expect(handbook.estate('__proto__')).to.equal(undefined);
  });

  it('lets an estate that is being set up begin with office.json alone and promise nothing', async () => {
    for (const name of Object.keys(estateDocuments)) {
      if (name !== 'office') rmSync(folder.path(`estates/qinghu/${name}.json`), { force: true });
    }
    const estate = (await openHandbook({ dir: folder.dir, watch: false })).estate('qinghu');
    expect(estate?.profile.emergencyArrivalMin).to.equal(null);
    expect(estate?.tariff.prices).to.deep.equal([]);
  });

  it('names a mistyped key', async () => {
    folder.edit(office, (document) => {
      document.phnes = document.phones ?? {};
      delete document.phones;
    });
    expect(await refusalsOf(folder.dir)).to.have.members([
      `${office} › phnes: unknown-key`,
      `${office} › phones: missing-key`,
    ]);
  });

  it('says file, key and reason in Chinese and English, for every mistake at once', async () => {
    folder.edit(office, (document) => Object.assign(document.hours?.weekly ?? {}, { mon: ['8:30-18:00'] }));
    folder.edit('estates/qinghu/profile.json', (document) => Object.assign(document, { complaintReplyDays: '10' }));
    const opening = openHandbook({ dir: folder.dir, watch: false });
    const message = await opening.then(
      () => '',
      (error: Error) => error.message,
    );
    expect(message).to.contain(`${office} › hours.weekly.mon[0]: 应写成 08:30-18:00，跨夜请拆成两天 / write it as`);
    expect(message).to.contain(
      'estates/qinghu/profile.json › complaintReplyDays: 应为数字（不加引号） / must be a number',
    );
  });

  it('never repeats a phone number in a refusal', async () => {
    folder.edit(office, (document) => Object.assign(document.phones ?? {}, { night: { number: '020-5550-0101转3' } }));
    const [problem, ...rest] = await problemsOf(folder.dir);
    expect(rest).to.deep.equal([]);
    expect(problem?.key).to.equal('phones.night.number');
    expect(JSON.stringify(problem)).not.to.contain('5550');
  });

  it('refuses what cannot be read as JSON, with the line and the likely slip', async () => {
    folder.write(office, '{\n  "id": "qinghu",\n}\n');
    const [problem] = await problemsOf(folder.dir);
    expect(problem).to.include({ file: office, code: 'not-json', line: 3, column: 1 });
    expect(problem?.reason).to.deep.equal({
      zh: '最后一项后面多了一个逗号',
      en: 'there is a comma after the last entry',
    });
  });

  it('takes a byte-order mark off and tells the office about it', async () => {
    folder.write(office, `\uFEFF${readFileSync(folder.path(office), 'utf8')}`);
    const handbook = await openHandbook({ dir: folder.dir, watch: false, now: () => new Date('2026-11-23') });
    expect(handbook.problems().map(({ file, code, severity }) => [file, code, severity])).to.deep.equal([
      [office, 'bom', 'warning'],
    ]);
  });

  it('refuses two estates with one id, and a folder that is not named for its estate', async () => {
    cpSync(folder.path('estates/qinghu'), folder.path('estates/yunshan'), { recursive: true });
    expect(await refusalsOf(folder.dir)).to.deep.equal(['estates/yunshan/office.json › id: duplicate']);
    renameSync(folder.path('estates/qinghu'), folder.path('estates/haitang'));
    rmSync(folder.path('estates/yunshan'), { recursive: true });
    expect(await refusalsOf(folder.dir)).to.deep.equal(['estates/haitang/office.json › id: id-mismatch']);
  });

  it('refuses an estate’s folder with a name that no address can carry', async () => {
    cpSync(folder.path('estates/qinghu'), folder.path('estates/Qing Hu'), { recursive: true });
    expect(await refusalsOf(folder.dir)).to.deep.equal(['estates/Qing Hu › : bad-path']);
  });

  it('refuses a handbook without emergency words, without estates or without folders', async () => {
    rmSync(folder.path('common/emergency.json'));
    expect(await refusalsOf(folder.dir)).to.deep.equal(['common/emergency.json › : missing-file']);
    rmSync(folder.path('estates'), { recursive: true });
    expect(await refusalsOf(folder.dir)).to.deep.equal([' › : unreadable']);
    mkdirSync(folder.path('estates'));
    expect(await refusalsOf(folder.dir)).to.include('estates › : no-estates');
  });

  it('refuses danger words without a safety line, and a safety line with a phone nobody has', async () => {
    folder.edit('common/safety-lines.json', (document) => {
      const [first] = document.lines as unknown as { kind: string; phones: string[] }[];
      Object.assign(first ?? {}, { kind: 'fyre', phones: ['fire', 'nigth'] });
    });
    const refusals = await refusalsOf(folder.dir);
    expect(refusals).to.include('common/safety-lines.json › lines[0].phones[1]: unknown-reference');
    expect(refusals.some((line) => /emergency\.json › kinds\[\d+\]\.kind: unknown-reference/.test(line))).to.equal(
      true,
    );
  });

  it('refuses a lift in a building that the register does not have', async () => {
    folder.edit('estates/qinghu/common-places.json', (document) => {
      (document.lifts as unknown as object[]).push({ number: '1', building: '3', unit: '9' });
    });
    expect(await refusalsOf(folder.dir)).to.deep.equal([
      'estates/qinghu/common-places.json › lifts (3-9): unknown-reference',
    ]);
  });

  it('leaves a file with an unknown name out and says so', async () => {
    folder.write('estates/qinghu/tarif.json', '{}');
    const handbook = await openHandbook({ dir: folder.dir, watch: false, now: () => new Date('2026-11-23') });
    expect(handbook.problems().map(({ file, code }) => [file, code])).to.deep.equal([
      ['estates/qinghu/tarif.json', 'unknown-file'],
    ]);
  });

  it('tells in December that next year’s holidays are not entered', async () => {
    const at = async (now: string) =>
      (await openHandbook({ dir: shipped, watch: false, now: () => new Date(now) })).problems();
    expect(await at('2026-11-30T15:59:00Z')).to.deep.equal([]);
    expect((await at('2026-11-30T16:00:00Z')).map(({ key, code }) => [key, code])).to.deep.equal([
      ['years.2027', 'calendar-not-entered'],
    ]);
    expect((await at('2028-03-01T00:00:00Z')).map(({ key }) => key)).to.deep.equal(['years.2028']);
  });

  it('cannot be altered by whoever reads it', async () => {
    const estate = (await openHandbook({ dir: shipped, watch: false })).estate('qinghu');
    expect(() => Object.assign(estate?.office.phones.night ?? {}, { number: '' })).to.throw(TypeError);
  });

  it('is shipped in the very layout in which the console writes, so that an edit changes one line', () => {
    for (const name of ['office', 'register', 'profile', 'tariff', 'quick-topics']) {
      const text = readFileSync(`${shipped}/estates/qinghu/${name}.json`, 'utf8');
      expect(writeJson(JSON.parse(text)), name).to.equal(text);
    }
  });
});
