import { expect } from 'chai';
import { append } from '#records/activities.ts';
import { finishTurn, holdConversation, waitingMessages } from '#records/turns.ts';
import { failure } from '../storage/contract.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aMessage, appendSome, conversationNow, openAConversation } from './builders.ts';

onEveryEngine('The dialog state', (store) => {
  const outcome = (state: unknown, replies = [] as string[]) => ({
    state: JSON.stringify(state),
    locale: 'zh-CN',
    service: null,
    replies: replies.map((text) => aMessage(text, { role: 'desk' })),
  });

  it('loses no update when 16 workers add 100 each on 10 conversations', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => openAConversation(store())));
    const add = async (id: string): Promise<void> => {
      for (;;) {
        const read = await conversationNow(store(), id);
        const count = ((JSON.parse(read.state) as { count?: number }).count ?? 0) + 1;
        const done = await store().transact(async (tx) => {
          const held = await holdConversation(store(), tx, read);
          if (held) await finishTurn(tx, held, { ...outcome({ count }, [`${count}`]), turnedSeq: 0 }, 1);
          return held !== undefined;
        });
        if (done) return;
      }
    };
    await Promise.all(
      Array.from({ length: 16 }, async (_, worker) => {
        for (let n = 0; n < 100; n++) await add(ids[(worker + n) % 10] as string);
      }),
    );
    for (const id of ids) {
      const row = await conversationNow(store(), id);
      expect(JSON.parse(row.state)).to.deep.equal({ count: 160 });
      expect(row).to.include({ state_version: 160, last_seq: 160 });
      const texts = await store()
        .db.selectFrom('activity')
        .select('text')
        .where('conversation_id', '=', id)
        .orderBy('seq')
        .execute();
      expect(texts.map((one) => Number(one.text))).to.deep.equal(Array.from({ length: 160 }, (_, n) => n + 1));
    }
  });

  it('is not written over by a turn that read an older one', async () => {
    const id = await openAConversation(store());
    const read = await conversationNow(store(), id);
    await store().transact((tx) => finishTurn(tx, read, { ...outcome('first'), turnedSeq: 0 }, 1));
    expect(await store().transact((tx) => holdConversation(store(), tx, read))).to.equal(undefined);
    const late = () =>
      store().transact((tx) => finishTurn(tx, read, { ...outcome('late', ['twice']), turnedSeq: 0 }, 1));
    expect(await failure(late)).to.include({ name: 'StorageError', code: 'stale' });
    expect(await conversationNow(store(), id)).to.include({ state: '"first"', state_version: 1, last_seq: 0 });
  });

  it('is held even when the message that came meanwhile waits for the next turn', async () => {
    const id = await openAConversation(store());
    await appendSome(store(), id, ['1']);
    const read = await conversationNow(store(), id);
    await appendSome(store(), id, ['2']);
    await store().transact(async (tx) => {
      const held = await holdConversation(store(), tx, read);
      expect(held).to.include({ last_seq: 2 });
      if (held) await finishTurn(tx, held, { ...outcome('done', ['answer']), turnedSeq: 1 }, 1);
    });
    const now = await conversationNow(store(), id);
    expect(now).to.include({ last_seq: 3, turned_seq: 1, inbound_seq: 2 });
    expect((await waitingMessages(store().db, now, 10)).map((row) => row.text)).to.deep.equal(['2']);
  });

  it('passes over what wants no turn, though it lies between two messages that do', async () => {
    const id = await openAConversation(store());
    await appendSome(store(), id, ['first']);
    await store().transact((tx) => append(tx, id, [aMessage('a voice')], 2000));
    await appendSome(store(), id, ['second']);
    const waiting = await waitingMessages(store().db, await conversationNow(store(), id), 10);
    expect(waiting.map(({ text }) => text)).to.deep.equal(['first', 'second']);
  });
});
