import { expect } from 'chai';
import { useDesk } from './use-desk.ts';

describe('A thousand residents who write to WeChat at once', function () {
  this.timeout(120_000);
  const room = useDesk();

  it('are each answered once', async () => {
    const { wechat, storage } = await room.open({ standin: { clock: 'real' } });
    const residents = Array.from({ length: 1000 }, (_, n) => wechat.resident(`o${n}`));
    const deliveries = await Promise.all(residents.map((one) => one.says('厨房水龙头漏水')));
    const { count } = await storage.db
      .selectFrom('activity')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('role', '=', 'resident')
      .executeTakeFirstOrThrow();
    expect(Number(count)).to.equal(1000);
    expect(deliveries.filter(({ outcome }) => outcome === 'failed')).to.deep.equal([]);
    for (const one of residents) expect(one.screen().length, one.openid).to.be.at.most(1);
  });
});
