import { expect } from 'chai';
import type { AuditList, HandedLink, Invite, OwnAccount, StaffDetail, StaffList } from '#console/accounts/staff-api.ts';
import type { Me } from '#console/api.ts';
import { fixedClock } from '#records/clock.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { aClerk, anAccount, Browser, PASSWORD, type RunningDesk, startDesk } from './desk.ts';

const tokenOf = ({ path }: HandedLink) => path.split('token=')[1] ?? '';

describe('Accounts, looked after by managers', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  let wang: Browser;
  let root: Browser;
  const ids: Record<string, string> = {};
  const clock = fixedClock(1_795_000_000_000);
  const newcomer = { name: 'lin', displayName: '小林', password: PASSWORD };

  beforeEach(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    desk = await startDesk(storage, { clock });
    wang = await aClerk(desk, storage, { name: 'wang', displayName: '王经理', role: 'manager', estates: ['lake'] });
    root = await aClerk(desk, storage, { name: 'root', role: 'admin' });
    const rows = await storage.db.selectFrom('staff').select(['id', 'name']).execute();
    for (const { id, name } of rows) ids[name] = id;
    ids.chen = await anAccount(storage, { name: 'chen', displayName: '小陈', estates: ['lake'] });
    ids.both = await anAccount(storage, { name: 'both', estates: ['hill', 'lake'] });
    ids.far = await anAccount(storage, { name: 'far', estates: ['hill'] });
    ids.peer = await anAccount(storage, { name: 'peer', role: 'manager', estates: ['lake'] });
  });
  afterEach(async () => {
    await desk.stop();
    await storage.close();
    await place.remove();
    expect(desk.errors).to.deep.equal([]);
  });

  const invite = (by: Browser, role = 'agent', estates: '*' | string[] = ['lake']) =>
    by.post<HandedLink>('invites', { label: '小林', role, estates });

  it('A manager invites somebody by a link; they choose name and password and are signed in, once', async () => {
    const { body: link } = await invite(wang);
    const token = tokenOf(link);
    const lin = new Browser(desk);
    expect((await lin.get(`link?token=${token}`)).body).to.deep.equal({
      valid: true,
      kind: 'invite',
      role: 'agent',
      name: '小林',
    });
    const { status, body } = await lin.post<Me>('link', { ...newcomer, token });
    expect(status).to.equal(200);
    expect(body).to.deep.include({ name: 'lin', displayName: '小林', role: 'agent' });
    expect(body.estates.map(({ id }) => id)).to.deep.equal(['lake']);
    const again = await new Browser(desk).post('link', { ...newcomer, name: 'zhou', token });
    expect([again.status, again.error?.code]).to.deep.equal([410, 'link-used']);
    expect((await wang.get<{ invites: Invite[] }>('invites')).body.invites).to.deep.equal([]);
  });

  it('Nobody gives more than they have: no equal or higher role, no estate of others', async () => {
    expect((await invite(wang, 'manager')).status).to.equal(403);
    expect((await invite(wang, 'admin')).status).to.equal(403);
    expect((await invite(wang, 'agent', ['hill'])).status).to.equal(403);
    expect((await invite(wang, 'agent', ['lake', 'hill'])).status).to.equal(403);
    expect((await invite(wang, 'agent', '*')).status).to.equal(403);
    expect((await invite(root, 'admin', '*')).status).to.equal(200);
    expect((await invite(root, 'agent', ['moon'])).error?.field).to.equal('estates');
    const more = { role: 'manager', estates: ['lake'], why: '升职' };
    expect((await wang.post(`staff/${ids.chen}/role`, more)).status).to.equal(403);
    expect((await wang.post(`staff/${ids.chen}/role`, { ...more, role: 'agent', estates: '*' })).status).to.equal(403);
  });

  it('Nobody changes, shuts or helps their own account, their equals, or who also works elsewhere', async () => {
    const role = { role: 'agent', estates: ['lake'], why: '试试' };
    for (const who of [ids.wang, ids.peer, ids.root, ids.both]) {
      expect((await wang.post(`staff/${who}/role`, role)).status).to.equal(403);
      expect((await wang.post(`staff/${who}/disable`, role)).status).to.equal(403);
      expect((await wang.post(`staff/${who}/reset-link`, role)).status).to.equal(403);
      expect((await wang.post(`staff/${who}/second-factor/end`, role)).status).to.equal(403);
    }
    expect((await root.post(`staff/${ids.root}/role`, { ...role, role: 'director' })).status).to.equal(403);
    expect((await root.post(`staff/${ids.peer}/role`, role)).status).to.equal(204);
  });

  it('A manager sees who works on their estates, with no word of the others they work on', async () => {
    const { body } = await wang.get<StaffList>('staff');
    expect(body.staff.map(({ name }) => name)).to.have.members(['wang', 'root', 'chen', 'both', 'peer']);
    const both = body.staff.find(({ name }) => name === 'both');
    expect(both).to.deep.include({ estates: ['lake'], elsewhere: true, yours: false });
    expect((await wang.get(`staff/${ids.far}`)).status).to.equal(404);
    const found = await wang.get<StaffList>('staff?q=%E5%B0%8F%E9%99%88&role=agent&state=active');
    expect(found.body.staff.map(({ name }) => name)).to.deep.equal(['chen']);
    const first = await root.get<StaffList>('staff?limit=4');
    const second = await root.get<StaffList>(`staff?limit=4&before=${first.body.next}`);
    const all = [...first.body.staff, ...second.body.staff].map(({ name }) => name);
    expect(all).to.have.members(['wang', 'root', 'chen', 'both', 'far', 'peer']);
  });

  it('A shut account is out with its next call, comes in no more, and opens again with a reason', async () => {
    const chen = new Browser(desk);
    await chen.signIn('chen');
    const { body: link } = await wang.post<HandedLink>(`staff/${ids.chen}/reset-link`, { why: '忘了密码' });
    expect((await wang.post(`staff/${ids.chen}/disable`, { why: '' })).status).to.equal(400);
    expect((await wang.post(`staff/${ids.chen}/disable`, { why: '离职' })).status).to.equal(204);
    expect((await chen.get('me')).status).to.equal(401);
    expect((await new Browser(desk).signIn('chen')).status).to.equal(401);
    expect((await chen.get(`link?token=${tokenOf(link)}`)).body).to.deep.equal({ valid: false });
    expect((await wang.post(`staff/${ids.chen}/enable`, { why: '回来了' })).status).to.equal(204);
    expect((await new Browser(desk).signIn('chen')).status).to.equal(200);
  });

  it('A link to a new password works once, within the hour, and ends every session', async () => {
    const chen = new Browser(desk);
    await chen.signIn('chen');
    const reset = async () =>
      tokenOf((await wang.post<HandedLink>(`staff/${ids.chen}/reset-link`, { why: '忘了密码' })).body);
    const [first, token] = [await reset(), await reset()];
    expect((await chen.get(`link?token=${first}`)).body).to.deep.equal({ valid: false });
    const password = 'two herons by the lake';
    expect((await new Browser(desk).post('link', { token, password: 'short' })).error?.code).to.equal('weak-password');
    const done = await new Browser(desk).post('link', { token, password });
    expect(done.status).to.equal(204);
    expect(done.headers.getSetCookie()).to.deep.equal([]);
    expect((await chen.get('me')).status).to.equal(401);
    expect((await new Browser(desk).signIn('chen')).status).to.equal(401);
    expect((await new Browser(desk).signIn('chen', password)).status).to.equal(200);
    const late = await reset();
    clock.advance(60 * 60_000);
    expect((await new Browser(desk).post('link', { token: late, password })).status).to.equal(410);
  });

  it('An invitation is taken back, grows old after three days, and dies with the account that made it', async () => {
    const [back, old] = [await invite(wang), await invite(wang)];
    const { body } = await wang.get<{ invites: Invite[] }>('invites');
    expect(body.invites[0]).to.deep.include({ label: '小林', madeBy: '王经理', yours: true });
    const tokens = [tokenOf(back.body), tokenOf(old.body)];
    const open = async () =>
      (await Promise.all(tokens.map((token) => root.get<{ valid: boolean }>(`link?token=${token}`)))).map(
        (answer) => answer.body.valid,
      );
    const [one = ''] = body.invites.map(({ id }) => id);
    expect((await wang.post(`invites/${one}/revoke`)).status).to.equal(204);
    expect((await open()).filter(Boolean)).to.have.length(1);
    await root.post(`staff/${ids.wang}/disable`, { why: '调走' });
    for (const token of tokens) {
      expect((await new Browser(desk).post('link', { ...newcomer, token })).status).to.equal(410);
    }
    clock.advance(72 * 60 * 60_000);
    expect(await open()).to.deep.equal([false, false]);
  });

  it('The account and its managers see when, from where and how somebody signed in, or did not', async () => {
    await new Browser(desk, { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36' }).signIn(
      'chen',
    );
    const chen = new Browser(desk);
    await chen.signIn('chen', 'not the password');
    await chen.signIn('chen');
    const { body } = await wang.get<StaffDetail>(`staff/${ids.chen}`);
    expect(body.signIns.map(({ how, outcome }) => [how, outcome])).to.deep.equal([
      ['password', 'in'],
      ['password', 'wrong-password'],
      ['password', 'in'],
    ]);
    expect(body.signIns[2]).to.deep.include({ address: '127.0.*.*', browser: 'Chrome · Windows', at: clock.now() });
    expect((await chen.get<OwnAccount>('account')).body.signIns).to.deep.equal(body.signIns);
    expect((await wang.get<StaffDetail>(`staff/${ids.peer}`)).body.signIns).to.deep.equal([]);
  });

  it('Changing the own password asks for the old one and ends the other sessions', async () => {
    const [here, there] = [new Browser(desk), new Browser(desk)];
    await here.signIn('chen');
    await there.signIn('chen');
    const next = 'two herons by the lake';
    expect((await here.post('account/password', { current: 'wrong one here', next })).status).to.equal(403);
    expect((await here.post('account/password', { current: PASSWORD, next })).status).to.equal(204);
    expect((await here.get('me')).status).to.equal(200);
    expect((await there.get('me')).status).to.equal(401);
    expect((await new Browser(desk).signIn('chen', next)).status).to.equal(200);
  });

  it('The audit says who changed what, when and why, filtered by person and subject, page by page', async () => {
    await wang.post(`staff/${ids.chen}/disable`, { why: '离职' });
    await wang.post(`staff/${ids.chen}/enable`, { why: '弄错了' });
    await wang.post(`staff/${ids.chen}/role`, { role: 'cashier', estates: ['lake'], why: '转岗' });
    await root.post(`staff/${ids.far}/disable`, { why: '离职' });
    const { body } = await wang.get<AuditList>(`audit?subject=staff:${ids.chen}`);
    expect(
      body.entries.map(({ action, why, actorName, subjectName }) => [action, why, actorName, subjectName]),
    ).to.deep.equal([
      ['staff.role', '转岗', '王经理', '小陈'],
      ['staff.enable', '弄错了', '王经理', '小陈'],
      ['staff.disable', '离职', '王经理', '小陈'],
    ]);
    expect(body.entries[0]?.detail).to.deep.include({ role: 'cashier', roleBefore: 'agent' });
    expect(body.entries[0]?.at).to.equal(clock.now());
    const own = await wang.get<AuditList>('audit?about=staff');
    expect(own.body.entries.some(({ subject }) => subject === `staff:${ids.far}`)).to.equal(false);
    const first = await root.get<AuditList>(`audit?actor=staff:${ids.wang}&limit=2`);
    const rest = await root.get<AuditList>(`audit?actor=staff:${ids.wang}&limit=2&before=${first.body.next}`);
    expect([first.body.entries.length, rest.body.entries.length, rest.body.next]).to.deep.equal([2, 1, null]);
    expect((await root.get<AuditList>('audit')).body.entries[0]?.subject).to.equal(`staff:${ids.far}`);
    expect(JSON.stringify(body)).to.not.match(/heron/);
  });
});
