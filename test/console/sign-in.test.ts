import { argon2Sync } from 'node:crypto';
import { expect } from 'chai';
import { ACCOUNT_PATIENCE } from '#console/accounts/guessing.ts';
import { fixedClock } from '#records/clock.ts';
import { SESSION_IDLE_MS, SESSION_LIFE_MS } from '#records/staff/sessions.ts';
import { disableStaff } from '#records/staff/staff.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { anAccount, Browser, PASSWORD, type RunningDesk, startDesk } from './desk.ts';

describe('Signing in', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  const clock = fixedClock(1_795_000_000_000);

  beforeEach(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    desk = await startDesk(storage, { clock, trustProxy: true });
    await anAccount(storage, { name: 'chen', displayName: '小陈', estates: ['lake'] });
  });
  afterEach(async () => {
    await desk.stop();
    await storage.close();
    await place.remove();
    expect(desk.errors).to.deep.equal([]);
  });

  it('A clerk signs in and learns who they are and which estates are theirs', async () => {
    const browser = new Browser(desk);
    const { status, body } = await browser.signIn(' CHEN ');
    expect(status).to.equal(200);
    expect(body).to.deep.include({ name: 'chen', displayName: '小陈', role: 'agent' });
    expect(body.estates).to.deep.equal([
      { id: 'lake', name: { zh: '晴湖花园', en: 'Lake Garden' }, timeZone: 'Asia/Shanghai' },
    ]);
    const me = await browser.get('me');
    expect(me.body).to.deep.equal(body);
  });

  it('A wrong password, a name that does not exist and a disabled account get one and the same answer', async () => {
    const wu = await anAccount(storage, { name: 'wu' });
    await storage.transact((tx) => disableStaff(tx, wu, clock.now()));
    const answers = [
      await new Browser(desk).signIn('chen', 'not the password'),
      await new Browser(desk).signIn('nobody', PASSWORD),
      await new Browser(desk).signIn('wu', PASSWORD),
    ];
    for (const { status, error, headers } of answers) {
      expect(status).to.equal(401);
      expect(error).to.deep.equal(answers[0]?.error);
      expect(error?.code).to.equal('wrong-credentials');
      expect(headers.getSetCookie()).to.deep.equal([]);
    }
  });

  it('Guessing is slowed down at its address, while the clerk signs in from another one', async () => {
    const thief = new Browser(desk, { 'x-forwarded-for': '203.0.113.9' });
    for (let guess = 0; guess < ACCOUNT_PATIENCE.free; guess++) {
      expect((await thief.signIn('chen', `guess number ${guess}`)).status).to.equal(401);
    }
    const { status, error, headers } = await thief.signIn('chen', PASSWORD);
    expect([status, error?.code]).to.deep.equal([429, 'slow-down']);
    expect(Number(headers.get('retry-after'))).to.equal(error?.retryAfterSeconds);
    const honest = new Browser(desk, { 'x-forwarded-for': '198.51.100.4' });
    expect((await honest.signIn('chen')).status).to.equal(200);
    clock.advance(1000 * (error?.retryAfterSeconds ?? 0));
    expect((await thief.signIn('chen')).status).to.equal(200);
  });

  it('Ten thousand guesses in an hour get at most twenty of them checked', async () => {
    const { guessCounter } = await import('#console/accounts/guessing.ts');
    const counter = guessCounter(ACCOUNT_PATIENCE);
    let checked = 0;
    for (let guess = 0; guess < 10_000; guess++) if (counter.try('chen', guess * 360) === 0) checked += 1;
    expect(checked).to.be.within(ACCOUNT_PATIENCE.free, 20);
  });

  it('Guesses sent all at once are counted before they are checked', async () => {
    const thief = new Browser(desk);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => thief.signIn('chen', `guess number ${n}`)));
    expect(answers.filter(({ status }) => status === 401)).to.have.length(ACCOUNT_PATIENCE.free);
  });

  it('A session ends after thirty minutes without use', async () => {
    const browser = new Browser(desk);
    await browser.signIn('chen');
    clock.advance(SESSION_IDLE_MS - 1);
    expect((await browser.get('me')).status).to.equal(200);
    clock.advance(SESSION_IDLE_MS - 1);
    expect((await browser.get('me')).status).to.equal(200);
    clock.advance(SESSION_IDLE_MS);
    const { status, error } = await browser.get('me');
    expect([status, error?.code]).to.deep.equal([401, 'signed-out']);
  });

  it('A session ends after twelve hours however much it is used', async () => {
    const browser = new Browser(desk);
    await browser.signIn('chen');
    const end = clock.now() + SESSION_LIFE_MS;
    while (clock.now() + SESSION_IDLE_MS / 2 < end) {
      expect((await browser.get('me')).status).to.equal(200);
      clock.advance(SESSION_IDLE_MS / 2);
    }
    clock.set(end);
    expect((await browser.get('me')).status).to.equal(401);
  });

  it('Signing out ends the session, also for a copy of its cookie', async () => {
    const browser = new Browser(desk);
    await browser.signIn('chen');
    const { cookie = '' } = browser;
    expect((await browser.post('sign-out')).status).to.equal(204);
    expect((await new Browser(desk, { cookie }).get('me')).status).to.equal(401);
  });

  it('Signing in again gives a new session and ends the one before', async () => {
    const browser = new Browser(desk);
    await browser.signIn('chen');
    const { cookie: before = '' } = browser;
    await browser.signIn('chen');
    expect(browser.cookie).to.not.equal(before);
    expect((await new Browser(desk, { cookie: before }).get('me')).status).to.equal(401);
  });

  it('The cookie cannot be read by script, and under https belongs to this host alone', async () => {
    const plain = await new Browser(desk).signIn('chen');
    expect(plain.headers.getSetCookie()[0]).to.match(/^lobby_staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const secure = await startDesk(storage, { secureCookies: true });
    const { headers } = await new Browser(secure).signIn('chen');
    expect(headers.getSetCookie()[0]).to.match(/^__Host-lobby=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    await secure.stop();
  });

  it('The store holds no session token that could be used', async () => {
    const browser = new Browser(desk);
    await browser.signIn('chen');
    const token = browser.cookie?.split('=')[1] ?? '';
    const rows = await storage.db.selectFrom('staff_session').selectAll().execute();
    expect(rows).to.have.length(1);
    expect(JSON.stringify(rows)).to.not.include(token);
  });

  it('A hash made with older parameters still opens and is made anew', async () => {
    const nonce = Buffer.from('0123456789abcdef');
    const tag = argon2Sync('argon2id', {
      message: PASSWORD,
      nonce,
      memory: 8192,
      passes: 1,
      parallelism: 1,
      tagLength: 32,
    });
    const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
    const old = `$argon2id$v=19$m=8192,t=1,p=1$${base64(nonce)}$${base64(tag)}`;
    await storage.db.updateTable('staff').set({ password_hash: old }).where('name', '=', 'chen').execute();
    expect((await new Browser(desk).signIn('chen')).status).to.equal(200);
    const { password_hash: fresh } = await storage.db
      .selectFrom('staff')
      .select('password_hash')
      .where('name', '=', 'chen')
      .executeTakeFirstOrThrow();
    expect(fresh).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await new Browser(desk).signIn('chen')).status).to.equal(200);
  });

  it('The audit tells who signed in and who was refused, and no password', async () => {
    await new Browser(desk).signIn('chen', 'a slip of the fingers');
    await new Browser(desk).signIn('a slip of the fingers', PASSWORD);
    await new Browser(desk).signIn('chen');
    const rows = await storage.db.selectFrom('audit').selectAll().orderBy('id').execute();
    expect(rows.map((row) => row.action)).to.deep.equal(['sign-in.refused', 'sign-in.refused', 'sign-in']);
    expect(JSON.stringify(rows)).to.not.match(/slip|heron/);
  });
});
