import { expect } from 'chai';
import type { Me } from '#console/api.ts';
import { fixedClock } from '#records/clock.ts';
import { SETUP_LINK_MS } from '#records/staff/invites.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { anAccount, Browser, PASSWORD, type RunningDesk, startDesk } from './desk.ts';

describe('The first start', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  const clock = fixedClock(1_795_000_000_000);
  const first = { name: 'wang', displayName: '王经理', password: PASSWORD };

  beforeEach(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    desk = await startDesk(storage, { clock });
  });
  afterEach(async () => {
    await desk.stop();
    await storage.close();
    await place.remove();
  });

  const newToken = async () => (await desk.setupLink())?.split('token=')[1] ?? '';

  it('prints a link that makes the first administrator, signed in, for every estate', async () => {
    const token = await newToken();
    const browser = new Browser(desk);
    expect((await browser.get(`setup?token=${token}`)).body).to.deep.equal({ valid: true });
    const { status, body } = await browser.post<Me>('setup', { ...first, token });
    expect(status).to.equal(200);
    expect(body).to.deep.include({ name: 'wang', role: 'admin' });
    expect(body.estates.map(({ id }) => id)).to.deep.equal(['lake', 'hill']);
    expect((await browser.get('me')).status).to.equal(200);
    expect(await desk.setupLink()).to.equal(undefined);
  });

  it('takes each link once, also when it is used twice at the same moment', async () => {
    const token = await newToken();
    const answers = await Promise.all(
      ['wang', 'zhao'].map((name) => new Browser(desk).post('setup', { ...first, name, token })),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 410]);
    expect(answers.find(({ status }) => status === 410)?.error?.code).to.equal('link-used');
    expect((await new Browser(desk).get(`setup?token=${token}`)).body).to.deep.equal({ valid: false });
    expect(await storage.db.selectFrom('staff').select('name').execute()).to.have.length(1);
  });

  it('keeps the link when the password is refused', async () => {
    const token = await newToken();
    const { status, error } = await new Browser(desk).post('setup', { ...first, token, password: 'short' });
    expect([status, error?.code, error?.field]).to.deep.equal([400, 'weak-password', 'password']);
    expect((await new Browser(desk).post('setup', { ...first, token })).status).to.equal(200);
  });

  it('names the field that cannot be used', async () => {
    const token = await newToken();
    for (const [field, value] of Object.entries({ name: 'a b', displayName: ' ', token: 7 })) {
      const { status, error } = await new Browser(desk).post('setup', { ...first, token, [field]: value });
      expect([status, error?.code, error?.field]).to.deep.equal([400, 'bad-request', field]);
    }
  });

  it('lets a link grow old after a day', async () => {
    const token = await newToken();
    clock.advance(SETUP_LINK_MS);
    expect((await new Browser(desk).post('setup', { ...first, token })).status).to.equal(410);
  });

  it('makes every open link worthless once there is an account, however it came', async () => {
    const tokens = [await newToken(), await newToken()];
    await anAccount(storage, { name: 'chen' });
    for (const token of tokens) {
      expect((await new Browser(desk).post('setup', { ...first, token })).status).to.equal(410);
    }
    expect(await storage.db.selectFrom('staff').select('name').execute()).to.deep.equal([{ name: 'chen' }]);
  });

  it('keeps only the hash of a link', async () => {
    const token = await newToken();
    expect(JSON.stringify(await storage.db.selectFrom('staff_invite').selectAll().execute())).to.not.include(token);
  });
});
