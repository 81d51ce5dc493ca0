import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { append, readLog, takeIn } from '#records/activities.ts';
import { openConversation } from '#records/conversations.ts';
import { failure } from '../storage/contract.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aMessage, conversationNow, openAConversation } from './builders.ts';

onEveryEngine('The log of a conversation', (store) => {
  const web = { channel: 'directline' };
  const log = (conversationId: string) => readLog(store().db, { conversationId, limit: 1000 });
  const seqs = async (id: string) => (await log(id)).map((row) => row.seq);
  const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

  it('numbers 50 writers at once from 1 without a gap', async () => {
    const id = await openAConversation(store());
    const placed = await Promise.all(
      upTo(50).map((n) => store().transact((tx) => append(tx, id, [aMessage(`${n}a`), aMessage(`${n}b`)], n))),
    );
    expect(await seqs(id)).to.deep.equal(upTo(100));
    const rows = await log(id);
    for (const [n, pair] of placed.entries()) {
      const said = pair.map(({ seq }) => rows[seq - 1]?.text);
      expect(said).to.deep.equal([`${n + 1}a`, `${n + 1}b`]);
    }
    expect(await conversationNow(store(), id)).to.include({ last_seq: 100, inbound_seq: 0 });
  });

  it('leaves no gap behind when a writer fails', async () => {
    const id = await openAConversation(store());
    await Promise.allSettled(
      upTo(40).map((n) =>
        store().transact(async (tx) => {
          await append(tx, id, [aMessage(String(n))], n);
          if (n % 2 === 0) throw new Error('a failed turn');
        }),
      ),
    );
    expect(await seqs(id)).to.deep.equal(upTo(20));
  });

  it('remembers the newest message that wants a turn, whatever stands beside it', async () => {
    const id = await openAConversation(store());
    const activities = [aMessage('1'), aMessage('2', { inbound: true }), aMessage('3', { role: 'desk' })];
    await store().transact((tx) => append(tx, id, activities, 1));
    expect(await conversationNow(store(), id)).to.include({ last_seq: 3, inbound_seq: 2 });
    expect(await store().transact((tx) => append(tx, id, [], 1))).to.deep.equal([]);
  });

  it('takes a message posted twice at once only once: 1,000 pairs', async () => {
    const ids = await Promise.all(upTo(20).map(() => openAConversation(store())));
    for (let round = 0; round < 50; round++) {
      const answers = await Promise.all(
        ids.flatMap((id) => {
          const message = { ...aMessage(`${round}`, { externalId: `${round}` }), ...web };
          return [takeIn(store(), id, message, { now: 1 }), takeIn(store(), id, message, { now: 1 })];
        }),
      );
      for (let n = 0; n < answers.length; n += 2) {
        const pair = answers.slice(n, n + 2);
        expect(pair.map((one) => one.duplicate).sort()).to.deep.equal([false, true]);
        expect(pair[0]?.id).to.equal(pair[1]?.id);
      }
    }
    for (const id of ids)
      expect((await log(id)).map((row) => row.external_id)).to.deep.equal(upTo(50).map((n) => `${n - 1}`));
  });

  it('does what comes along with a message only for its first copy', async () => {
    const id = await openAConversation(store());
    const message = { ...aMessage('photo', { externalId: 'p1' }), ...web };
    const also = (tx: Parameters<NonNullable<Parameters<typeof takeIn>[3]['also']>>[0]) =>
      tx.db
        .insertInto('number_series')
        .values({ estate_id: 'qhhy', series: randomUUID(), last: 1 })
        .execute()
        .then(() => {});
    await Promise.all(upTo(5).map(() => takeIn(store(), id, message, { now: 1, also })));
    expect(await store().db.selectFrom('number_series').selectAll().execute()).to.have.length(1);
    await store().db.deleteFrom('number_series').execute();
  });

  it('keeps both of two messages posted at once, in the order of their places: 1,000 pairs', async () => {
    const ids = await Promise.all(upTo(20).map(() => openAConversation(store())));
    for (let round = 0; round < 50; round++) {
      await Promise.all(
        ids.flatMap((id) =>
          ['a', 'b'].map((which) => {
            const externalId = `${round}${which}`;
            return takeIn(store(), id, { ...aMessage(externalId, { externalId }), ...web }, { now: 1 });
          }),
        ),
      );
    }
    for (const id of ids) {
      const rows = await log(id);
      expect(rows.map((row) => row.seq)).to.deep.equal(upTo(100));
      const rounds = rows.map((row) => Number.parseInt(row.text ?? '', 10));
      expect(rounds).to.deep.equal([...rounds].sort((a, b) => a - b));
      expect(new Set(rows.map((row) => row.text)).size).to.equal(100);
    }
  });

  it('does not mistake one resident’s message for another’s because their pages made up the same id', async () => {
    const [one, two] = await Promise.all([
      openAConversation(store()),
      openAConversation(store(), { estateId: 'other' }),
    ]);
    const message = { ...aMessage('1', { externalId: 'same' }), ...web };
    const first = await takeIn(store(), one, message, { now: 1 });
    const second = await takeIn(store(), two, message, { now: 1 });
    expect(second).to.include({ duplicate: false, seq: 1 });
    expect(second.id).to.include(two);
    expect(first.id).to.include(one);
    expect((await log(two))[0]).to.include({ estate_id: 'other', conversation_id: two });
  });

  it('refuses a message for a conversation that is not there', async () => {
    const message = { ...aMessage('?', { externalId: 'x' }), ...web };
    await failure(() => takeIn(store(), 'nowhere', message, { now: 1 }));
    expect(await log('nowhere')).to.deep.equal([]);
  });

  it('opens a conversation once, however often and by whomever it is asked', async () => {
    const id = randomUUID();
    const open = (estateId: string) =>
      store().transact((tx) =>
        openConversation(tx, { id, estateId, channel: 'directline', userId: 'u', locale: 'en' }, 1),
      );
    const opened = await Promise.all([open('qhhy'), open('qhhy'), open('qhhy')]);
    expect(opened.filter(Boolean)).to.have.length(1);
    expect(await open('other')).to.equal(false);
    expect(await conversationNow(store(), id)).to.include({ estate_id: 'qhhy' });
  });

  it('keeps a message that carries what is no character', async () => {
    const id = await openAConversation(store());
    const text = 'a\0b\ud800';
    await takeIn(
      store(),
      id,
      { ...aMessage(text, { externalId: text, fromName: text, body: { text } }), ...web },
      { now: 1 },
    );
    const again = await takeIn(store(), id, { ...aMessage(text, { externalId: text }), ...web }, { now: 1 });
    expect(again.duplicate).to.equal(true);
    const [row] = await log(id);
    expect(row?.text).to.equal('a\ufffdb\ufffd');
    expect(JSON.parse(row?.body ?? '').text).to.equal(text);
  });
});
