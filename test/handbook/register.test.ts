import { expect } from 'chai';
import fc from 'fast-check';
import { compareCodes } from '#handbook/compare-codes.ts';
import type { Estate } from '#handbook/handbook.ts';
import { type DwellingMatch, type DwellingQuery, dwellingByCode, findDwelling } from '#handbook/register.ts';
import { registerSchema } from '#handbook/schemas/register.ts';
import { theEstate } from './handbook-folder.ts';

/** An answer in one line: what a clerk would read out. */
function told(match: DwellingMatch): string {
  if (match.kind === 'exact') return match.dwelling.text.zh;
  if (match.kind === 'candidates') return `${match.total}户，问${match.missing}：${match.choices.join(' ')}`;
  return `没有，${match.wrong}不对；${match.nearest.map(({ text }) => text.zh).join(' ')}`;
}

describe('Finding a home in the register', () => {
  let qinghu: Estate;
  before(async () => {
    qinghu = await theEstate();
  });

  const ask = (query: DwellingQuery) => told(findDwelling(qinghu, query));
  const estateWith = (register: object): Estate => ({ ...qinghu, register: registerSchema.parse(register) });

  it('3栋2单元501 is found, in the register’s own writing', () => {
    expect(findDwelling(qinghu, { building: '３', unit: '02', room: '0501' })).to.deep.equal({
      kind: 'exact',
      dwelling: {
        code: '3-2-501',
        building: '3',
        unit: '2',
        floor: undefined,
        room: '501',
        text: { zh: '3栋2单元501', en: 'Building 3, Unit 2, Room 501' },
      },
    });
    expect(ask({ building: '3', unit: '2', floor: '5', room: '1' })).to.equal('3栋2单元501');
  });

  it('1-3-02 and 7-05-01, as old residents say it, are read as building, floor and room', () => {
    expect(ask({ building: '1', unit: '3', room: '02' })).to.equal('1栋302');
    expect(ask({ building: '7', unit: '05', room: '01' })).to.equal('7栋501');
    expect(ask({ building: '3', unit: '12', room: '02' })).to.equal('2户，问unit：1 2');
  });

  it('what is missing is asked for, with its choices in counting order', () => {
    expect(ask({})).to.match(/^\d+户，问building：1 2 3 4 5 6 7 8 9 10 11 12$/);
    expect(ask({ building: '3' })).to.equal('144户，问unit：1 2');
    expect(ask({ building: '3', room: '501' })).to.equal('2户，问unit：1 2');
    expect(ask({ building: '11', unit: '2' })).to.equal(
      '12户，问room：101 102 201 202 301 302 401 402 501 502 601 602',
    );
    expect(ask({ room: '2406' })).to.equal('4户，问building：7 8 9 10');
  });

  it('a slip gets the likeliest home proposed', () => {
    expect(ask({ building: '3', unit: '2', room: '510' })).to.match(/^没有，room不对；3栋2单元501 /);
    expect(ask({ building: '3', unit: '4', room: '501' })).to.match(/^没有，unit不对；3栋2单元501 /);
    expect(ask({ building: '13', unit: '2', room: '501' })).to.match(/^没有，building不对；12栋2单元501 /);
    expect(ask({ building: 'Z', room: '501' })).to.equal('没有，building不对；');
    expect(ask({ room: '9999' })).to.equal('没有，room不对；');
  });

  it('floors said apart, towers with letters, villas and gaps in the numbers can be written down', () => {
    const estate = estateWith({
      lines: [
        { building: '1', floor: '1-12', room: '01-04', numbers: 'separate', except: ['12-03', '12-04'] },
        {
          building: 'A-B',
          floor: '1-3,3A,5',
          room: '01-02',
          naming: { building: { zh: '{}座', en: 'Tower {}' } },
        },
        { building: 'V1-V3', naming: { building: { zh: '别墅{}', en: 'Villa {}' } } },
        { building: '9', room: '1-8' },
      ],
    });
    const found = (query: DwellingQuery) => told(findDwelling(estate, query));
    expect(found({ building: '1', floor: '3', room: '02' })).to.equal('1栋3楼02室');
    expect(found({ building: '1', unit: '3', room: '2' })).to.equal('1栋3楼02室');
    expect(found({ building: '1', room: '1202' })).to.equal('1栋12楼02室');
    expect(found({ building: '1', floor: '12', room: '03' })).to.match(/^没有，room不对；1栋12楼02室 /);
    expect(found({ building: '1', room: '02' })).to.equal('12户，问floor：1 2 3 4 5 6 7 8 9 10 11 12');
    expect(found({ building: 'a', room: '3a01' })).to.equal('A座3A01');
    expect(found({ building: 'V2' })).to.equal('别墅V2');
    expect(found({ building: '9', room: '8' })).to.equal('9栋8');
    expect(dwellingByCode(estate, '1-3-02')?.text).to.deep.equal({
      zh: '1栋3楼02室',
      en: 'Building 1, Floor 3, Room 02',
    });
    expect(dwellingByCode(estate, 'A-3A01')?.text.en).to.equal('Tower A, Room 3A01');
    expect(dwellingByCode(estate, '1-12-03')).to.equal(undefined);
  });

  it('a register with a home twice, a range backwards or an exception for nobody is refused', () => {
    const refusals = (lines: object[]) =>
      registerSchema
        .safeParse({ lines })
        .error?.issues.map((issue) => [issue.path.join('.'), 'params' in issue && issue.params?.code]);
    expect(
      refusals([
        { building: '1-3', room: '101' },
        { building: '3', room: '101-102' },
      ]),
    ).to.deep.equal([['lines.1', 'duplicate']]);
    expect(refusals([{ building: '3-1', room: '101' }])).to.deep.equal([['lines.0.building', 'bad-value']]);
    expect(refusals([{ building: '1', room: '101', except: ['102'] }])).to.deep.equal([
      ['lines.0.except.0', 'unknown-reference'],
    ]);
    expect(refusals([{ building: '1-2000', floor: '1-2000', room: '01-04' }])).to.deep.equal([['lines', 'bad-value']]);
  });

  it('codes are ordered as people count: 2 before 10, numbers before letters', () => {
    const codes = ['10-1-101', '2-1-1001', 'A-101', '2-1-201', '2-10-101', '2-2-101'];
    expect(codes.sort(compareCodes)).to.deep.equal(['2-1-201', '2-1-1001', '2-2-101', '2-10-101', '10-1-101', 'A-101']);
  });

  it('every home of a register of 50,000 is found by its parts and its code', () => {
    const estate = estateWith({ lines: [{ building: '1-100', unit: '1-5', floor: '1-25', room: '01-04' }] });
    const part = (max: number) => fc.integer({ min: 1, max }).map(String);
    fc.assert(
      fc.property(part(100), part(5), part(25), part(4), (building, unit, floor, door) => {
        const room = `${floor}0${door}`;
        const match = findDwelling(estate, { building, unit, room });
        const code = `${building}-${unit}-${room}`;
        return match.kind === 'exact' && match.dwelling.code === code && dwellingByCode(estate, code)?.room === room;
      }),
    );
    expect(told(findDwelling(estate, { building: '100', unit: '5', room: '2605' }))).to.match(
      /^没有，room不对；100栋5单元25/,
    );
  });
});
