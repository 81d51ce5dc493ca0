import { expect } from 'chai';
import { useDesk } from './use-desk.ts';

/** Stand-in and desk share this process and the platform's real patience; a thousand are measured apart, in `test/bench/wechat.ts`. */
const RESIDENTS = 200;

describe('Many residents who write to WeChat at once', function () {
  this.timeout(120_000);
  const room = useDesk();

  it('are each answered once', async () => {
    const { wechat, storage } = await room.open({ standin: { clock: 'real' } });
    const residents = Array.from({ length: RESIDENTS }, (_, n) => wechat.resident(`o${n}`));
    const deliveries = await Promise.all(residents.map((one) => one.says('厨房水龙头漏水')));
    const { count } = await storage.db
      .selectFrom('activity')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('role', '=', 'resident')
      .executeTakeFirstOrThrow();
    expect(Number(count)).to.equal(RESIDENTS);
    expect(deliveries.filter(({ outcome }) => outcome === 'failed')).to.deep.equal([]);
    for (const one of residents) expect(one.screen().length, one.openid).to.be.at.most(1);
  });
});
