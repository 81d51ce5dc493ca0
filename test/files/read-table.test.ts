import { expect } from 'chai';
import { readTable, TableRefusal } from '#src/files/read-table.ts';
import { aWorkbook, zip } from './workbook.ts';

/** 楼栋,房号 and 三栋,501 as a Chinese Excel saves them. */
const GBK = Buffer.from([
  ...[0xc2, 0xa5, 0xb6, 0xb0, 0x2c, 0xb7, 0xbf, 0xba, 0xc5, 0x0d, 0x0a],
  ...[0xc8, 0xfd, 0xb6, 0xb0, 0x2c, 0x35, 0x30, 0x31, 0x0d, 0x0a],
]);
const ROWS = [
  ['楼栋', '房号'],
  ['三栋', '501'],
];
const refusalOf = (bytes: Buffer) =>
  readTable(bytes).then(
    () => undefined,
    (error: unknown) => (error instanceof TableRefusal ? error.fault : error),
  );

describe('A table that an office brings', () => {
  it('is read from CSV in every writing that spreadsheets save: UTF-8 with and without mark, GBK, UTF-16, tabs, semicolons', async () => {
    const text = '楼栋,房号\r\n三栋,501\r\n';
    expect(await readTable(Buffer.from(text))).to.deep.equal(ROWS);
    const marked = await readTable(Buffer.from(`\ufeff${text}`));
    expect(marked).to.deep.equal(ROWS);
    expect(await readTable(GBK)).to.deep.equal(ROWS);
    expect(await readTable(Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le'))).to.deep.equal(ROWS);
    expect(await readTable(Buffer.from(text.replaceAll(',', ';')))).to.deep.equal(ROWS);
    expect(await readTable(Buffer.from('"楼栋","房号"\n"三栋","501"\n'))).to.deep.equal(ROWS);
  });

  it('is read from the first sheet of an XLSX, numbers as they are written', async () => {
    const sheet = aWorkbook([
      ['楼栋', '房号'],
      ['三栋', 501],
    ]);
    expect(await readTable(sheet)).to.deep.equal(ROWS);
  });

  it('is refused when it is a picture, a broken workbook, or unfolds to more than fits', async () => {
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52]);
    expect(await refusalOf(png)).to.equal('type');
    expect(await refusalOf(zip({ 'a.txt': 'no workbook' }))).to.equal('damaged');
    const bomb = aWorkbook([['楼栋']]);
    const at = bomb.indexOf('PK\x01\x02', 0, 'latin1');
    bomb.writeUInt32LE(0xf0000000, at + 24);
    expect(await refusalOf(bomb)).to.equal('too-large');
  });
});
