import { expect } from 'chai';
import type { Storage } from '#storage/storage.ts';
import { type Place, postgresPlace } from '../storage/engines.ts';
import { aClerk, anAccount, Browser, type RunningDesk, startDesk } from './desk.ts';
import { Stream } from './event-stream.ts';

/** As the issue asks: open sessions end within five seconds; the test's own patience is what counts them. */
const AT_ONCE_MS = 5_000;

describe('An account that is shut, on two nodes', function () {
  this.timeout(120_000);
  let place: Place;
  let stores: Storage[];
  let desks: RunningDesk[];

  before(async () => {
    place = await postgresPlace();
    stores = [await place.open(), await place.open()];
    desks = await Promise.all(stores.map((storage) => startDesk(storage)));
  });
  after(async () => {
    await Promise.all(desks.map((desk) => desk.stop()));
    await Promise.all(stores.map((storage) => storage.close()));
    await place.remove();
  });

  it('its sessions and open consoles end on both, at the hand of a manager at one of them', async function () {
    const [here, there] = desks as [RunningDesk, RunningDesk];
    const [storage] = stores as [Storage];
    const wang = await aClerk(here, storage, { name: 'wang', role: 'manager', estates: ['lake'] });
    const id = await anAccount(storage, { name: 'chen', estates: ['lake'] });
    const pages = await Promise.all(
      [here, there].map(async (desk) => {
        const browser = new Browser(desk);
        await browser.signIn('chen');
        const stream = new Stream(await browser.fetch('events'));
        expect(await stream.next()).to.deep.equal({ kind: 'hello' });
        return { browser, stream };
      }),
    );
    const ended = Promise.all(
      pages.map(async ({ stream }) => {
        while (await stream.next());
      }),
    );
    this.timeout(AT_ONCE_MS);
    expect((await wang.post(`staff/${id}/disable`, { why: '离职' })).status).to.equal(204);
    await ended;
    for (const { browser } of pages) expect((await browser.get('me')).status).to.equal(401);
  });
});
