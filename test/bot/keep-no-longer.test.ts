import { expect } from 'chai';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { Talk } from '../dialogs/a-talk.ts';

const DAY = 24 * 3_600_000;

describe('A form that was begun and left', () => {
  const heard: { code: string; error: unknown }[] = [];
  let shared: Shared;
  let talk: Talk;
  before(async () => {
    shared = await openShared(heard);
  });
  after(() => shared.handbook.close());
  beforeEach(async () => {
    talk = await Talk.open(shared);
  });
  afterEach(async () => {
    await talk.close();
    expect(heard).to.deep.equal([]);
  });

  const phoneIn = async (who: string) => JSON.stringify((await talk.conversation(who)).state).includes('13800138000');
  /** Lets days pass, each with what came due on it. */
  async function pass(days: number): Promise<void> {
    const { db } = talk.desk.storage;
    for (let n = 0; n < days; n++) {
      talk.clock.advance(DAY);
      for (;;) {
        const due = await db
          .selectFrom('agenda')
          .select('id')
          .where((eb) =>
            eb.or([
              eb('state', '=', 'leased'),
              eb.and([eb('state', '=', 'waiting'), eb('due_at', '<=', talk.clock.now())]),
            ]),
          )
          .executeTakeFirst();
        if (!due) break;
        talk.desk.agenda.nudge();
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      await talk.hear('li');
    }
  }

  it('is kept for thirty days after the last word, and then its answers are gone', async () => {
    await talk.say('li', '厨房水龙头漏水，我电话13800138000');
    expect((await talk.conversation('li')).state.open.form).to.equal('repair');
    await pass(29);
    expect(await phoneIn('li')).to.equal(true);
    await pass(3);
    expect(await phoneIn('li')).to.equal(false);
    expect((await talk.conversation('li')).state.open).to.equal(undefined);
    expect((await talk.say('li', '您好')).join()).to.contain('您好');
  });

  it('that is gone on with is kept for thirty days from then', async () => {
    await talk.say('li', '厨房水龙头漏水，我电话13800138000');
    await pass(20);
    await talk.say('li', '3栋2单元501');
    await pass(20);
    expect(await phoneIn('li')).to.equal(true);
    await pass(15);
    expect(await phoneIn('li')).to.equal(false);
  });
});
