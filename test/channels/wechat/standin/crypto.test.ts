import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { seal, sign, unseal } from './crypto.ts';
import { readXml, textOf, writeXml } from './xml.ts';

interface Vector {
  id: string;
  token: string;
  encodingAESKey: string;
  appid: string;
  timestamp: string;
  nonce: string;
  signature: string;
  msg_signature?: string;
  encrypt: string;
  message: string;
  random16: string;
}

/** Published worked examples, see `_about` in the file. */
const vectors: Record<'plain_signature' | 'msg_signature_only' | 'decrypt' | 'encrypt', Vector[]> & {
  inbound_xml: { msgtype: string; event: string | null; xml: string }[];
} = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8'));

const keysOf = ({ token, encodingAESKey, appid }: Vector) => ({ token, aesKey: encodingAESKey, appId: appid });

describe("the stand-in's envelope", () => {
  for (const vector of vectors.plain_signature) {
    it(`signs like ${vector.id}`, () => {
      expect(sign(vector.token, vector.timestamp, vector.nonce)).to.equal(vector.signature);
    });
  }

  for (const vector of [...vectors.msg_signature_only, ...vectors.decrypt, ...vectors.encrypt]) {
    if (vector.msg_signature === undefined) continue;
    it(`signs what is sealed like ${vector.id}`, () => {
      expect(sign(vector.token, vector.timestamp, vector.nonce, vector.encrypt)).to.equal(vector.msg_signature);
    });
  }

  for (const vector of [...vectors.decrypt, ...vectors.encrypt]) {
    it(`opens ${vector.id}, and what it seals itself`, () => {
      const keys = keysOf(vector);
      expect(unseal(keys, vector.encrypt)).to.equal(vector.message);
      expect(unseal(keys, seal(keys, vector.message))).to.equal(vector.message);
      expect(() => unseal({ ...keys, appId: 'wx-of-another' }, vector.encrypt)).to.throw('another account');
    });
  }

  for (const vector of vectors.encrypt) {
    it(`seals to the byte like ${vector.id}`, () => {
      expect(seal(keysOf(vector), vector.message, Buffer.from(vector.random16))).to.equal(vector.encrypt);
    });
  }

  it('reads every published message', () => {
    for (const { xml, msgtype, event } of vectors.inbound_xml) {
      const fields = readXml(xml.trim());
      expect([textOf(fields, 'MsgType'), textOf(fields, 'Event')]).to.deep.equal([msgtype, event ?? '']);
    }
  });

  it('brings a text through XML as it was', () => {
    for (const text of ['  你好 ', 'a]]>b', '<xml>&lt;', '1 < 2 && 3', '👨‍👩‍👧\n']) {
      expect(textOf(readXml(writeXml({ Content: text, Other: 1 })), 'Content')).to.equal(text);
    }
  });

  it('takes nothing for XML that is not exactly one element', () => {
    for (const text of [
      'success!',
      '{"a":1}',
      '<xml><A>1',
      '<xml/><xml/>',
      ' <xml></xml>',
      '<a></a>',
      '<xml>\u0001</xml>',
    ]) {
      expect(() => readXml(text), text).to.throw();
    }
    expect(() => textOf(readXml('<xml><A>1</A><A>2</A></xml>'), 'A')).to.throw('not one text');
  });
});
