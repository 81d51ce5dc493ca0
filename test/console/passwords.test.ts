import { expect } from 'chai';
import { demandGoodPassword, passwordDesk } from '#console/accounts/passwords.ts';
import { Refusal } from '#console/refusal.ts';

/** From the reference implementation's own tests: argon2id, version 19, two passes, 64 MiB, "password" and "somesalt". */
const KNOWN_HEX = '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7';
const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
const KNOWN = `$argon2id$v=19$m=65536,t=2,p=1$${base64(Buffer.from('somesalt'))}$${base64(Buffer.from(KNOWN_HEX, 'hex'))}`;

describe('Passwords', () => {
  it('A hash that another program made of the same password opens', async () => {
    const desk = passwordDesk();
    expect(await desk.verify('password', KNOWN)).to.deep.equal({ right: true, stale: true });
    expect((await desk.verify('passwore', KNOWN)).right).to.equal(false);
  });

  it('A new hash opens with its password only, and never looks the same twice', async () => {
    const desk = passwordDesk();
    const hashes = await Promise.all([desk.hash('湖边的早晨有雾，有白鹭'), desk.hash('湖边的早晨有雾，有白鹭')]);
    expect(hashes[0]).to.not.equal(hashes[1]);
    expect(await desk.verify('湖边的早晨有雾，有白鹭', hashes[0])).to.deep.equal({ right: true, stale: false });
    expect((await desk.verify('湖边的早晨有雾，有白鹤', hashes[0])).right).to.equal(false);
  });

  it('Nothing opens an account without a hash or with one that cannot be read', async () => {
    const desk = passwordDesk();
    for (const stored of [undefined, '', 'password', '$argon2i$v=19$m=16,t=2,p=1$c29tZXNhbHQ$AAAA']) {
      expect((await desk.verify('password', stored)).right).to.equal(false);
    }
  });

  it('Fifty may wait for a hash; those beyond are told to come again, and nobody waits for ever', async () => {
    const desk = passwordDesk();
    const all = await Promise.allSettled(
      Array.from({ length: 60 }, () => desk.verify('a heron by the lake', undefined)),
    );
    const refused = all.filter((one) => one.status === 'rejected');
    expect(refused).to.have.length(8);
    for (const { reason } of refused) expect(reason).to.include({ status: 429, code: 'slow-down' });
    expect((await desk.verify('password', KNOWN)).right).to.equal(true);
  });

  it('Length and being known decide about a password, not the kinds of its signs', () => {
    for (const good of [
      'a heron by the lake',
      'onlylowercaseletters',
      '晴湖的早晨有雾也有白鹭鸟',
      'x7'.padEnd(128, 'qwzj3'),
    ]) {
      expect(() => demandGoodPassword(good), good).to.not.throw();
    }
    const bad = [
      'elevensigns',
      '一二三四五六七八九十一',
      'qzj4'.padEnd(129, 'wxk73'),
      'Password1234',
      'QWERTYUIOP123',
      'aaaaaaaaaaaa',
      'abcabcabcabc',
      '123456123456',
      '123456789012',
      'lkjihgfedcba',
      'woaini1314520',
      '1qaz2wsx3edc',
    ];
    for (const one of bad) expect(() => demandGoodPassword(one), one).to.throw(Refusal);
  });
});
