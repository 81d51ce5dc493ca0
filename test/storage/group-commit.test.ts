import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { findConversation, openConversation } from '#records/conversations.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from './engines.ts';

describe('Messages that reach SQLite at the same time', () => {
  let place: Place;
  let storage: Storage;

  before(async () => {
    place = await sqlitePlace();
    storage = await place.open();
  });

  after(async () => {
    await storage.close();
    await place.remove();
  });

  const open = (id: string, also: () => Promise<void> = async () => {}) =>
    storage.transact(async (tx) => {
      const opening = { id, estateId: 'qhhy', channel: 'webchat', userId: 'resident', locale: 'zh-CN' };
      await openConversation(tx, opening, 1);
      tx.announce({ about: 'conversation', id, estateId: 'qhhy', seq: 0, inbound: false });
      await also();
    });

  it('are each kept or refused by themselves', async () => {
    const fail = () => Promise.reject(new Error('no'));
    const ends = await Promise.allSettled([open('a'), open('b', fail), open('c'), open('d', fail), open('e')]);
    expect(ends.map(({ status }) => status === 'fulfilled')).to.deep.equal([true, false, true, false, true]);
    const kept = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => findConversation(storage.db, id)));
    expect(kept.map((row) => row?.id)).to.deep.equal(['a', undefined, 'c', undefined, 'e']);
  });

  it('are told of, and their senders answered, only when another program can read them', async () => {
    const other = new DatabaseSync(place.at, { readOnly: true });
    const find = other.prepare('select count(*) as n from conversation where id = ?');
    const isThere = (id: string) => find.get(id)?.n === 1;
    const heard: boolean[] = [];
    const stop = storage.listen((news) => news.about === 'conversation' && heard.push(isThere(news.id)));
    const answered = await Promise.all(
      Array.from({ length: 100 }, (_, n) => open(`n${n}`).then(() => isThere(`n${n}`))),
    );
    stop();
    other.close();
    expect(answered).to.have.length(100).and.not.include(false);
    expect(heard).to.have.length(100).and.not.include(false);
  });

  it('are finished before the store closes', async () => {
    const second = await place.open();
    const opening = { id: 'late', estateId: 'qhhy', channel: 'webchat', userId: 'resident', locale: 'zh-CN' };
    const late = second.transact((tx) => openConversation(tx, opening, 1));
    await second.close();
    expect(await late).to.equal(true);
  });
});
