import { expect } from 'chai';
import fc from 'fast-check';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { HandbookError } from '#handbook/problem.ts';
import { expandRegister } from '#handbook/register-homes.ts';
import { importRegister, planRegister, registerRows } from '#handbook/register-import.ts';
import { toLines } from '#handbook/register-lines.ts';
import { readRegisterTable } from '#handbook/register-table.ts';
import { aHandbookFolder, type HandbookFolder } from './handbook-folder.ts';

const HEAD = ['楼栋', '单元', '楼层', '房号'];

describe('A register from a table', () => {
  let folder: HandbookFolder;
  let handbook: Handbook;
  const estate = () => {
    const found = handbook.estate('qinghu');
    if (!found) throw new Error('The sample estate is gone.');
    return found;
  };
  beforeEach(async () => {
    folder = aHandbookFolder();
    handbook = await openHandbook({ dir: folder.dir, watch: false });
  });
  afterEach(async () => {
    await handbook.close();
    folder.remove();
  });

  it('reads homes as offices write them: with or without 栋 and 室, full width, zeros in front, the floor in the room', () => {
    const { homes, errors } = readRegisterTable([
      ['晴湖花园房号表', '', '', ''],
      HEAD,
      ['3栋', '2单元', '5层', '501室'],
      ['０３', '2', '5', '02'],
      ['3', '2', '', '1203'],
      ['', '', '', ''],
      ['A座', '', '1', '1'],
    ]);
    expect(errors).to.deep.equal([]);
    expect(homes.map(({ row, building, unit, floor, door }) => [row, building, unit, floor, door])).to.deep.equal([
      [3, '3', '2', '5', '01'],
      [4, '3', '2', '5', '02'],
      [5, '3', '2', '12', '03'],
      [7, 'A', undefined, '1', '01'],
    ]);
  });

  it('names each row that cannot be used, with its column and its reason', () => {
    const { errors } = readRegisterTable([
      ['Building', 'Unit', 'Floor', 'Room'],
      ['', '1', '5', '501'],
      ['3', '1', '5', ''],
      ['3', '1', '5', '601'],
      ['3', '1', '5', '5#1'],
      ['3', '1', '5', '501'],
      ['3', '1', '5', '01'],
    ]);
    expect(errors).to.deep.equal([
      { row: 2, code: 'missing', column: 'building' },
      { row: 3, code: 'missing', column: 'room' },
      { row: 4, code: 'other-floor', column: 'room' },
      { row: 5, code: 'bad-code', column: 'room' },
      { row: 7, code: 'duplicate', other: 6 },
    ]);
    expect(readRegisterTable([['a', 'b']]).errors).to.deep.equal([{ row: 1, code: 'no-heading' }]);
    expect(readRegisterTable([]).errors).to.deep.equal([{ row: 1, code: 'empty' }]);
  });

  it('stands for exactly the homes of the table, in few lines, whatever they are', () => {
    const home = fc.record({
      building: fc.constantFrom('1', '2', '3', '9', '10', 'A', 'B', 'S1'),
      unit: fc.constantFrom(undefined, '1', '2', '3'),
      floor: fc.constantFrom('1', '2', '3', '4', '11', '12'),
      door: fc.constantFrom('01', '02', '03', '04', '10'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(home, { selector: (one) => JSON.stringify(one), maxLength: 60 }), (homes) => {
        const lines = toLines(homes, () => undefined).map((one) => ({
          ...one,
          numbers: 'joined' as const,
          except: [],
        }));
        const expanded = expandRegister({ lines });
        expect(expanded.duplicates).to.deep.equal([]);
        const codes = homes.map(({ building, unit, floor, door }) =>
          [building, unit, floor + door].filter(Boolean).join('-'),
        );
        expect(expanded.homes.map(({ code }) => code).sort()).to.deep.equal([...new Set(codes)].sort());
      }),
      { numRuns: 200 },
    );
  });

  it('taken out and brought in again changes nothing, and stays as short as it was', async () => {
    const rows = registerRows(estate());
    expect(rows[1]).to.deep.equal(['1', '', '1', '101']);
    expect(rows.at(-1)?.slice(0, 2)).to.deep.equal(['12', '3']);
    const plan = await planRegister(handbook, estate(), { rows, mode: 'replace' });
    expect(plan).to.deep.include({ errors: [], added: [], removed: [], changed: [], problems: [] });
    await importRegister(handbook, estate(), { rows, mode: 'replace' });
    expect(estate().register.lines).to.have.length(4);
  });

  it('says what is added and removed before anything is written, then does it at once', async () => {
    const rows = [...registerRows(estate()).filter(([building]) => building !== '7'), ['13', '1', '1', '101']];
    const plan = await planRegister(handbook, estate(), { rows, mode: 'replace' });
    expect(plan.added).to.deep.equal(['13-1-101']);
    expect(plan.removed).to.have.length(24 * 6);
    expect(plan.removed.slice(0, 2)).to.deep.equal(['7-101', '7-102']);
    expect(plan.problems[0]?.zh).to.match(/common-places\.json › lifts \(7\)：房号表里没有这个楼栋或单元/);
    const refused = await importRegister(handbook, estate(), { rows, mode: 'replace' }).catch((error) => error);
    expect(refused).to.be.instanceOf(HandbookError);
    const added = await planRegister(handbook, estate(), { rows, mode: 'add' });
    expect(added).to.deep.include({ removed: [], problems: [], added: ['13-1-101'] });
    await importRegister(handbook, estate(), { rows, mode: 'add' });
    expect((await planRegister(handbook, estate(), { rows, mode: 'add' })).added).to.deep.equal([]);
  });
});
