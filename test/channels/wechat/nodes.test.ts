import { expect } from 'chai';
import type { Storage } from '#storage/storage.ts';
import { type Place, postgresPlace, until } from '../../storage/engines.ts';
import { useDesk } from './use-desk.ts';

describe('Two desks behind one WeChat account, on one PostgreSQL', function () {
  this.timeout(120_000);
  const room = useDesk();
  let place: Place;
  before(async () => {
    place = await postgresPlace();
  });
  after(() => place.remove());

  it('give one turn and one reply, whichever node the platform asks again, at any moment around its tries', async () => {
    const wish = { databaseUrl: place.at, settings: { verified: false } };
    const one = await room.open({ ...wish, standin: { clock: 'real' } });
    const two = await room.open({ ...wish, wechat: one.wechat });
    const { wechat, storage } = one;
    wechat.pointAt([one.url, two.url]);
    wechat.account.verified = false;
    const moments = [3800, 4100, 4800, 5000, 5300, 8900, 9200, 9900, 10_100, 12_000, 13_800, 14_300, 15_500];
    const words = (ms: number) => `厨房水龙头漏水 ${ms}`;
    one.think.about = two.think.about = Object.fromEntries(moments.map((ms) => [words(ms), ms]));
    await Promise.all(
      moments.map(async (ms) => {
        const lin = wechat.resident(`oLate${ms}`);
        await lin.says(words(ms));
        await until(async () => (await desksWords(storage, lin.openid)).length === 2);
        // What no try could carry comes with the next message.
        if (!lin.screen().some((line) => line.includes('物业前台'))) await lin.says('好了吗');
        const greeted = lin.screen().filter((line) => line.includes('物业前台'));
        expect(greeted, `${ms} ms: ${lin.screen().join(' / ')}`).to.have.length(1);
        expect(lin.screen().length, `${ms} ms`).to.be.at.most(2);
        const heard = (await rolesOf(storage, lin.openid)).filter((role) => role === 'resident');
        expect(heard.length).to.be.at.most(2);
      }),
    );
    expect(wechat.calls).to.deep.equal([]);
  });

  // In real time: the store's own clock decides here what is due.
  for (const [ms, verified] of [
    [500, true],
    [4500, true],
    [6000, false],
  ] as const)
    it(`give one turn and one reply after ${ms} ms, ${verified ? 'verified' : 'answers only'}`, async () => {
      const wish = { databaseUrl: place.at, settings: { verified } };
      const one = await room.open({ ...wish, standin: { clock: 'real' } });
      const two = await room.open({ ...wish, wechat: one.wechat });
      const { wechat, storage } = one;
      wechat.pointAt([one.url, two.url]);
      wechat.account.verified = verified;
      one.think.ms = ms;
      two.think.ms = ms;
      const lin = wechat.resident(`oLin${ms}`);
      wechat.pushes.duplicate(2);
      await lin.says('厨房水龙头漏水');
      await until(() => lin.screen().length > 0);
      await wechat.advance(1500);
      expect(lin.screen().filter((line) => line.includes('物业前台'))).to.have.length(1);
      expect(lin.screen()).to.have.length(1);
      expect(await rolesOf(storage, lin.openid)).to.deep.equal(['resident', 'desk', 'desk']);
    });
});

/** Who spoke in a resident's conversation, in order. */
async function rolesOf({ db }: Storage, openid: string): Promise<string[]> {
  const rows = await db
    .selectFrom('activity')
    .innerJoin('conversation', 'conversation.id', 'activity.conversation_id')
    .select('activity.role')
    .where('conversation.user_id', '=', openid)
    .orderBy('activity.seq')
    .execute();
  return rows.map(({ role }) => role);
}

async function desksWords(storage: Storage, openid: string): Promise<string[]> {
  return (await rolesOf(storage, openid)).filter((role) => role === 'desk');
}
