import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { staffCommand } from '#src/staff.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { Browser, PASSWORD, type RunningDesk, startDesk } from './desk.ts';

describe('Accounts from the shell', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  let handbookDir: string;

  beforeEach(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    desk = await startDesk(storage);
    handbookDir = join(dirname(place.at), 'handbook');
    mkdirSync(join(handbookDir, 'estates', 'lake'), { recursive: true });
  });
  afterEach(async () => {
    await desk.stop();
    await storage.close();
    await place.remove();
  });

  async function run(command: string, password = PASSWORD): Promise<string[]> {
    const said: string[] = [];
    const terminal = { password: async () => `${password}\n`, say: (line: string) => void said.push(line) };
    await staffCommand(command.split(' '), { storage, handbookDir }, terminal);
    return said;
  }

  async function failure(command: string, password?: string): Promise<string> {
    return run(command, password).then(
      () => 'done',
      (error: Error) => error.message,
    );
  }

  it('An account made in the shell signs in with the password that was piped in', async () => {
    await run('add Chen --role agent --display-name 小陈 --estates lake --password-stdin');
    const { status, body } = await new Browser(desk).signIn('chen');
    expect(status).to.equal(200);
    expect(body).to.deep.include({ name: 'chen', displayName: '小陈', role: 'agent' });
    expect(body.estates.map(({ id }) => id)).to.deep.equal(['lake']);
  });

  it('The list shows who there is, and a disabled account stays in it', async () => {
    expect(await run('list')).to.deep.equal(['There is no account yet.']);
    await run('add chen --role agent --estates lake --password-stdin');
    await run('add wang --role admin --password-stdin');
    await run('disable CHEN');
    expect(await run('list')).to.deep.equal(['chen\tchen\tagent\tlake\tdisabled', 'wang\twang\tadmin\t*\tactive']);
    expect((await new Browser(desk).signIn('chen')).status).to.equal(401);
  });

  it('What cannot be done is said in a sentence, and nothing is made', async () => {
    await run('add chen --role agent --password-stdin');
    expect(await failure('add CHEN --role admin --password-stdin')).to.equal('The name chen is taken.');
    expect(await failure('add lin --role boss --password-stdin')).to.include('--role is one of');
    expect(await failure('add lin --role agent --estates moon --password-stdin')).to.include('no estate "moon"');
    expect(await failure('add lin --role agent --estates ../.. --password-stdin')).to.include('no estate');
    expect(await failure('add lin --role agent --password-stdin', 'short')).to.include('at least 12');
    expect(await failure('add lin --role agent')).to.include('npm run staff');
    expect(await failure('disable lin')).to.include('no account');
    expect(await failure('remove chen')).to.include('npm run staff');
    expect(await failure('list --password hunter2')).to.include('npm run staff');
    expect(await run('list')).to.have.length(1);
  });

  it('Whoever is locked out is let in again from the shell', async () => {
    await run('add chen --role dispatcher --password-stdin');
    const open = new Browser(desk);
    await open.signIn('chen');
    await storage.db.updateTable('staff').set({ totp_secret: 'lost', totp_since: 1, totp_step: 1 }).execute();
    expect((await new Browser(desk).signIn('chen')).error?.code).to.equal('code-needed');
    await run('no-second-factor CHEN');
    expect((await open.get('me')).status).to.equal(401);
    const fresh = 'two herons by the lake';
    await run('password chen --password-stdin', fresh);
    expect((await new Browser(desk).signIn('chen')).status).to.equal(401);
    expect((await new Browser(desk).signIn('chen', fresh)).status).to.equal(200);
    await run('disable chen');
    await run('enable chen');
    expect((await new Browser(desk).signIn('chen', fresh)).status).to.equal(200);
    expect(await failure('password chen --password-stdin', 'short')).to.include('at least 12');
    expect(await failure('password chen')).to.include('npm run staff');
  });

  it('The audit tells what the shell did', async () => {
    await run('add chen --role agent --password-stdin');
    await run('disable chen');
    const rows = await storage.db.selectFrom('audit').select(['actor', 'action']).orderBy('id').execute();
    expect(rows.map((row) => ({ ...row }))).to.deep.equal([
      { actor: 'shell', action: 'staff.add' },
      { actor: 'shell', action: 'staff.disable' },
    ]);
  });
});
