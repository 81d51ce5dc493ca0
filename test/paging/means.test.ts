import { chmodSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openMeansFile, readMeans } from '#src/paging/means.ts';

const of = (means: object) => JSON.stringify({ means });
const robot = { kind: 'wecom', url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=secret-key' };

describe('The means by which duty persons are reached', () => {
  it('are found by the key that duty.json names', () => {
    expect(readMeans(of({ 'duty-group': robot }), 'paging.json').find('duty-group')).to.deep.equal(robot);
    expect(readMeans(of({}), 'paging.json').find('duty-group')).to.equal(undefined);
  });

  for (const url of [
    'http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=secret-key',
    'ftp://secret-key@example.com/',
    'https://user:secret-key@example.com/',
    'http://localhost.example.com/secret-key',
    'secret-key',
  ])
    it(`are refused with the address ${url}, without quoting it`, () => {
      const read = () => readMeans(of({ group: { kind: 'wecom', url } }), 'paging.json');
      expect(read).to.throw(/means\.group\.url/);
      expect(read).to.throw(/^((?!secret-key).)*$/s);
    });

  for (const url of ['https://open.feishu.cn/open-apis/bot/v2/hook/1', 'http://127.0.0.1:8080/a', 'http://[::1]/a'])
    it(`may have the address ${url}`, () => {
      expect(readMeans(of({ group: { kind: 'feishu', url } }), 'paging.json').find('group')?.url).to.equal(url);
    });

  it('are refused when a webhook has no secret, a kind is unknown, a key is misspelt, or it is no JSON', () => {
    for (const wrong of [
      of({ own: { kind: 'webhook', url: 'https://example.com' } }),
      of({ own: { ...robot, kind: 'slack' } }),
      of({ own: { ...robot, secrets: 'secret-key' } }),
      '{"means": {secret-key',
    ])
      expect(() => readMeans(wrong, 'paging.json')).to.throw(/^((?!secret-key).)*paging\.json((?!secret-key).)*$/s);
  });

  describe('in a file', () => {
    const dir = mkdtempSync(join(tmpdir(), 'lobby-means-'));
    const file = join(dir, 'paging.json');
    let minute = 0;
    const write = (text: string, mode = 0o600) => {
      writeFileSync(file, text);
      chmodSync(file, mode);
      minute += 1;
      utimesSync(file, minute * 60, minute * 60);
    };
    after(() => rmSync(dir, { recursive: true, force: true }));

    it('are read again when it changes, also when it comes later; a slip leaves the last good state', () => {
      const warned: string[] = [];
      const book = openMeansFile(file, (code) => warned.push(code));
      expect(book.find('group')).to.equal(undefined);
      write(of({ group: robot }));
      expect(book.find('group')?.kind).to.equal('wecom');
      write('{"means": {');
      expect(book.find('group')?.kind).to.equal('wecom');
      expect(warned).to.deep.equal(['paging-means-refused']);
      write(of({ other: robot }));
      expect(book.find('group')).to.equal(undefined);
    });

    it('warn when others on the machine may read them', function () {
      if (process.platform === 'win32') this.skip();
      const warned: string[] = [];
      write(of({ group: robot }), 0o644);
      openMeansFile(file, (code) => warned.push(code));
      expect(warned).to.deep.equal(['paging-file-open-to-others']);
    });
  });
});
