import { expect } from 'chai';
import type { RegisterLookup } from '#understanding/recognizer.ts';
import { entitiesOf, only } from '../desk.ts';

const SAID: readonly [string, object][] = [
  ['3栋2单元501', { building: '3', unit: '2', room: '501' }],
  ['我住3-2-501', { building: '3', unit: '2', room: '501' }],
  ['三号楼二单元五零一', { building: '3', unit: '2', room: '501' }],
  ['3洞二但愿五零一', { building: '3', unit: '2', room: '501' }],
  ['三杠二杠五零一', { building: '3', unit: '2', room: '501' }],
  ['3#2-501', { building: '3', unit: '2', room: '501' }],
  ['十二零一', { room: '1201' }],
  ['3栋二十三零一漏水', { building: '3', room: '2301' }],
  ['A座1203', { building: 'A', room: '1203' }],
  ['５栋', { building: '5' }],
  ['7号楼1单元的楼道灯', { building: '7', unit: '1' }],
  ['5号楼3单元十二楼', { building: '5', unit: '3', floor: '12' }],
  ['我家在5楼', { floor: '5' }],
  ['501漏水了', { room: '501' }],
  ['我是1203的业主', { room: '1203' }],
  ['Block 3 Unit 2 Room 501', { building: '3', unit: '2', room: '501' }],
  ['bldg 3 rm 501', { building: '3', room: '501' }],
  ['Room 501, Unit 2, Building 3', { building: '3', unit: '2', room: '501' }],
  ['flat 12B, tower A', { building: 'A', room: '12B' }],
  ['the light on the 3rd floor', { floor: '3' }],
  ['5 dong 602', { building: '5', room: '602' }],
  ['2 hao lou 3 dan yuan 501', { building: '2', unit: '3', room: '501' }],
  ['12#-1-602', { building: '12', unit: '1', room: '602' }],
  ['3栋2梯501', { building: '3', unit: '2', room: '501' }],
  ['5号301室', { building: '5', room: '301' }],
  ['flat 0703, block 12', { building: '12', room: '703' }],
  ['building no. 3', { building: '3' }],
  ['隔壁503装修', { room: '503' }],
  ['1803群租', { room: '1803' }],
  ['lift no. 2 in block 4', { building: '4' }],
  ['I live in 8-2-1103', { building: '8', unit: '2', room: '1103' }],
];

const NOT_SAID = [
  '2026-11-23',
  '昨天花了1203元',
  '那栋楼',
  'a building is on fire',
  '等了3-5天',
  '3-5pm',
  '12月5号',
  '电话 010-62345678',
  '2026年11月',
  '负一楼漏水',
  '有人停在我车位B2-114',
  'EV charger no. 6',
  '一'.repeat(4000),
];

describe('The desk reads which home is meant', () => {
  for (const [text, parts] of SAID) {
    it(`from "${text}"`, () => expect(only('dwelling', text).map((one) => one.value)).to.deep.equal([parts]));
  }

  for (const text of NOT_SAID) {
    it(`and sees no home in "${text}"`, () => expect(only('dwelling', text)).to.deep.equal([]));
  }

  it('and takes a bare number for a home only when it has just asked for it', () => {
    expect(only('dwelling', '501')).to.deep.equal([]);
    const openQuestion = { form: 'repair', key: 'where', kind: 'dwelling' } as const;
    expect(only('dwelling', '501', { openQuestion })[0]?.value).to.deep.equal({ room: '501' });
    expect(only('dwelling', '3 2 501', { openQuestion })[0]?.value).to.deep.equal({
      building: '3',
      unit: '2',
      room: '501',
    });
  });

  it('and checks it against the register of the estate', () => {
    const homes = [
      { id: 'u1', building: '3', unit: '2', room: '501' },
      { id: 'u2', building: '4', unit: '1', room: '501' },
    ];
    const register: RegisterLookup = ({ building, room }) =>
      homes.filter((home) => (!building || home.building === building) && (!room || home.room === room));
    const value = (text: string) => entitiesOf(text, {}, register).find((one) => one.type === 'dwelling')?.value;
    expect(value('3栋501漏水')).to.include({ known: 'one' });
    expect(value('501室漏水')).to.deep.include({ known: 'several', ids: ['u1', 'u2'] });
    expect(value('9栋501漏水')).to.include({ known: 'none' });
    expect(value('我是808的')).to.equal(undefined);
  });

  it('and gives the place of the words in the message as written', () => {
    const [home] = only('dwelling', '您好，我住３栋２单元５０１，漏水');
    expect(home).to.include({ text: '３栋２单元５０１', start: 5, end: 13 });
  });
});
