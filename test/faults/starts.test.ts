import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { ROOT } from '#src/root.ts';
import { openStorage } from '#storage/open.ts';
import { refusedStart, startDesk } from './desk-process.ts';

/** What an operator reads when the desk does not start: one reason, in both languages, and nothing of our insides. */
describe('A desk that cannot start', function () {
  this.timeout(120_000);
  let folder: string;
  let dataDir: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lobby-start-'));
    dataDir = join(folder, 'data');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const refused = async (settings: Record<string, string>) => {
    const { code, words } = await refusedStart({ DATA_DIR: dataDir, ...settings });
    expect(code).to.equal(1);
    expect(words, 'no stack').not.to.match(/^\s+at /m);
    expect(words).to.match(/没有启动|请/);
    return words;
  };

  it('names each setting that is wrong', async () => {
    const words = await refused({ PORT: 'eighty', LOG_LEVEL: 'loud', DIRECT_LINE_SECRET: 'too-short-to-be-safe' });
    for (const name of ['PORT', 'LOG_LEVEL', 'DIRECT_LINE_SECRET']) expect(words).to.include(`${name}: `);
    expect(words).not.to.include('too-short-to-be-safe');
  });

  it('says that its port is taken, and which', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    const { port } = await new Promise<AddressInfo>((resolve) =>
      other.once('listening', () => resolve(other.address() as AddressInfo)),
    );
    const words = await refused({ PORT: String(port) }).finally(() => other.close());
    expect(words).to.include(`端口 ${port} 已被占用`).and.include(`Port ${port} is taken`);
  });

  it('leaves a database of another program alone', async () => {
    cpSync(join(ROOT, 'LICENSE'), join(dataDir, 'lobby.db'), { recursive: true });
    const text = await refused({});
    expect(text).to.include('不是物业前台的数据库').and.include('is not a Lobby database').and.include(dataDir);
    expect(readFileSync(join(dataDir, 'lobby.db'))).to.deep.equal(readFileSync(join(ROOT, 'LICENSE')));
  });

  it('leaves a database of a newer version alone', async () => {
    const storage = await openStorage({ dataDir, onError: () => {} });
    await storage.close();
    const file = new DatabaseSync(join(dataDir, 'lobby.db'));
    file.exec(`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2027-01-01')`);
    file.close();
    const words = await refused({});
    expect(words).to.include('更新的版本').and.include('newer version').and.include('9999-from-the-future');
  });

  it('says when the data folder is a file', async () => {
    writeFileSync(dataDir, 'not a folder');
    const words = await refused({});
    expect(words).to.include('DATA_DIR').and.include(dataDir);
  });

  it('names file, place and reason of a mistake in the handbook, in Chinese and English', async () => {
    const handbook = join(folder, 'handbook');
    cpSync(join(ROOT, 'data'), handbook, { recursive: true });
    const office = join(handbook, 'estates/qinghu/office.json');
    writeFileSync(office, readFileSync(office, 'utf8').replace('"number": "020-5550-0100"', '"number": 20'));
    const words = await refused({ HANDBOOK_DIR: handbook });
    expect(words).to.match(/estates\/qinghu\/office\.json › phones\.reception\.number：\p{Script=Han}/u);
    expect(words).to.match(/estates\/qinghu\/office\.json › phones\.reception\.number: [a-z]/);
    expect(words).not.to.include('020-5550');
  });

  it('starts again once the mistake is mended', async () => {
    writeFileSync(dataDir, 'not a folder');
    await refused({});
    rmSync(dataDir);
    const desk = await startDesk({ DATA_DIR: dataDir });
    expect(await desk.end('SIGTERM')).to.equal(0);
  });
});
