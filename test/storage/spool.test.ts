import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { openSpool } from '#storage/sqlite/spool.ts';

describe('A spool', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lobby-spool-'));
    file = join(folder, 'spool.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps what was put into it, each key once and in order, for the next process', () => {
    const before = openSpool(file);
    for (const [holder, key] of [
      ['lin', '1'],
      ['wang', '1'],
      ['lin', '2'],
      ['lin', '1'],
    ] as const)
      before.put({ holder, key, body: `${holder} ${key}`, at: 7 });
    before.close();
    const after = openSpool(file);
    expect(after.holders(0)).to.deep.equal(['lin', 'wang']);
    const heard: string[] = [];
    for (let one = after.first('lin'); one; one = after.first('lin')) {
      heard.push(one.body);
      expect(one.at).to.equal(7);
      after.drop(one.id);
    }
    expect(heard).to.deep.equal(['lin 1', 'lin 2']);
    expect(after.holders(0)).to.deep.equal(['wang']);
    after.close();
  });

  it('leaves a holder alone for a while whose words the store refuses, and counts', () => {
    const spool = openSpool(file);
    spool.put({ holder: 'lin', key: '1', body: 'a', at: 1 });
    spool.put({ holder: 'lin', key: '2', body: 'b', at: 2 });
    spool.defer(spool.first('lin')?.id ?? 0, 1000);
    expect([spool.holders(999), spool.holders(1000)]).to.deep.equal([[], ['lin']]);
    expect(spool.first('lin')).to.include({ body: 'a', failures: 1 });
    spool.close();
  });

  it('can be read by the desk’s own user only, and holds nothing more of what it gave away', () => {
    const spool = openSpool(file);
    spool.put({ holder: 'lin', key: '1', body: '厨房水龙头漏水'.repeat(2000), at: 1 });
    const written = () => readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes('水龙头'));
    expect(written()).to.equal(true);
    spool.drop(spool.first('lin')?.id ?? 0);
    expect(written()).to.equal(false);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    spool.close();
  });

  it('is not made in the file of somebody else', () => {
    const other = new DatabaseSync(file);
    other.exec('create table mine (a)');
    other.close();
    expect(() => openSpool(file)).to.throw(/another program/);
    writeFileSync(file, 'no database at all, but some words'.repeat(100));
    expect(() => openSpool(file)).to.throw(/not a Lobby database/);
  });
});
