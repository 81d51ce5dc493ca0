import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { systemClock } from '#records/clock.ts';
import { findConversation } from '#records/conversations.ts';
import { codeIn } from '#records/residents/household-codes.ts';
import { redeemCode } from '#records/residents/redeem-code.ts';
import { householdCommand } from '#src/household.ts';
import { ROOT } from '#src/root.ts';
import type { Storage } from '#storage/storage.ts';
import { aHandbookFolder } from '../handbook/handbook-folder.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { aChat } from './desk.ts';

describe('Households from the shell', () => {
  let place: Place;
  let storage: Storage;
  let handbook: Handbook;

  beforeEach(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    handbook = await openHandbook({ dir: `${ROOT}data`, watch: false });
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });

  async function run(...args: string[]): Promise<string[]> {
    const said: string[] = [];
    await householdCommand(args, { storage, handbook, say: (line) => void said.push(line) });
    return said;
  }
  const failure = (...args: string[]) =>
    run(...args).then(
      () => 'done',
      (error: Error) => error.message,
    );

  it('A code issued in the shell binds a chat, and the belonging is ended there too', async () => {
    const said = await run('code', '3-2-501', '--relation', 'tenant', '--name', '陈先生', '--why', '租赁合同');
    expect(said[0]).to.equal('3栋2单元501 · 陈先生 · tenant');
    const conversation = await findConversation(storage.db, await aChat(storage, { estateId: 'qinghu' }));
    if (!conversation) throw new Error('no conversation');
    await storage.transact((tx) => redeemCode(tx, conversation, codeIn(said[1] ?? '') ?? '', systemClock));
    expect((await run('list', '3-2-501'))[0]).to.match(/^陈先生\ttenant\t\d{4}-\d{2}-\d{2}\t$/);
    await run('end', '3-2-501', '--name', '陈先生', '--why', '租期已满');
    expect(await failure('end', '3-2-501', '--name', '陈先生', '--why', '租期已满')).to.contain('Nobody of that name');
    const audit = await storage.db.selectFrom('audit').select(['actor', 'action']).execute();
    expect(audit.filter(({ actor }) => actor === 'shell')).to.have.length(2);
  });

  it('What cannot be done is said in a sentence, and nothing is issued', async () => {
    expect(await failure('code', '3-2-999', '--name', '陈先生')).to.contain('no such home');
    expect(await failure('code', '3-2-5', '--name', '陈先生')).to.contain('Several homes');
    expect(await failure('code', '3-2-501')).to.contain('--name');
    expect(await failure('code', '3-2-501', '--name', 'x', '--relation', 'landlord')).to.contain('--relation');
    expect(await failure('code', '3-2-501', '--name', 'x', '--from', 'tomorrow')).to.contain('2026-11-23');
    expect(await failure('code', '3-2-501', '--name', 'x', '--estate', 'elsewhere')).to.contain('qinghu');
    expect(await failure('give', '3-2-501')).to.contain('npm run household');
    expect(await run('list', '3-2-501')).to.deep.equal(['Nobody is bound to 3-2-501.']);
  });

  it('A register is brought in from a table: first what would change, and with --apply it does', async () => {
    const folder = aHandbookFolder();
    const own = await openHandbook({ dir: folder.dir, watch: false });
    const file = join(folder.dir, 'homes.csv');
    const bring = async (...args: string[]) => {
      const said: string[] = [];
      await householdCommand(['import', file, ...args], {
        storage,
        handbook: own,
        say: (line) => void said.push(line),
      });
      return said;
    };
    writeFileSync(file, '楼栋,单元,楼层,房号\n15,1,1,101\n15,1,1,102\n');
    expect(await bring('--add')).to.deep.equal([
      '1314 homes: 2 added, 0 removed, 0 written otherwise.',
      'Nothing is changed yet; --apply puts it in force.',
    ]);
    expect(await bring('--add', '--apply')).to.include('It is in force.');
    expect(own.estate('qinghu')?.register.lines).to.have.length(5);
    const audit = await storage.db.selectFrom('audit').select(['actor', 'action']).execute();
    expect(audit).to.deep.equal([{ actor: 'shell', action: 'register.import' }]);
    writeFileSync(file, '楼栋,单元,楼层,房号\n15,1,2,101\n');
    const refused = await bring('--add', '--apply').catch((error: Error) => error.message);
    expect(refused).to.contain('1 rows cannot be used; nothing is changed');
    await own.close();
    folder.remove();
  });
});
