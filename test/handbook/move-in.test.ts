import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { openHandbook } from '#handbook/handbook.ts';
import { aHandbookFolder, type HandbookFolder, refusalsOf } from './handbook-folder.ts';

const estate = 'estates/qinghu/move-in.json';
const common = 'common/move-in.json';

describe('What an office writes down about moving in', () => {
  let folder: HandbookFolder;
  beforeEach(() => {
    folder = aHandbookFolder();
  });
  afterEach(() => folder.remove());

  it('may be left out, for the estate and altogether', async () => {
    rmSync(folder.path(estate));
    rmSync(folder.path(common));
    const handbook = await openHandbook({ dir: folder.dir, watch: false });
    expect(handbook.common().moveIn).to.equal(undefined);
    expect(handbook.estate('qinghu')?.moveIn.slots.handover).to.deep.equal([]);
    await handbook.close();
  });

  it('never puts the cashier before the inspection, and leaves out no desk', async () => {
    folder.edit(estate, (document) =>
      Object.assign(document, { order: ['reception', 'cashier', 'guides', 'service'] }),
    );
    expect(await refusalsOf(folder.dir)).to.deep.equal([`${estate} › order: bad-value`]);
    folder.edit(estate, (document) => Object.assign(document, { order: ['reception', 'guides', 'cashier'] }));
    expect(await refusalsOf(folder.dir)).to.deep.equal([`${estate} › order: bad-value`]);
  });

  it('names only kinds of owner, fees and prices that exist', async () => {
    folder.edit(estate, (document) => {
      const name = { zh: '本项目材料', en: 'a paper of this estate' };
      const fee = { fee: 'lobby-fee', tariff: 'nothing', payee: { zh: '财务处', en: 'cashier' } };
      Object.assign(document, { papers: [{ kind: 'cousin', name }], feeSheet: { fees: [fee] } });
    });
    expect(await refusalsOf(folder.dir)).to.deep.equal([
      `${estate} › papers[0].kind: unknown-reference`,
      `${estate} › feeSheet.fees[0].fee: unknown-reference`,
      `${estate} › feeSheet.fees[0].tariff: unknown-reference`,
    ]);
  });

  it('inspects at least doors and windows, water and power, walls, roof and floor (RS-03)', async () => {
    folder.edit(common, (document) => {
      const parts = document.parts as unknown as { letter: string }[];
      Object.assign(document, { parts: parts.filter(({ letter }) => letter !== 'E') });
    });
    expect(await refusalsOf(folder.dir)).to.deep.equal([`${common} › parts: bad-value`]);
  });
});
