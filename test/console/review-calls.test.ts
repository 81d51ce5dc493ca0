import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ReviewDraft, ReviewList, Taught } from '#console/questions/review-api.ts';
import type { ReviewDesk } from '#console/questions/review-desk.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { keepNotUnderstood, type NewNotUnderstood } from '#records/questions/not-understood.ts';
import { examplesDesk } from '#src/examples-desk.ts';
import type { Storage } from '#storage/storage.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { emergencyRules, faultWords } from '../understanding/desk.ts';
import { aChat, aClerk, type Browser, type RunningDesk, startDesk } from './desk.ts';

onEveryEngine('What a manager teaches the desk', (store) => {
  let desk: RunningDesk;
  let manager: Browser;
  let dir: string;
  let talk: string;
  const own = (intent: string, locale = 'zh-CN') => join(dir, 'own/utterances', locale, `${intent}.txt`);

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'review-'));
    const shipped = join(dir, 'common/utterances/zh-CN');
    mkdirSync(shipped, { recursive: true });
    writeFileSync(join(shipped, 'repair.txt'), '水龙头漏水\n马桶堵了\n灯不亮了\n门锁坏了\n插座没电\n窗户关不上\n');
    writeFileSync(join(shipped, 'thanks.txt'), '谢谢\n多谢您\n辛苦了\n感谢感谢\n非常感谢\n谢谢师傅\n');
    const words = { common: () => ({ faultWords, emergency: emergencyRules }) } as unknown as Handbook;
    const review: ReviewDesk = examplesDesk(words, dir);
    desk = await startDesk(store(), { review });
    manager = await aClerk(desk, store(), { name: 'liu', displayName: '刘经理', role: 'manager', estates: ['lake'] });
  });
  after(async () => {
    await desk.stop();
    rmSync(dir, { recursive: true });
  });
  beforeEach(async () => {
    talk = await aChat(store(), { says: ['那个葡萄荔枝 13812345678'] });
  });
  afterEach(async () => {
    const { db } = store();
    for (const table of ['not_understood', 'example_trial', 'audit', 'activity', 'ticket'] as const)
      await db.deleteFrom(table).execute();
    rmSync(join(dir, 'own'), { recursive: true, force: true });
  });

  const keep = (more: Partial<NewNotUnderstood> = {}) => keepIn(store(), { conversationId: talk, ...more });
  const list = (query = '') => manager.get<ReviewList>(`review${query}`);
  const draft = async () => (await manager.get<ReviewDraft>('review/draft')).body;
  const label = (what: string, seq = 1) => manager.post(`review/${talk}/${seq}/label`, { label: what });
  const undo = (seq = 1) => manager.post(`review/${talk}/${seq}/undo`);
  const audited = async () =>
    (await store().db.selectFrom('audit').select('action').orderBy('id').execute())
      .map(({ action }) => action)
      .filter((action) => action.startsWith('review.'));

  async function tried(): Promise<ReviewDraft> {
    expect((await manager.post('review/trials')).status).to.equal(204);
    for (;;) {
      const now = await draft();
      if (now.trial && now.trial.state !== 'running') return now;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('is looked through least certain first, page by page', async () => {
    await keep({ seq: 1, guesses: [{ name: 'repair', score: 0.5 }] });
    await keep({ seq: 2, guesses: [] });
    await keep({ seq: 3, guesses: [{ name: 'repair', score: 0.5 }] });
    const { body } = await list('?limit=2');
    expect(body.messages.map(({ seq }) => seq)).to.deep.equal([2, 1]);
    expect(body.waiting).to.equal(3);
    expect(body.messages[1]).to.include({ text: '那个葡萄荔枝 [phone]', next: 'asked-again', estateId: 'lake' });
    const second = await list(`?limit=2&before=${body.next}`);
    expect(second.body.messages.map(({ seq }) => seq)).to.deep.equal([3]);
    expect(second.body.next).to.equal(null);
  });

  it('is a draft at first: the label stands, nothing is written, and it can be taken back', async () => {
    await keep();
    expect((await label('thanks')).status).to.equal(204);
    expect((await label('repair')).error?.code).to.equal('moved-on');
    expect((await list()).body.messages).to.deep.equal([]);
    expect((await draft()).sentences[0]).to.include({ label: 'thanks', by: '刘经理', teaches: true });
    expect(existsSync(join(dir, 'own'))).to.equal(false);
    expect((await undo()).status).to.equal(204);
    expect((await undo()).error?.code).to.equal('moved-on');
    expect((await list()).body.messages).to.have.length(1);
    expect(await audited()).to.deep.equal(['review.label', 'review.undo']);
  });

  it('is tried before it is in force, and the trial shows which messages are read otherwise', async () => {
    await keep();
    await label('thanks');
    const before = await draft();
    expect(before.trial).to.equal(null);
    const refused = await manager.post('review/in-force', { mark: before.mark });
    expect(refused.error?.code).to.equal('not-ready');
    const { trial, mark } = await tried();
    expect(trial?.state).to.equal('done');
    expect(trial?.result).to.include({ sentences: 12, added: 1, compared: 1 });
    expect(trial?.result?.messages[0]).to.include({ id: `${talk}.1`, text: '那个葡萄荔枝 [phone]' });
    expect(JSON.stringify(trial)).not.to.include('138');
    const { body } = await manager.post<Taught>('review/in-force', { mark });
    expect(body).to.deep.equal({ written: 1, known: 0 });
    expect(readFileSync(own('thanks'), 'utf8')).to.equal('那个葡萄荔枝 [phone]\n');
    expect((await draft()).sentences).to.deep.equal([]);
    expect((await undo()).error?.code).to.equal('moved-on');
    expect(await audited()).to.deep.equal(['review.label', 'review.in-force', 'review.taught']);
  });

  it('is not put in force when a label came or went since the trial', async () => {
    await keep();
    await keep({ seq: 2, maskedText: 'the lychee again' });
    await label('thanks');
    const { mark } = await tried();
    await label('repair', 2);
    expect((await manager.post('review/in-force', { mark })).error?.code).to.equal('moved-on');
    expect((await draft()).trial).to.equal(null);
    expect(existsSync(join(dir, 'own'))).to.equal(false);
  });

  it('goes into the file of its language', async () => {
    await keep({ maskedText: 'the lychee again' });
    await label('repair');
    const { mark } = await tried();
    await manager.post('review/in-force', { mark });
    expect(readFileSync(own('repair', 'en'), 'utf8')).to.equal('the lychee again\n');
  });

  it('teaches nothing where nothing is to be learned', async () => {
    await keep({ maskedText: '？？' });
    await keep({ seq: 2 });
    await label('repair');
    await label('none', 2);
    expect((await draft()).sentences.map(({ teaches }) => teaches)).to.deep.equal([false, false]);
    expect((await manager.post('review/trials')).error?.code).to.equal('not-ready');
    expect((await label('nonsense', 2)).status).to.equal(400);
  });

  it('is of their own estates, and a complaint for the company is not theirs', async () => {
    await keep({ estateId: 'hill' });
    expect((await list()).body.messages).to.deep.equal([]);
    expect((await label('repair')).status).to.equal(404);
    const chief = await aClerk(desk, store(), { name: `chief-${talk}`, role: 'admin' });
    expect((await chief.get<ReviewList>('review')).body.messages).to.have.length(1);
    await store().db.updateTable('not_understood').set({ estate_id: 'lake' }).execute();
    expect((await list()).body.messages).to.have.length(1);
    await companyCase(store(), talk);
    expect((await list()).body).to.include({ waiting: 0 });
    expect((await label('repair')).status).to.equal(404);
    expect((await chief.get<ReviewList>('review')).body.messages).to.have.length(1);
  });
});

function keepIn(storage: Storage, more: Partial<NewNotUnderstood> & { conversationId: string }): Promise<void> {
  const missed: NewNotUnderstood = {
    estateId: 'lake',
    seq: 1,
    maskedText: '那个葡萄荔枝 [phone]',
    guesses: [{ name: 'repair', score: 0.2 }],
    band: 'person',
    next: 'asked-again',
    ...more,
  };
  return storage.transact((tx) => keepNotUnderstood(tx, missed, 5000));
}

async function companyCase(storage: Storage, conversationId: string): Promise<void> {
  const words = { service: 'complaint', state: 'open', level: 'ordinary', summary: '', answers: '{}' } as const;
  await storage.db
    .insertInto('ticket')
    .values({
      ...words,
      id: conversationId,
      number: 'C-1',
      estate_id: 'lake',
      conversation_id: conversationId,
      category: null,
      unit_code: null,
      place: null,
      contact_name: null,
      contact_phone: null,
      resident_id: null,
      joined_id: null,
      due_at: null,
      confidential: 2,
      created_at: 1,
      updated_at: 1,
    })
    .execute();
}
