import { expect } from 'chai';
import { readLog } from '#records/activities.ts';
import { systemClock } from '#records/clock.ts';
import { claimAsClerk } from '#records/handoffs/claims.ts';
import { requestHandoff } from '#records/handoffs/handoffs.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, postgresPlace } from '../storage/engines.ts';
import { conversationNow, openAConversation } from './builders.ts';

const CHATS = 500;
const CLERKS = Array.from({ length: 20 }, (_, n) => ({ id: `clerk-${n}`, name: `同事${n}` }));
const estateId = 'qhhy';

describe('Two nodes on PostgreSQL', () => {
  let place: Place;
  let nodes: [Storage, Storage];

  before(async () => {
    place = await postgresPlace();
    const first = await place.open();
    nodes = [first, await place.open()];
    for (const { id, name } of CLERKS) {
      const account = {
        display_name: name,
        role: 'agent',
        estates: '["*"]',
        password_hash: '',
        created_at: 1,
      } as const;
      await first.db
        .insertInto('staff')
        .values({ id, name: id, ...account })
        .execute();
    }
  });
  after(async () => {
    for (const node of nodes) await node.close();
    await place.remove();
  });

  it(`give each of ${CHATS} chats to exactly one of 20 clerks, and no clerk more than they can hold`, async function () {
    this.timeout(300_000);
    const [storage] = nodes;
    const chats = await Promise.all(
      Array.from({ length: CHATS }, async () => {
        const conversationId = await openAConversation(storage);
        const wish = { conversationId, estateId, reason: 'asked', level: 'ordinary' } as const;
        await storage.transact((tx) => requestHandoff(tx, wish, systemClock));
        return { conversationId, estateId };
      }),
    );
    const rules = { capacity: CHATS / CLERKS.length, above: false };
    const won = new Map<string, string[]>();
    await Promise.all(
      CLERKS.map(async (clerk, n) => {
        const node = nodes[n % 2] as Storage;
        // Each begins elsewhere, as people do, and goes on until everything is taken.
        for (let at = 0; at < CHATS; at++) {
          const chat = chats[(at + n * 7) % CHATS] as (typeof chats)[number];
          const result = await node.transact((tx) =>
            claimAsClerk({ storage: node, tx, now: systemClock.now() }, chat, clerk, rules),
          );
          if (result.claimed) won.set(chat.conversationId, [...(won.get(chat.conversationId) ?? []), clerk.id]);
        }
      }),
    );
    expect(won.size).to.equal(CHATS);
    for (const { conversationId } of chats) {
      const [owner, ...others] = won.get(conversationId) ?? [];
      expect(others).to.deep.equal([]);
      expect(await conversationNow(storage, conversationId)).to.include({ owner: 'staff', owner_staff_id: owner });
      const log = await readLog(storage.db, { conversationId, limit: 10 });
      expect(log).to.have.length(1);
    }
    const held = await storage.db
      .selectFrom('conversation')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .groupBy('owner_staff_id')
      .execute();
    expect(held.map(({ count }) => Number(count))).to.deep.equal(CLERKS.map(() => rules.capacity));
  });
});
