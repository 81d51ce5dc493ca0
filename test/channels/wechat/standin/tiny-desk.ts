import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Keys, seal, sign, unseal } from './crypto.ts';
import type { StandinSettings } from './standin.ts';
import { type Fields, readXml, textOf, writeXml } from './xml.ts';

/** An account for tests of the stand-in. */
export const ACCOUNT = {
  token: 'AAAAA',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  appId: 'wxba5fad812f8e6fb9',
  appSecret: 'a-made-up-secret',
  ghId: 'gh_97417a04a28d',
  mode: 'secure',
} satisfies StandinSettings;

/** What the desk does with a message: words to answer with, '' for `success`, or the answer itself. */
export type Behave = (message: Fields, res: ServerResponse) => string | undefined | Promise<string | undefined>;

/** A desk of the least kind: no dedupe, no deadline. It remembers what it was sent. */
export interface TinyDesk {
  url: string;
  /** The messages of every request, retries and copies too. */
  received: Fields[];
  /** The parameters of every request's URL. */
  queries: Record<string, string>[];
  close(): Promise<void>;
}

/** Starts a desk for `keys`; plain text is read and written when there is nothing encrypted. */
export async function startTinyDesk(keys: Keys, behave: Behave): Promise<TinyDesk> {
  const received: Fields[] = [];
  const queries: Record<string, string>[] = [];
  const serve = async (req: IncomingMessage, res: ServerResponse) => {
    const query = Object.fromEntries(new URL(req.url ?? '', 'http://desk').searchParams);
    if (req.method === 'GET')
      return void res.end(
        sign(keys.token, query.timestamp ?? '', query.nonce ?? '') === query.signature ? query.echostr : '',
      );
    const outer = readXml(Buffer.concat(await req.toArray()).toString());
    const encrypted = textOf(outer, 'Encrypt');
    const message = encrypted ? readXml(unseal(keys, encrypted)) : outer;
    received.push(message);
    queries.push(query);
    const words = await behave(message, res);
    if (words !== undefined) res.end(words && reply(message, words, encrypted ? keys : undefined));
  };
  const server = createServer((req, res) => void serve(req, res).catch(() => res.writeHead(403).end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat`,
    received,
    queries,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A passive text reply to `message`, sealed when there are `keys`. */
export function reply(message: Fields, words: string, keys?: Keys): string {
  const now = Math.floor(Date.now() / 1000);
  const [ToUserName, FromUserName] = [textOf(message, 'FromUserName'), textOf(message, 'ToUserName')];
  const xml = writeXml({ ToUserName, FromUserName, CreateTime: now, MsgType: 'text', Content: words });
  if (!keys) return xml;
  const Encrypt = seal(keys, xml);
  return writeXml({ Encrypt, MsgSignature: sign(keys.token, `${now}`, '1', Encrypt), TimeStamp: now, Nonce: '1' });
}
