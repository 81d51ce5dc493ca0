import { expect } from 'chai';
import { openHandbook } from '#handbook/handbook.ts';
import { concerns, noticesAt } from '#handbook/notices.ts';
import { aHandbookFolder, type HandbookFolder, refusalsOf, type Written } from './handbook-folder.ts';

const file = 'estates/qinghu/notices.json';
const at = (time: string) => Date.parse(`${time}:00+08:00`);

describe('Notices as an office writes them', () => {
  let folder: HandbookFolder;
  beforeEach(() => {
    folder = aHandbookFolder();
  });
  afterEach(() => folder.remove());

  /** Alters the first notice, which is of the tank cleaning. */
  const alter = (change: object) =>
    folder.edit(file, ({ notices }) => Object.assign((notices as unknown as Written[])[0] ?? {}, change));
  const refused = async (change: object) => {
    alter(change);
    return (await refusalsOf(folder.dir)).map((one) => one.replace(`${file} › `, ''));
  };
  const words = (zh: string) => ({ zh, en: 'There is no water.' });
  const standings = async (time: string) => {
    const handbook = await openHandbook({ dir: folder.dir, watch: false });
    const estate = handbook.estate('qinghu');
    return estate ? noticesAt(estate, at(time)).map(({ notice, standing }) => `${notice.id} ${standing}`) : [];
  };

  it('are told from their publication until their end; corrected and withdrawn ones are known as such', async () => {
    expect(await standings('2026-11-23T10:00')).to.deep.equal([
      'tank-cleaning-2026-11 coming',
      'lift-check-2026-11 replaced',
      'lift-check-2026-11-b coming',
      'power-work-2026-11 withdrawn',
      'pest-control-2026-11 coming',
      'north-gate-2026-12 coming',
    ]);
    expect(await standings('2026-11-21T12:00')).to.include.members([
      'lift-check-2026-11 coming',
      'lift-check-2026-11-b draft',
      'power-work-2026-11 coming',
    ]);
    expect(await standings('2026-11-24T16:59')).to.include('tank-cleaning-2026-11 in-force');
    expect(await standings('2026-11-24T17:00')).to.include('tank-cleaning-2026-11 past');
    expect(await standings('2027-01-01T00:00')).to.include('north-gate-2026-12 past');
  });

  it('concern the buildings and units they name', async () => {
    alter({ affected: [{ building: '11', unit: '1-2' }, { building: '3' }] });
    const estate = (await openHandbook({ dir: folder.dir, watch: false })).estate('qinghu');
    const notice = estate?.notices.notices[0];
    if (!notice) throw new Error('The notice is missing.');
    expect(concerns(notice, { building: '11', unit: '2' })).to.equal(true);
    expect(concerns(notice, { building: '11', unit: '3' })).to.equal(false);
    expect(concerns(notice, { building: '11' }), 'the unit is not known').to.equal(true);
    expect(concerns(notice, { building: '03' })).to.equal(true);
    expect(concerns(notice, { building: '12', unit: '1' })).to.equal(false);
  });

  it('give exact hours', async () => {
    expect(await refused({ from: '2026-11-24' })).to.deep.equal(['notices[0].from: bad-value']);
    expect(await refused({ from: '2026-11-24 9:00' })).to.deep.equal(['notices[0].from: bad-value']);
    expect(await refused({ from: '2026-02-30 09:00' })).to.deep.equal(['notices[0].from: bad-value']);
    expect(await refused({ from: '2026-11-24 18:00' })).to.deep.equal(['notices[0].to: bad-value']);
    expect(await refused({ from: '2026-11-24 09:00', to: null })).to.deep.equal(['notices[0].validUntil: bad-value']);
    expect(await refused({ to: '2026-11-24 17:00', body: words('24日下午停水。') })).to.deep.equal([
      'notices[0].body.zh: bad-value',
    ]);
    expect(await refused({ body: words('24日下午2点起停水。') })).to.deep.equal([]);
  });

  it('threaten nobody and name nobody', async () => {
    for (const zh of [
      '11栋停水，欠费业主同时停电。',
      '请储水，否则后果自负。',
      '欠费业主名单见公告栏。',
      '停水从11栋2单元501开始。',
      '有事请找王师傅。',
    ]) {
      expect(await refused({ body: words(zh) }), zh).to.deep.equal(['notices[0].body.zh: bad-value']);
    }
    expect(await refused({ body: words('物业不得以停水停电的方式催交物业费。') })).to.deep.equal([]);
  });

  it('quote a utility by name, and name buildings, phones and corrections that exist', async () => {
    expect(await refused({ source: { by: 'utility' } })).to.deep.equal(['notices[0].source.name: bad-value']);
    expect(
      await refused({ source: { by: 'office' }, affected: [{ building: '77' }], contact: 'plumber' }),
    ).to.deep.equal(['notices[0].affected: unknown-reference', 'notices[0].contact: unknown-reference']);
    const sound = { affected: 'all', contact: 'reception' };
    expect(await refused({ ...sound, replacedBy: 'nothing' })).to.deep.equal([
      'notices[0].replacedBy: unknown-reference',
    ]);
    expect(await refused({ ...sound, replacedBy: 'tank-cleaning-2026-11' }), 'in a circle').to.have.length(1);
  });

  it('are in force with a forbidden phrase, and the office is told of it', async () => {
    alter({ body: words('我们保证准时来水。') });
    const handbook = await openHandbook({ dir: folder.dir, watch: false });
    const [problem] = handbook.problems().filter((one) => one.file === file);
    expect(problem).to.include({ severity: 'warning', key: 'notices[0]' });
    expect(problem?.reason.zh).to.contain('“保证”');
  });
});
