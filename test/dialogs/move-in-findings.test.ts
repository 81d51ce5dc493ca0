import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { MoveInBook } from '#dialogs/move-in/book.ts';
import { correctFindings } from '#dialogs/move-in/correct-findings.ts';
import { type Draft, missingParts, NOTHING_FOUND, readFindings, settleRest } from '#dialogs/move-in/findings.ts';
import { ROOT } from '#src/root.ts';

const book = JSON.parse(readFileSync(join(ROOT, 'data/common/move-in.json'), 'utf8')) as MoveInBook;

/** What a message adds to an empty draft. */
function found(text: string, draft: Draft = NOTHING_FOUND): Draft {
  const read = readFindings(text, draft, book);
  if (!read) throw new Error(`Nothing was read from "${text}".`);
  return read;
}

function defects(text: string): [string, string, string][] {
  return found(text).defects.map(({ code, level, words }) => [code, level, words]);
}

describe('What a resident finds at the inspection', () => {
  const told: [string, string, string][] = [
    ['主卧窗户关不严', 'C2', 'ordinary'],
    ['卫生间地漏返味', 'G4', 'ordinary'],
    ['客厅墙面有一道裂缝', 'D1', 'ordinary'],
    ['墙上有贯穿裂缝', 'D1', 'serious'],
    ['阳台栏杆晃', 'M1', 'serious'],
    ['入户门有划痕', 'B1', 'minor'],
    ['厨房插座没电', 'H3', 'serious'],
    ['马桶冲水慢', 'L2', 'ordinary'],
    ['地砖空鼓', 'E2', 'ordinary'],
    ['门铃不响', 'N1', 'ordinary'],
    ['卫生间漏水', 'F1', 'serious'],
    ['阳台门关不严', 'M3', 'ordinary'],
    ['烟道倒烟', 'K1', 'ordinary'],
    ['钥匙少了一把', 'S1', 'ordinary'],
    ['水表在走字', 'O1', 'ordinary'],
    ['楼道灯不亮', 'P2', 'ordinary'],
    ['层高不够', 'Q1', 'ordinary'],
    ['储藏室返潮', 'R1', 'ordinary'],
    ['the kitchen tap drips', 'G1', 'ordinary'],
    ['bedroom window will not close', 'C2', 'ordinary'],
    ['scratches on the front door', 'B1', 'minor'],
    ['water is leaking through the ceiling', 'D4', 'serious'],
  ];
  for (const [text, code, level] of told) {
    it(`「${text}」 is noted at ${code}, ${level}`, () => {
      expect(defects(text).map(([at, how]) => [at, how])).to.deep.equal([[code, level]]);
    });
  }

  it('several things in one message come apart, what belongs to one stays with it', () => {
    const text = '客厅，墙面有裂缝，大概一米长；主卧窗户关不严、玻璃有划痕。还有卫生间的地漏返味';
    expect(defects(text).map(([code, , words]) => [code, words])).to.deep.equal([
      ['D1', '客厅墙面有裂缝，大概一米长'],
      ['C2', '主卧窗户关不严'],
      ['C1', '玻璃有划痕'],
      ['G4', '卫生间的地漏返味'],
    ]);
  });

  it('what is fine and what was not looked at are no defects', () => {
    const { defects: none, checks } = found('门和地面都没问题，防水没查，没做闭水试验');
    expect(none).to.deep.equal([]);
    expect([checks.B1?.result, checks.E1?.result, checks.F1]).to.deep.equal([
      'pass',
      'pass',
      { result: 'unchecked', reason: '没做闭水试验' },
    ]);
    expect(checks.C1).to.equal(undefined);
  });

  it('a point may be named by its code', () => {
    expect(found('C2不合格，关不上').defects[0]?.code).to.equal('C2');
    expect(found('D3没问题').checks).to.deep.equal({ D3: { result: 'pass' } });
  });

  it('words that name no part are kept until the part is told', () => {
    const waiting = found('有一处空鼓');
    expect(waiting.defects).to.deep.equal([]);
    expect(found('地面', waiting).defects.map(({ code }) => code)).to.deep.equal(['E2']);
  });

  it('small talk is no finding', () => {
    for (const text of ['你好', '谢谢', '什么意思', '我们在验房', 'hello there']) {
      expect(readFindings(text, NOTHING_FOUND, book), text).to.equal(undefined);
    }
  });

  it('the list is not complete before doors and windows, water and power, walls, roof and floor have a result', () => {
    const some = found('窗户关不严，墙面没问题，地面没问题，门没问题');
    expect(missingParts(some, book).map(({ letter }) => letter)).to.deep.equal(['F', 'G', 'H']);
    const rest = settleRest(some, missingParts(some, book), { result: 'unchecked', reason: '没时间' });
    expect(missingParts(rest, book)).to.deep.equal([]);
  });

  it('is corrected by number: level, words, taken away', () => {
    const draft = found('窗户关不严，地漏返味');
    const levels = (text: string) => {
      const after = correctFindings(text, draft, book);
      return typeof after === 'object' ? after.defects.map(({ level, code }) => `${code} ${level}`) : after;
    };
    expect(levels('第2条不是一般，是严重')).to.deep.equal(['C2 ordinary', 'G4 serious']);
    expect(levels('第一条改成客卧玻璃裂了')).to.deep.equal(['C1 ordinary', 'G4 ordinary']);
    expect(levels('第1条删掉')).to.deep.equal(['G4 ordinary']);
    expect(levels('remove 2')).to.deep.equal(['C2 ordinary']);
    expect(levels('第5条删掉')).to.equal('no-such');
    expect(levels('厨房水槽漏水')).to.equal(undefined);
  });
});
