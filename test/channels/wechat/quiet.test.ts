import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { until } from '../../storage/engines.ts';
import { useDesk } from './use-desk.ts';

/** As the program has it unless it is set otherwise. */
const QUIET = 1500;

// In real time: the bot waits by the machine's clock.
describe('A resident on WeChat who writes in short pieces', function () {
  this.timeout(60_000);
  const room = useDesk();
  const open = () => room.open({ standin: { clock: 'real' }, quietMs: QUIET });

  it('is heard out and answered once, as the answer to one of them', async () => {
    const { wechat, storage, outbox } = await open();
    const lin = wechat.resident('oLin');
    const deliveries = [];
    for (const text of ['你好', '厨房水龙头', '漏水']) {
      deliveries.push(lin.says(text));
      await pause(300);
    }
    const outcomes = (await Promise.all(deliveries)).map(({ outcome }) => outcome).sort();
    expect(outcomes).to.deep.equal(['replied', 'silent', 'silent']);
    expect(lin.screen()).to.have.length(1);
    expect(lin.screen()[0])
      .to.match(/^【passive】/)
      .and.contain('厨房水龙头')
      .and.contain('漏水');
    await until(async () => (await outbox()).every(({ state }) => state === 'sent'));
    const said = await storage.db.selectFrom('activity').select('body').where('role', '=', 'desk').execute();
    expect(new Set(said.map(({ body }) => JSON.parse(body).replyToId)).size).to.equal(1);
  });

  it('is answered within the platform’s time though pieces go on coming, and what comes later is sent', async () => {
    const { wechat } = await open();
    const lin = wechat.resident('oLin');
    const deliveries = [];
    for (const text of ['厨房', '水龙头', '漏水', '昨晚', '开始', '一直滴']) {
      deliveries.push(lin.says(text));
      await pause(900);
    }
    const all = await Promise.all(deliveries);
    expect(all.filter(({ outcome, attempts }) => outcome === 'failed' || attempts.length > 1)).to.deep.equal([]);
    expect(all[0]?.outcome).to.equal('silent');
    await until(() => lin.screen().length > 0);
    await pause(500);
    expect(lin.screen()).to.have.length(1);

    expect(lin.screen()[0]).to.contain('水龙头');
  });

  it('is answered at once when the message is complete', async () => {
    const { wechat } = await open();
    const lin = wechat.resident('oLin');
    const began = Date.now();
    await lin.says('我家里有很浓的煤气味');
    expect(lin.screen()).to.have.length(1);
    // Not a measurement: a desk that waited for the rest could not be here yet.
    expect(Date.now() - began).to.be.below(QUIET);
  });
});
