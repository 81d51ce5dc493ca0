import { expect } from 'chai';
import fc from 'fast-check';
import { readJson } from '#handbook/read-json.ts';
import { writeJson } from '#handbook/write-json.ts';

const told = (text: string) =>
  readJson('x.json', text).problems.map(({ code, key, line, reason }) => [code, key, line, reason.zh]);

describe('Reading what somebody typed as JSON', () => {
  const slips: [string, string, number, string][] = [
    ['a comma after the last entry of a list', '{\n"a": [1,\n2,\n]}', 4, '最后一项后面多了一个逗号'],
    ['a missing comma', '{"a": 1\n"b": 2}', 2, '两项之间缺少逗号'],
    ['a missing bracket', '{"a": [1, 2', 1, '文件不完整，缺少右引号或右括号'],
    ['a missing quote at the end', '{"a": "x', 1, '文件不完整，缺少右引号或右括号'],
    ['Chinese quotes', '{"a": “x”}', 1, '这里用了中文标点，请改用英文标点'],
    ['a Chinese colon', '{"a"：1}', 1, '这里用了中文标点，请改用英文标点'],
    ['single quotes', "{'a': 1}", 1, '请用双引号，不要用单引号'],
    ['a comment', '{\n// 备注\n"a": 1}', 2, 'JSON 里不能写注释'],
    ['an empty file', '', 1, '文件是空的'],
  ];
  for (const [name, text, line, reason] of slips) {
    it(`explains ${name}`, () => expect(told(text)).to.deep.equal([['not-json', '', line, reason]]));
  }

  it('notices a key written twice, of which JSON would silently drop the first', () => {
    expect(told('{"phones": {"night": 1,\n"night": 2}}')).to.deep.equal([
      ['duplicate', 'phones.night', 2, '这一项写了两次，只能保留一个'],
    ]);
  });

  it('refuses GBK and UTF-16, which would garble every name', () => {
    const gbk = new TextDecoder().decode(Uint8Array.from([0x22, 0xc7, 0xe7, 0xba, 0xfe, 0x22]));
    expect(told(gbk).map(([code]) => code)).to.deep.equal(['not-utf8']);
    expect(told(Buffer.from('{"a":1}', 'utf16le').toString()).map(([code]) => code)).to.deep.equal(['not-utf8']);
  });

  it('reads back whatever it writes', () => {
    const keys = fc.string().filter((key) => key !== '__proto__');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 0, -1.5e21),
        fc.string({ unit: 'grapheme' }).filter((text) => !/[\0\uFFFD\uFEFF]/.test(text)),
        fc.array(tie('tree')),
        fc.dictionary(
          keys.filter((key) => !/[\0\uFFFD]/.test(key)),
          tie('tree'),
          { noNullPrototype: true },
        ),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const { value: back, problems } = readJson('x.json', writeJson(value));
        expect(problems).to.deep.equal([]);
        expect(back).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
