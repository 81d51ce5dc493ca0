import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { WechatRefusal } from '#channels/wechat/errors.ts';
import { allowanceOf, meaningOf } from '#channels/wechat/meaning.ts';
import { decrypt, encrypt, isSignature, keyOf, signatureOf } from '#channels/wechat/message-crypt.ts';
import { readPush } from '#channels/wechat/read-push.ts';
import { BadXml, readXml } from '#channels/wechat/read-xml.ts';
import { textReply } from '#channels/wechat/reply-xml.ts';
import { bombs } from './bombs.ts';

interface Vectors {
  plain_signature: { id: string; token: string; timestamp: string; nonce: string; signature: string }[];
  msg_signature_only: {
    id: string;
    token: string;
    timestamp: string;
    nonce: string;
    encrypt: string;
    msg_signature: string;
  }[];
  decrypt: Sealed[];
  encrypt: (Sealed & { random16: string })[];
  inbound_xml: { msgtype: string; event: string | null; xml: string }[];
}

interface Sealed {
  id: string;
  token?: string;
  encodingAESKey: string;
  appid: string;
  timestamp?: string;
  nonce?: string;
  msg_signature?: string;
  encrypt: string;
  message: string;
}

const vectors = JSON.parse(readFileSync(new URL('./standin/vectors.json', import.meta.url), 'utf8')) as Vectors;
const push = (xml: string) => readPush(readXml(xml.trim()));

describe('The WeChat door reads what the platform writes', () => {
  for (const { id, token, timestamp, nonce, signature } of vectors.plain_signature)
    it(`knows the signature of ${id}`, () => {
      expect(signatureOf(token, timestamp, nonce)).to.equal(signature);
      expect(isSignature(signature, signatureOf(token, timestamp, nonce))).to.equal(true);
      for (const wrong of [signature.toUpperCase(), signature.slice(1), `${signature}0`, '', 'x'.repeat(40)])
        expect(isSignature(wrong, signature), wrong).to.equal(false);
    });

  for (const { id, token, timestamp, nonce, encrypt: sealed, msg_signature } of vectors.msg_signature_only)
    it(`knows the message signature of ${id}`, () => {
      expect(signatureOf(token, timestamp, nonce, sealed)).to.equal(msg_signature);
    });

  for (const one of vectors.decrypt)
    it(`opens ${one.id}`, () => {
      expect(decrypt(one.encrypt, keyOf(one.encodingAESKey), one.appid)).to.equal(one.message);
      const signed = signatureOf(one.token ?? '', one.timestamp ?? '', one.nonce ?? '', one.encrypt);
      expect(signed).to.equal(one.msg_signature);
    });

  for (const one of vectors.encrypt)
    it(`seals ${one.id} to the byte`, () => {
      const key = keyOf(one.encodingAESKey);
      expect(encrypt(one.message, key, one.appid, Buffer.from(one.random16))).to.equal(one.encrypt);
      expect(decrypt(one.encrypt, key, one.appid)).to.equal(one.message);
    });

  it('opens whatever it sealed itself, and nothing that was touched', () => {
    const key = keyOf('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (message, at) => {
        const sealed = encrypt(message.toWellFormed(), key, 'wx1');
        expect(decrypt(sealed, key, 'wx1')).to.equal(message.toWellFormed());
        const bytes = Buffer.from(sealed, 'base64');
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ 1;
        try {
          const opened = decrypt(bytes.toString('base64'), key, 'wx1');
          // Only the random block at the front may change unseen; the signature covers it.
          expect(opened).to.be.a('string');
        } catch (error) {
          expect(error).to.be.instanceOf(WechatRefusal);
        }
      }),
    );
    const sealed = encrypt('x', key, 'wx1');
    const other = keyOf('A'.repeat(43));
    for (const open of [
      () => decrypt(sealed, key, 'wx2'),
      () => decrypt(sealed, other, 'wx1'),
      () => decrypt(sealed.slice(0, -4), key, 'wx1'),
      () => decrypt('', key, 'wx1'),
      () => decrypt('!', key, 'wx1'),
      () => decrypt(encrypt('x', key, 'wx1').slice(0, 24), key, 'wx1'),
    ])
      expect(open).to.throw(WechatRefusal);
  });

  it('reads every published message, and gives each a meaning', () => {
    for (const { msgtype, event, xml } of vectors.inbound_xml) {
      const read = push(xml);
      expect(read?.isEvent, xml).to.equal(msgtype === 'event');
      expect(read?.type).to.equal(event ?? msgtype);
      expect(read && meaningOf(read).kind, xml).to.be.a('string');
      expect(read?.createdAt).to.be.greaterThan(1e11);
    }
  });

  it('keeps ids of 64 bits as they are', () => {
    const one = (id: string) =>
      push(
        `<xml><ToUserName>a</ToUserName><FromUserName>b</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>x</Content><MsgId>${id}</MsgId></xml>`,
      );
    expect(one('23456789012345678901')?.key).to.not.equal(one('23456789012345678902')?.key);
  });

  it('tells apart two events of one second, and not two copies of one', () => {
    const click = (key: string) =>
      push(
        `<xml><ToUserName>a</ToUserName><FromUserName>b</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>CLICK</Event><EventKey>${key}</EventKey></xml>`,
      );
    expect(click('say:报修')?.key).to.equal(click('say:报修')?.key);
    expect(click('say:报修')?.key).to.not.equal(click('say:人工')?.key);
    const said = click('say:报修');
    expect(said && meaningOf(said)).to.deep.equal({ kind: 'say', text: '报修' });
    expect(said && allowanceOf(said)).to.equal('action');
  });

  it('refuses XML that is none of the platform’s', () => {
    const deep = '<xml>'.repeat(9) + '</xml>'.repeat(9);
    const wide = `<xml>${Array.from({ length: 501 }, (_, n) => `<a${n}/>`).join('')}</xml>`;
    const bad = [
      ...['', 'x', '{}', '<xml>', '<xml></xml><xml></xml>', '<html></html>', '<xml a="1"/>', deep, wide],
      '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>',
      '<xml><A>&b;</A></xml>',
      '<xml><A>1</A><A>2</A></xml>',
      '<xml><?php x ?></xml>',
      '<xml><A>\u0001</A></xml>',
    ];
    for (const xml of bad) expect(() => readXml(xml), xml.slice(0, 40)).to.throw(BadXml);
    expect(readXml('<xml><A><![CDATA[1]]]]><![CDATA[>2]]></A></xml>').get('A')).to.equal('1]]>2');
    expect(readXml('<xml><__proto__>x</__proto__></xml>').get('__proto__')).to.equal('x');
  });

  it('refuses what is built to overwhelm, at the greatest size that is read', () => {
    for (const [name, xml] of Object.entries(bombs(256 * 1024))) {
      const read = () => readPush(readXml(xml));
      try {
        expect(read(), name).to.equal(undefined);
      } catch (error) {
        expect(error, name).to.be.instanceOf(BadXml);
      }
    }
  });

  it('never fails in another way than refusing, whatever is sent', () => {
    const sample = vectors.inbound_xml.map(({ xml }) => xml);
    fc.assert(
      fc.property(
        fc.constantFrom(...sample),
        fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 5 }))),
        (xml, cuts) => {
          let text = xml;
          for (const [at, words] of cuts)
            text = text.slice(0, at % text.length) + words + text.slice((at % text.length) + 1);
          try {
            readPush(readXml(text));
          } catch (error) {
            expect(error).to.be.instanceOf(BadXml);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('answers XML that any text comes through whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const received = {
          push: { to: 'gh_1', from: 'o]]>1', createdAt: 0, type: 'text', isEvent: false, key: 'k', fields: new Map() },
          nonce: '1',
        };
        const xml = textReply(`甲${text}`, received, { now: 1_700_000_000_000, appId: 'wx', token: 't' });
        const fields = readXml(xml);
        const allowed = text
          .toWellFormed()
          .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '');
        expect(fields.get('Content')).to.equal(`甲${allowed}`.replace(/\r\n?/g, '\n'));
        expect(fields.get('ToUserName')).to.equal('o]]>1');
        expect(fields.get('CreateTime')).to.equal('1700000000');
      }),
    );
  });
});
