import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { wordingsSchema } from '#handbook/schemas/wordings.ts';
import { says, type Wordings, wordingFault } from '#handbook/wording.ts';
import { handbookCommand } from '#src/handbook-command.ts';
import { aHandbookFolder, type HandbookFolder, refusalsOf, shipped, type Written } from './handbook-folder.ts';

const shippedWordings = wordingsSchema.parse(JSON.parse(readFileSync(join(shipped, 'common/wordings.json'), 'utf8')));
const of = (zh: string[], en: string[] = [], unless?: string[]): Wordings => ({ zh, en, ...(unless && { unless }) });

describe('How residents say a thing, as the office writes it', () => {
  it('may be one word or another, with a few characters between', () => {
    const wording = of(['已经…扑灭|灭了']);
    expect(says('火已经被保安扑灭', wording)).to.equal(true);
    expect(says('已经报警。火灭了', wording), 'another sentence').to.equal(false);
    expect(says('取消吧，我要报修', of(['取消~报修'])), 'another clause').to.equal(false);
  });

  it('may hold what can be left out, and what belongs together', () => {
    for (const text of ['没人受伤', '没有人受伤', '没受伤', '没伤'])
      expect(says(text, of(['没[有][人][受]伤'])), text).to.equal(true);
    for (const text of ['it is all over', "it's over now"])
      expect(says(text, of([], ["(it is|it's) [all ]over"])), text).to.equal(true);
  });

  it('counts English as whole words, and with a star as the beginning of one', () => {
    expect(says('barking dogs', of([], ['bar']))).to.equal(false);
    expect(says('we are divorcing', of([], ['divorc*']))).to.equal(true);
    expect(says('We’re safe now', of([], ["we're safe"])), 'a curly apostrophe').to.equal(true);
  });

  it('may be the whole message only, or mean nothing inside a longer word', () => {
    expect(says('away!', of([], ['=away']))).to.equal(true);
    expect(says('throw it away', of([], ['=away']))).to.equal(false);
    expect(says('吵死了', of(['死了'], [], ['吵死了']))).to.equal(false);
    expect(says('吵死了，老人也死了', of(['死了'], [], ['吵死了']))).to.equal(true);
  });

  it('is refused where a word is missing or a bracket is open', () => {
    for (const wrong of ['没[有', '没)人', '火|', '|火', '…火', '火…', '火||水', '火()', '=', '[火]', '火[水…土]'])
      expect(wordingFault(wrong), wrong).to.not.equal(undefined);
    for (const list of Object.values(shippedWordings).flatMap((one) =>
      typeof one === 'string' ? [] : Object.values(one),
    ))
      for (const wording of [...list.zh, ...list.en, ...(list.unless ?? [])])
        expect(wordingFault(wording), wording).to.equal(undefined);
  });

  it('is looked for in any text of any length', () => {
    const long = ['已经'.repeat(40_000), 'how long '.repeat(12_000), '取消，'.repeat(30_000), "it's ".repeat(20_000)];
    for (const service of Object.values(shippedWordings)) {
      if (typeof service === 'string') continue;
      for (const text of long) for (const one of Object.values(service)) expect(says(text, one)).to.be.a('boolean');
    }
  });
});

describe('wordings.json', () => {
  let folder: HandbookFolder;
  beforeEach(() => {
    folder = aHandbookFolder();
  });
  afterEach(() => folder.remove());

  async function check(): Promise<string> {
    const dataDir = mkdtempSync(join(tmpdir(), 'lobby-wordings-'));
    cpSync(join(shipped, 'common', 'utterances'), folder.path('common/utterances'), { recursive: true });
    const lines: string[] = [];
    await handbookCommand(['check'], {
      handbookDir: folder.dir,
      dataDir,
      now: new Date('2026-11-23T02:00:00Z'),
      say: (line) => lines.push(line),
    });
    rmSync(dataDir, { recursive: true, force: true });
    return lines.join('\n');
  }

  it('is refused with file and key where a wording cannot be read', async () => {
    folder.edit('common/wordings.json', ({ emergency }) => {
      (emergency?.over as Written).zh = ['没事[了'] as unknown as Written;
    });
    expect(await refusalsOf(folder.dir)).to.deep.equal(['common/wordings.json › emergency.over.zh[0]: bad-value']);
  });

  it('may be absent, or lack a part; the check then says what the desk does not hear', async () => {
    folder.edit('common/wordings.json', (document) => {
      delete document.status;
      delete document.emergency?.over;
    });
    const told = await check();
    expect(told).to.contain('没有写居民怎么说：危险过去了').and.to.contain('common/wordings.json › emergency.over');
    expect(told).to.contain('催单').and.not.to.contain('没有写居民怎么说：什么时候有人来');
    rmSync(folder.path('common/wordings.json'));
    expect(await check()).to.contain('没有写居民怎么说：什么时候有人来');
  });
});
