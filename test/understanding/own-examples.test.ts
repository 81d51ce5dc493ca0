import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readExamples } from '#understanding/local/examples.ts';
import { prepared } from '#understanding/local/train.ts';
import { addOwnExample } from '#understanding/own-examples.ts';
import { faultWords } from './desk.ts';

describe('A sentence that a clerk has labelled', () => {
  let dir: string;
  const add = (text: string, intent = 'repair') => addOwnExample(dir, { text, intent, locale: 'zh-CN' });
  const file = () => join(dir, 'utterances/zh-CN/repair.txt');
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'own-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it("goes into the office's own file, and the desk is told what was written", () => {
    expect(add('  水龙头\n哗哗的 ')).to.deep.equal({
      written: true,
      file: file(),
      line: '水龙头 哗哗的',
      intent: 'repair',
    });
    add('灯不亮了');
    expect(readFileSync(file(), 'utf8')).to.equal('水龙头 哗哗的\n灯不亮了\n');
    expect(readExamples(dir)).to.deep.equal([
      { text: '水龙头 哗哗的', label: 'repair' },
      { text: '灯不亮了', label: 'repair' },
    ]);
  });

  it('begins on a line of its own after one that was typed by hand', () => {
    mkdirSync(join(dir, 'utterances/zh-CN'), { recursive: true });
    writeFileSync(file(), '# ours\n马桶堵了');
    add('灯不亮了');
    expect(readFileSync(file(), 'utf8')).to.equal('# ours\n马桶堵了\n灯不亮了\n');
  });

  it('is written once', () => {
    add('灯不亮了');
    expect(add('灯不亮了')).to.deep.equal({ written: false, reason: 'known-already' });
    expect(readFileSync(file(), 'utf8')).to.equal('灯不亮了\n');
  });

  it('is refused when it says nothing, is a letter, or means nothing the desk knows', () => {
    for (const text of ['', ' \n\t', '？？！', '###', '\ud800'])
      expect(add(text), text).to.deep.equal({ written: false, reason: 'empty' });
    expect(add('吵'.repeat(201))).to.deep.equal({ written: false, reason: 'too-long' });
    for (const intent of ['', 'reparir', '../repair', '__proto__'])
      expect(add('灯不亮了', intent), intent).to.deep.equal({ written: false, reason: 'unknown-intent' });
    expect(readExamples(dir)).to.deep.equal([]);
  });

  it('does not become a comment', () => {
    expect(add('# 3号楼灯坏了')).to.include({ line: '3号楼灯坏了' });
  });

  it('teaches the same as the message whose home was masked', () => {
    const taught = (text: string) => prepared([{ text, label: 'repair' }], faultWords)[0]?.text;
    expect(taught('[home]马桶堵了')).to.equal(taught('3栋2单元501马桶堵了'));
  });
});
