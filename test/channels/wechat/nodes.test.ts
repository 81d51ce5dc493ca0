import { expect } from 'chai';
import { doctor } from '#src/wechat.ts';
import { type Place, postgresPlace, until } from '../../storage/engines.ts';
import { settingsOf } from './desk.ts';
import { useDesk } from './use-desk.ts';

describe('Two desks behind one WeChat account, on one PostgreSQL', function () {
  this.timeout(120_000);
  const room = useDesk();
  let place: Place;
  before(async () => {
    place = await postgresPlace();
  });
  after(() => place.remove());

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
      const key = `oLin${ms}`;
      const { id } = await storage.db
        .selectFrom('conversation')
        .select('id')
        .where('user_id', '=', key)
        .executeTakeFirstOrThrow();
      const log = await storage.db.selectFrom('activity').select('role').where('conversation_id', '=', id).execute();
      expect(log.map(({ role }) => role)).to.deep.equal(['resident', 'desk', 'desk']);
    });
});

describe('The doctor of the WeChat door', function () {
  this.timeout(60_000);
  const room = useDesk();
  const report = async (line: Parameters<typeof doctor>[0]) => {
    const lines: string[] = [];
    const well = await doctor(line, (one) => lines.push(one));
    return { well, text: lines.join('\n') };
  };

  it('finds nothing wrong with an account that is well', async () => {
    const { wechat } = await room.open();
    const settings = settingsOf(wechat);
    const { createAccessToken } = await import('#channels/wechat/access-token.ts');
    const { storage } = await room.open({ wechat });
    const clock = { now: () => Date.now(), id: () => 'id' };
    const tokens = createAccessToken({ settings, storage, clock });
    expect((await report({ wechat: settings, token: tokens.get })).text).to.contain('✓ access_token');
    wechat.account.ipAllowed = false;
    const other = createAccessToken({ settings: { ...settings, appId: 'wxother' }, storage, clock });
    const wrong = await report({ wechat: settings, token: other.get });
    expect(wrong.well).to.equal(false);
    expect(wrong.text).to.match(/✗ access_token：.*(IP 白名单|WECHAT_APP_ID)/);
    room.expectTrouble();
  });
});
