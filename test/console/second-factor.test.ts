import { expect } from 'chai';
import { TOTP } from 'otpauth';
import { typedCode } from '#console/accounts/one-time-passwords.ts';
import { seal, unseal } from '#console/accounts/sealing.ts';
import type { Enrolment, OwnAccount, RecoveryCodes } from '#console/accounts/staff-api.ts';
import { fixedClock } from '#records/clock.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { aClerk, anAccount, Browser, PASSWORD, type RunningDesk, startDesk, TWO_ESTATES } from './desk.ts';

const HALF_MINUTE = 30_000;

describe('Signing in with a second factor', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  const clock = fixedClock(1_795_000_000_000);

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

  const codeOf = (secret: string) => new TOTP({ secret }).generate({ timestamp: clock.now() });

  async function enrolled(name: string): Promise<{ browser: Browser; secret: string; codes: string[] }> {
    const browser = await aClerk(desk, storage, { name });
    const { body: offer } = await browser.post<Enrolment>('account/second-factor', { password: PASSWORD });
    const { status, body } = await browser.post<RecoveryCodes>('account/second-factor/confirm', {
      sealed: offer.sealed,
      code: codeOf(offer.secret),
    });
    expect(status).to.equal(200);
    clock.advance(HALF_MINUTE);
    return { browser, secret: offer.secret, codes: body.codes };
  }

  const signIn = (name: string, code?: string, password = PASSWORD) =>
    new Browser(desk).post('sign-in', { name, password, ...(code !== undefined && { code }) });

  it('A manager reads the picture with a telephone, types the first code, and is asked for one from then on', async () => {
    const { browser, secret } = await enrolled('wang');
    const { body } = await browser.get<OwnAccount>('account');
    expect(body.secondFactor).to.deep.include({ codesLeft: 10, needed: false });
    const without = await signIn('wang');
    expect([without.status, without.error?.code]).to.deep.equal([401, 'code-needed']);
    expect(without.headers.getSetCookie()).to.deep.equal([]);
    expect((await signIn('wang', codeOf(secret))).status).to.equal(200);
  });

  it('A wrong password is told as before, whether or not a code came with it', async () => {
    const { secret } = await enrolled('wang');
    const { status, error } = await signIn('wang', codeOf(secret), 'not the password');
    expect([status, error?.code]).to.deep.equal([401, 'wrong-credentials']);
  });

  it('A code opens once, however it is written, and not a minute later', async () => {
    const { secret } = await enrolled('wang');
    const code = codeOf(secret);
    const written = `${code.slice(0, 3)} ${code.slice(3)}`.replace(/\d/g, (digit) =>
      String.fromCharCode(0xff10 + Number(digit)),
    );
    expect((await signIn('wang', written)).status).to.equal(200);
    expect((await signIn('wang', code)).error?.code).to.equal('wrong-code');
    const late = codeOf(secret);
    clock.advance(3 * HALF_MINUTE);
    expect((await signIn('wang', late)).error?.code).to.equal('wrong-code');
  });

  it('The same code sent twice at one moment signs in once', async () => {
    const { secret } = await enrolled('wang');
    const code = codeOf(secret);
    const answers = await Promise.all([signIn('wang', code), signIn('wang', code)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 401]);
  });

  it('A recovery code stands in for a lost telephone, once, and the account sees how many are left', async () => {
    const { codes } = await enrolled('wang');
    const [code = ''] = codes;
    expect(code).to.match(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
    const browser = new Browser(desk);
    const first = await browser.post('sign-in', { name: 'wang', password: PASSWORD, code: ` ${code.toUpperCase()} ` });
    expect(first.status).to.equal(200);
    expect((await signIn('wang', code)).error?.code).to.equal('wrong-code');
    expect((await browser.get<OwnAccount>('account')).body.secondFactor.codesLeft).to.equal(9);
  });

  it('Whoever has the password guesses codes from many addresses, and is soon made to wait', async () => {
    const behind = await startDesk(storage, { clock, trustProxy: true });
    await enrolled('wang');
    const statuses: number[] = [];
    for (let guess = 0; guess < 12; guess++) {
      const from = new Browser(behind, { 'x-forwarded-for': `203.0.113.${guess}` });
      const { status } = await from.post('sign-in', { name: 'wang', password: PASSWORD, code: `00000${guess % 10}` });
      statuses.push(status);
    }
    expect(statuses.filter((status) => status === 401)).to.have.length(5);
    expect(statuses.at(-1)).to.equal(429);
    await behind.stop();
  });

  it('The store shows neither secret nor codes, and a secret put to another account opens nothing', async () => {
    const { secret, codes } = await enrolled('wang');
    await enrolled('zhao');
    const rows = [
      await storage.db.selectFrom('staff').selectAll().execute(),
      await storage.db.selectFrom('staff_recovery').selectAll().execute(),
      await storage.db.selectFrom('audit').selectAll().execute(),
    ];
    const kept = JSON.stringify(rows);
    for (const word of [secret, ...codes, ...codes.map(typedCode)]) expect(kept).to.not.include(word);
    const { totp_secret } = await storage.db
      .selectFrom('staff')
      .select('totp_secret')
      .where('name', '=', 'wang')
      .executeTakeFirstOrThrow();
    await storage.db.updateTable('staff').set({ totp_secret }).where('name', '=', 'zhao').execute();
    expect((await signIn('zhao', codeOf(secret))).error?.code).to.equal('wrong-code');
    expect(desk.errors.join()).to.include('staff-secret-unreadable');
  });

  it('Turning it on, renewing codes and turning it off all ask for the password', async () => {
    const { browser, codes } = await enrolled('wang');
    for (const path of ['account/second-factor', 'account/second-factor/codes', 'account/second-factor/end']) {
      const { status, error } = await browser.post(path, { password: 'not the password' });
      expect([status, error?.code]).to.deep.equal([403, 'wrong-credentials']);
    }
    clock.advance(60 * HALF_MINUTE);
    await browser.signIn('wang');
    const fresh = new Browser(desk);
    const again = await fresh.post<{ csrf: string }>('sign-in', { name: 'wang', password: PASSWORD, code: codes[1] });
    fresh.csrf = again.body.csrf;
    const renewed = await fresh.post<RecoveryCodes>('account/second-factor/codes', { password: PASSWORD });
    expect(renewed.body.codes).to.have.length(10).and.not.include(codes[2]);
    expect((await signIn('wang', codes[2])).error?.code).to.equal('wrong-code');
    expect((await fresh.post('account/second-factor/end', { password: PASSWORD })).status).to.equal(204);
    expect((await signIn('wang')).status).to.equal(200);
  });

  it('Where the estate asks managers for it, a manager opens nothing else before, and cannot turn it off', async () => {
    const [lake, hill] = TWO_ESTATES.estates();
    if (!lake || !hill) throw new Error('two estates');
    const strict = await startDesk(storage, {
      clock,
      handbook: { estates: () => [{ ...lake, office: { ...lake.office, secondFactorFor: ['manager'] } }, hill] },
    });
    await anAccount(storage, { name: 'wang', role: 'manager', estates: ['lake'] });
    await anAccount(storage, { name: 'zhao', role: 'manager', estates: ['hill'] });
    const browser = new Browser(strict);
    expect((await browser.signIn('wang')).body.mustEnrol).to.equal(true);
    const refused = await browser.get('queue');
    expect([refused.status, refused.error?.code]).to.deep.equal([403, 'second-factor-needed']);
    const other = new Browser(strict);
    expect((await other.signIn('zhao')).body.mustEnrol).to.equal(false);
    const { body: offer } = await browser.post<Enrolment>('account/second-factor', { password: PASSWORD });
    await browser.post('account/second-factor/confirm', { sealed: offer.sealed, code: codeOf(offer.secret) });
    expect((await browser.get('queue')).status).to.equal(200);
    const { status, error } = await browser.post('account/second-factor/end', { password: PASSWORD });
    expect([status, error?.code]).to.deep.equal([409, 'second-factor-needed']);
    await strict.stop();
  });

  it('An offer is for one account and a quarter of an hour', async () => {
    const wang = await aClerk(desk, storage, { name: 'wang' });
    const zhao = await aClerk(desk, storage, { name: 'zhao' });
    const { body: offer } = await wang.post<Enrolment>('account/second-factor', { password: PASSWORD });
    const taken = { sealed: offer.sealed, code: codeOf(offer.secret) };
    expect((await zhao.post('account/second-factor/confirm', taken)).status).to.equal(410);
    clock.advance(15 * 60_000);
    const late = { sealed: offer.sealed, code: codeOf(offer.secret) };
    expect((await wang.post('account/second-factor/confirm', late)).status).to.equal(410);
  });

  it('What is sealed opens with the same key and for the same matter only', () => {
    const [key, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const sealed = seal('秘密', 'a', key);
    expect(unseal(sealed, 'a', key)).to.equal('秘密');
    expect(unseal(sealed, 'b', key)).to.equal(undefined);
    expect(unseal(sealed, 'a', other)).to.equal(undefined);
    expect(unseal(`${sealed.slice(0, -2)}AA`, 'a', key)).to.equal(undefined);
    expect(unseal('', 'a', key)).to.equal(undefined);
  });
});
