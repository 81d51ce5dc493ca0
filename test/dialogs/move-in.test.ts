import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openHandbook } from '#handbook/handbook.ts';
import { ROOT } from '#src/root.ts';
import { playChat, type Shared } from '../conversations/play.ts';
import { type Heard, openShared } from '../conversations/shared.ts';

describe('Moving in where the handbook is empty', function () {
  this.timeout(60_000);
  const dir = mkdtempSync(join(tmpdir(), 'lobby-handbook-'));
  const heard: Heard[] = [];
  let shared: Shared;

  before(async () => {
    cpSync(join(ROOT, 'data', 'common'), join(dir, 'common'), { recursive: true });
    cpSync(join(ROOT, 'data', 'estates'), join(dir, 'estates'), { recursive: true });
    rmSync(join(dir, 'estates', 'qinghu', 'move-in.json'));
    // What the office has not answered in its knowledge either.
    rmSync(join(dir, 'common', 'knowledge.json'), { force: true });
    const full = await openShared(heard);
    await full.handbook.close();
    shared = { ...full, handbookDir: dir, handbook: await openHandbook({ dir, watch: false }) };
  });
  after(async () => {
    await shared.handbook.close();
    rmSync(dir, { recursive: true, force: true });
  });

  for (const [words, number] of [
    ['我要收房了，要带什么？', /Q\d{8}-\d{4}/],
    ['我想预约交房', /Q\d{8}-\d{4}/],
  ] as const) {
    it(`「${words}」 is asked of people, with a number, and nothing is invented`, async () => {
      const played = await playChat(`@ clock 2026-11-23 10:00\n@ open zh-CN\nresident: ${words}\n`, shared);
      const answer = played.slice(played.indexOf('resident:'));
      expect(answer).to.contain('对不起');
      expect(answer).to.match(number);
      expect(answer).to.contain('[人工]');
      expect(answer).to.not.match(/身份证|入住通知书|9:00/);
      expect(heard).to.deep.equal([]);
    });
  }
});

describe('What only sounds like moving in', function () {
  this.timeout(60_000);
  const heard: Heard[] = [];
  let shared: Shared;
  before(async () => {
    shared = await openShared(heard);
  });
  after(() => shared.handbook.close());

  for (const words of [
    '入住三年了，楼上天天吵得睡不着',
    '楼上租客太吵了',
    '电梯坏了你们一直不整改，我要投诉',
    '卫生间漏水，修了还是漏',
    '搬家要提前申请吗',
    '物业费多少钱一平',
    '门禁卡丢了，补一张要什么手续',
    'the tenant upstairs is too loud',
    'my access card stopped working',
  ]) {
    it(`「${words}」 is left to whom it concerns`, async () => {
      const played = await playChat(`@ clock 2026-11-23 10:00\nresident: ${words}\n`, shared);
      expect(played).to.not.match(
        /收楼请带|业主本人来办|还没有登记收楼|Will the owner come|not registered for the handover/,
      );
      expect(heard).to.deep.equal([]);
    });
  }
});

describe('The words of moving in', () => {
  const files = ['locales/zh-CN/move-in.json', 'locales/en/move-in.json', 'data/common/move-in.json'];
  const { forbidden } = JSON.parse(readFileSync(join(ROOT, 'data/common/phrases.json'), 'utf8')) as {
    forbidden: { phrase: string; unless?: string[]; alone?: boolean }[];
  };

  for (const file of files) {
    it(`hold no phrase that the trade forbids: ${file}`, () => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      const said = forbidden.filter(({ phrase, unless = [], alone }) => {
        const left = unless.reduce((rest, word) => rest.replaceAll(word, ''), text);
        return alone !== true && left.includes(phrase);
      });
      expect(said.map(({ phrase }) => phrase)).to.deep.equal([]);
    });
  }

  it('never make keys or the inspection depend on paying first', () => {
    for (const file of files) {
      expect(readFileSync(join(ROOT, file), 'utf8'), file).to.not.match(/不交费不给|先交(费|钱)?后验|pay first/);
    }
  });
});
