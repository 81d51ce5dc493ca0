import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSpeech } from '#dialogs/speech.ts';
import { estateDocuments, placeOfDocument } from '#handbook/documents.ts';
import { openHandbook } from '#handbook/handbook.ts';
import { createDeskRecognizer } from '#src/desk-recognizer.ts';
import { handbookCommand } from '#src/handbook-command.ts';
import { ROOT } from '#src/root.ts';
import { playChat } from '../conversations/play.ts';
import { shipped } from './handbook-folder.ts';

describe('An office without the sample', () => {
  let dir: string;
  const lines: string[] = [];
  const run = (...args: string[]) =>
    handbookCommand(args, {
      handbookDir: dir,
      dataDir: dir,
      now: new Date('2026-11-23T02:00:00Z'),
      say: (line) => lines.push(line),
    });
  const path = (file: string) => join(dir, 'estates', 'haitang', file);
  const read = (file: string) => JSON.parse(readFileSync(path(file), 'utf8'));
  const edit = (file: string, change: object) =>
    writeFileSync(path(file), JSON.stringify({ ...read(file), ...change }));
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'lobby-new-'));
    lines.length = 0;
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('gets every document blank, in force as it is, with hints beside them', async () => {
    expect(await run('new', 'haitang', '--name', '海棠苑', '--name-en', 'Haitang Court')).to.equal(0);
    for (const [name, schema] of Object.entries(estateDocuments)) {
      expect(schema.safeParse(read(`${name}.json`)).error, name).to.equal(undefined);
      expect(placeOfDocument(`estates/haitang/${name}.json`), name).to.not.equal(undefined);
      expect(readFileSync(path('README.md'), 'utf8'), `the hints name ${name}.json`).to.contain(`\`${name}.json\``);
    }
    const handbook = await openHandbook({ dir, watch: false, now: () => new Date('2026-11-23T02:00:00Z') });
    expect(handbook.problems()).to.deep.equal([]);
    const estate = handbook.estate('haitang');
    expect(estate?.office.name).to.deep.equal({ zh: '海棠苑', en: 'Haitang Court' });
    expect(Object.keys(estate?.office.phones ?? {})).to.have.members(
      Object.keys(estateDocuments.office.shape.phones.shape),
    );
    expect(Object.values(estate?.office.phones ?? {}).map((phone) => phone?.number)).to.satisfy((all: string[]) =>
      all.every((number) => number === ''),
    );
    expect(estate?.tariff.prices.map(({ price }) => price)).to.satisfy((all: unknown[]) =>
      all.every((price) => price === null),
    );
    expect(estate?.facts.facts).to.have.length.above(20);
    await handbook.close();
  });

  it('never loses what stands there already', async () => {
    await run('new', 'haitang');
    writeFileSync(path('office.json'), 'of somebody else');
    expect(await run('new', 'haitang', '--name', '海棠苑')).to.equal(2);
    expect(readFileSync(path('office.json'), 'utf8')).to.equal('of somebody else');
    expect(lines.at(-1)).to.contain('什么都没有改');
  });

  it('is told which names a folder may have', async () => {
    for (const id of ['海棠', 'Haitang', '../haitang', '']) expect(await run('new', id), id).to.equal(2);
    expect(await run('new')).to.equal(2);
    expect(await run('new', '海棠', '--en')).to.equal(2);
    expect(lines.at(-1)).to.contain('small letters');
  });

  it('keeps its own common documents', async () => {
    cpSync(join(shipped, 'common'), join(dir, 'common'), { recursive: true });
    writeFileSync(join(dir, 'common', 'knowledge.json'), '{ "entries": [] }');
    expect(await run('new', 'haitang')).to.equal(0);
    expect(readFileSync(join(dir, 'common', 'knowledge.json'), 'utf8')).to.equal('{ "entries": [] }');
    expect(read('facts.json')).to.deep.equal({ facts: [] });
  });

  it('opens its desk once the least is filled in: a repair is filed, and what is empty is asked about', async function () {
    this.timeout(60_000);
    // Conversation files are played at this estate.
    await run('new', 'qinghu', '--name', '海棠苑', '--name-en', 'Haitang Court');
    cpSync(join(dir, 'estates', 'qinghu'), join(dir, 'estates', 'haitang'), { recursive: true });
    const week = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['09:00-18:00']]),
    );
    edit('office.json', { hours: { ...read('office.json').hours, weekly: week } });
    edit('register.json', { lines: [{ building: '1-2', floor: '1-6', room: '01-02' }] });
    cpSync(join(dir, 'estates', 'haitang'), join(dir, 'estates', 'qinghu'), { recursive: true });
    rmSync(join(dir, 'estates', 'haitang'), { recursive: true });
    const handbook = await openHandbook({ dir, watch: false });
    const recognizer = createDeskRecognizer(handbook, { handbookDir: dir });
    const errors: unknown[] = [];
    const log = { info: () => {}, warn: () => {}, error: (_: string, error: unknown) => void errors.push(error) };
    const shared = { handbookDir: dir, handbook, recognizer, speech: createSpeech(join(ROOT, 'locales')), log };
    const said = [
      '厨房水龙头漏水',
      '1栋301',
      '跳过',
      '昨天',
      '明天下午',
      '13800138000',
      '跳过',
      '对',
      '物业费多少钱',
      '人工',
    ];
    const chat = ['@ clock 2026-11-23 10:00', '@ open zh-CN', ...said.map((words) => `resident: ${words}`)].join('\n');
    const played = await playChat(chat, shared);
    recognizer.close();
    await handbook.close();
    expect(errors).to.deep.equal([]);
    expect(played).to.contain('海棠苑');
    expect(played).to.match(/R20261123-0001/);
    expect(played.slice(played.indexOf('物业费多少钱'))).to.match(/对不起，.{0,4}我来问一下/);
    expect(played.slice(played.lastIndexOf('人工'))).to.not.match(/\d{4,}/);
  });
});
