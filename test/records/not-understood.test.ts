import { expect } from 'chai';
import {
  keepNotUnderstood,
  listNotUnderstood,
  markLabelled,
  type NewNotUnderstood,
} from '#records/questions/not-understood.ts';
import { onEveryEngine } from '../storage/engines.ts';

onEveryEngine('What was not understood', (store) => {
  const puzzling = (more: Partial<NewNotUnderstood> = {}): NewNotUnderstood => ({
    estateId: 'qhhy',
    conversationId: 'c1',
    seq: 3,
    maskedText: '[home]那个啥又那啥了',
    guesses: [
      { name: 'repair', score: 0.41 },
      { name: 'complaint', score: 0.2 },
    ],
    band: 'ask',
    next: 'asked',
    ...more,
  });
  const keep = (more: Partial<NewNotUnderstood> = {}, now = 5000) =>
    store().transact((tx) => keepNotUnderstood(tx, puzzling(more), now));
  const list = (estateId = 'qhhy', limit = 50) => listNotUnderstood(store().db, { estateId, limit });
  const label = (more: Partial<NewNotUnderstood> = {}, by = 'clerk') =>
    store().transact((tx) => markLabelled(tx, puzzling(more), { label: 'repair', by }, 9000));
  afterEach(() => store().db.deleteFrom('not_understood').execute());

  it('waits for a person with the guesses and what the desk did', async () => {
    await keep();
    expect(await list()).to.deep.equal([{ ...puzzling(), at: 5000 }]);
  });

  it('stands once, although the turn ran twice', async () => {
    await keep();
    await keep({ next: 'handoff' }, 6000);
    expect((await list()).map((one) => one.next)).to.deep.equal(['asked']);
  });

  it('is listed least certain first, and nothing guessed before everything', async () => {
    await keep({ seq: 1, guesses: [{ name: 'repair', score: 0.6 }] });
    await keep({ seq: 2, guesses: [{ name: 'repair', score: 0.12 }] });
    await keep({ seq: 3, guesses: [] });
    await keep({ seq: 4, guesses: [{ name: 'repair', score: 0.12 }] }, 4000);
    expect((await list()).map((one) => one.seq)).to.deep.equal([3, 4, 2, 1]);
    expect((await list('qhhy', 2)).map((one) => one.seq)).to.deep.equal([3, 4]);
  });

  it('leaves the list when a clerk says what it meant, and only the first clerk does', async () => {
    await keep();
    expect(await label()).to.equal(true);
    expect(await label({}, 'another')).to.equal(false);
    expect(await list()).to.deep.equal([]);
    const [row] = await store().db.selectFrom('not_understood').selectAll().execute();
    expect(row).to.include({ label: 'repair', labelled_by: 'clerk', labelled_at: 9000 });
  });

  it('is not seen and not labelled from another estate', async () => {
    await keep();
    expect(await list('other')).to.deep.equal([]);
    expect(await label({ estateId: 'other' })).to.equal(false);
    expect(await list()).to.have.length(1);
  });

  it('keeps the beginning of a letter, and half an emoji breaks nothing', async () => {
    await keep({ maskedText: `\0${'吵'.repeat(998)}😀${'吵'.repeat(5000)}` });
    const [kept] = await list();
    expect(kept?.maskedText)
      .to.have.length(1000)
      .and.match(/^\ufffd吵/);
  });
});
