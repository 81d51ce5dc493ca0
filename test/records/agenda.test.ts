import { expect } from 'chai';
import { putOnAgenda, takeOffAgenda } from '#records/agenda.ts';
import { systemClock } from '#records/clock.ts';
import { onEveryEngine } from '../storage/engines.ts';

onEveryEngine('The agenda', (store) => {
  const visit = { estateId: 'qhhy', kind: 'visit', subject: 'R20261123-0001', body: { try: 1 }, dueAt: 5000 };
  const put = (row = visit) => store().transact((tx) => putOnAgenda(tx, row, systemClock));
  const open = () => store().db.selectFrom('agenda').selectAll().where('state', '=', 'waiting').execute();
  afterEach(() => store().db.deleteFrom('agenda').execute());

  it('holds what is put on it twice only once, as it was put last', async () => {
    await put();
    await put({ ...visit, dueAt: 9000, body: { try: 2 } });
    const [row, ...more] = await open();
    expect(more).to.deep.equal([]);
    expect(row).to.include({ due_at: 9000, body: '{"try":2}', attempts: 0 });
  });

  it('holds it once even when 20 put it at the same moment', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => put({ ...visit, dueAt: n })));
    expect(await open()).to.have.length(1);
  });

  it('keeps the things of two estates apart', async () => {
    await put();
    await put({ ...visit, estateId: 'other' });
    expect(await open()).to.have.length(2);
    await store().transact((tx) => takeOffAgenda(tx, { ...visit, estateId: 'other' }, 6000));
    expect((await open()).map((row) => row.estate_id)).to.deep.equal(['qhhy']);
  });

  it('lets a thing be struck, struck again, and put anew', async () => {
    await put();
    for (let n = 0; n < 2; n++) await store().transact((tx) => takeOffAgenda(tx, visit, 6000));
    expect(await open()).to.deep.equal([]);
    await put();
    expect(await open()).to.have.length(1);
  });
});
