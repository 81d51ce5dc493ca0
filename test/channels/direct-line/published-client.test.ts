import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Activity, Attachment } from 'botbuilder';
import { expect } from 'chai';
import { createTokens } from '#channels/direct-line/tokens.ts';
import { type EchoServer, startEchoServer } from './echo-server.ts';
import { FetchXMLHttpRequest } from './xml-http-request.ts';

const SECRET = 'suite-secret';
const ONLINE = 2;
const EXPIRED = 3;

/** As much of the published client as a page uses. */
interface Client {
  activity$: Observable<Activity>;
  connectionStatus$: Observable<number>;
  postActivity(activity: object): Observable<string>;
  setUserId(id: string): void;
  getSessionId(): Observable<string>;
  getRetryDelay?: () => number;
  end(): void;
}
interface Observable<T> {
  subscribe(next: (value: T) => void, error?: (error: unknown) => void): { unsubscribe(): void };
}

const here = createRequire(import.meta.url);
// The client of its own, and the one that Web Chat brings along.
const webChat = createRequire(here.resolve('botframework-webchat'));
const versions = new Map([here, webChat].map((load) => [load('botframework-directlinejs/package.json').version, load]));

for (const [version, load] of versions) {
  for (const webSocket of [false, true]) {
    for (const by of ['secret', 'token'] as const) {
      describe(`DirectLineJS ${version} over ${webSocket ? 'a socket' : 'requests'} with a ${by}`, () => {
        runSuite((options) => new (load('botframework-directlinejs').DirectLine)(options), { webSocket, by });
      });
    }
  }
}

function runSuite(
  create: (options: object) => Client,
  { webSocket, by }: { webSocket: boolean; by: 'secret' | 'token' },
) {
  let server: EchoServer;
  let clients: Client[];
  let clock: { ms: number };
  const { XMLHttpRequest } = globalThis;
  const { warn } = console;

  before(() => {
    Object.assign(globalThis, { XMLHttpRequest: FetchXMLHttpRequest });
    // The client warns of each thing that these tests do to it on purpose.
    console.warn = () => {};
  });
  after(() => {
    Object.assign(globalThis, { XMLHttpRequest });
    console.warn = warn;
  });
  beforeEach(async () => {
    clients = [];
    clock = { ms: Date.now() };
    const now = () => clock.ms;
    server = await startEchoServer({
      secret: SECRET,
      now,
      tokens: createTokens({ key: new Uint8Array(32).fill(1), now }),
    });
  });
  afterEach(async () => {
    for (const client of clients) client.end();
    await server.close();
  });

  const mint = async () => {
    const init = { method: 'POST', headers: { authorization: `Bearer ${SECRET}` }, body: '{"User":{"Id":"dl_12345"}}' };
    return (await fetch(`${server.domain}/tokens/generate`, init)).json();
  };
  const connect = async (options: object = {}) => {
    const key = by === 'secret' ? { secret: SECRET } : { token: (await mint()).token };
    const client = create({ domain: server.domain, webSocket, pollingInterval: 200, ...key, ...options });
    client.getRetryDelay = () => 20;
    clients.push(client);
    return client;
  };
  /** The id under which it was taken, once it has also been seen on the activity stream. */
  const say = async (client: Client, said: object) => {
    const mark = randomUUID();
    const activity = { type: 'message', from: { id: 'u-1' }, channelData: { clientActivityID: mark }, ...said };
    const seen = first(client.activity$, ({ channelData }) => channelData?.clientActivityID === mark);
    const id = await first(client.postActivity(activity), () => true);
    expect((await seen).id).to.equal(id);
    return id;
  };

  it('is welcomed in the language it asks for', async () => {
    for (const [locale, text] of [
      ['en-US', 'Welcome'],
      ['zh-CN', '欢迎'],
      [{ x: 'test' }, 'Welcome'],
    ]) {
      const client = await connect({ conversationStartProperties: { locale } });
      await first(client.activity$, (activity) => activity.text === text);
    }
  });

  it('sees its own message, then the echo that answers it', async () => {
    const client = await connect();
    const echo = first(client.activity$, ({ channelData }) => channelData?.originalActivity?.text === 'Hello, World!');
    const id = await say(client, { text: 'Hello, World!' });
    expect((await echo).replyToId).to.equal(id);
  });

  it('speaks under the id it set, unless the token says another', async () => {
    const client = await connect();
    client.setUserId('u_test');
    const expected = by === 'secret' ? 'u_test' : 'dl_12345';
    const seen = first(client.activity$, ({ from, text }) => text === 'who' && from.id === expected);
    await say(client, { text: 'who' });
    await seen;
    expect(await first(client.getSessionId(), () => true))
      .to.be.a('string')
      .and.not.equal('');
  });

  it('uploads two files that come back byte for byte', async () => {
    const client = await connect();
    const attachments = ['surface1.jpg', 'surface2.jpg'].map((name) => ({
      contentType: 'image/jpg',
      contentUrl: `${server.url}/public/assets/${name}`,
      name,
    }));
    const echo = first(client.activity$, ({ channelData }) => channelData?.originalActivity?.attachments?.length === 2);
    await say(client, { text: 'two photos', attachments });
    const { channelData, ...reply } = await echo;
    const received: Attachment[] = channelData.originalActivity.attachments;
    for (const list of [received, reply.attachments ?? []]) {
      expect((await download(list)).sort()).to.deep.equal((await download(attachments)).sort());
    }
  });

  it('takes up the conversation where another page left it, history included', async () => {
    const { token, conversationId } = await mint();
    const client = await connect({ secret: undefined, token });
    await say(client, { text: 'before' });
    client.end();
    const page = await connect({ secret: undefined, token, conversationId, watermark: '0' });
    const texts: string[] = [];
    await first(page.activity$, ({ text, from }) => texts.push(text) > 0 && text === 'before' && from.role === 'bot');
    expect(texts).to.deep.equal(['Welcome', 'before', 'before']);
  });

  it('fails when a message cannot be taken any more', async () => {
    const client = await connect();
    await say(client, { text: 'first' });
    server.log.post = async () => {
      throw Object.assign(new Error('gone'), { code: 'conversation_not_found' });
    };
    const failed = first(client.postActivity({ type: 'message', text: 'second', from: { id: 'u-1' } }), () => true);
    expect(await failed.catch(({ status }) => status)).to.equal(404);
  });

  if (by === 'token') {
    it('learns that its token has expired', async () => {
      const client = await connect();
      await say(client, { text: 'in time' });
      clock.ms += 25 * 3_600_000;
      const told = first(client.connectionStatus$, (status) => status === EXPIRED);
      client.postActivity({ type: 'message', text: 'late', from: { id: 'u-1' } }).subscribe(() => {});
      await told;
    });
  }

  if (webSocket) {
    it('loses nothing when its socket is cut', async () => {
      const client = await connect();
      const texts: string[] = [];
      client.activity$.subscribe(
        ({ text }) => texts.push(text),
        () => {},
      );
      await first(client.connectionStatus$, (status) => status === ONLINE);
      await say(client, { text: 'one' });
      // Beyond the cap the oldest is closed: five others push this client's own socket out.
      const others = await Promise.all(Array.from({ length: 5 }, () => openSocket(server, client)));
      await say(client, { text: 'two' });
      await eventually(() => texts.filter((text) => text === 'two').length >= 2);
      for (const socket of others) socket.close();
      expect(texts).to.include.members(['Welcome', 'one', 'two']);
    });
  }
}

/** Resolves with the first value that fits, and rejects with the error of the stream. */
function first<T>(observable: Observable<T>, fits: (value: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const subscription = observable.subscribe((value) => {
      if (!fits(value)) return;
      resolve(value);
      setImmediate(() => subscription.unsubscribe());
    }, reject);
  });
}

async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function openSocket(server: EchoServer, client: Client): Promise<WebSocket> {
  const { conversationId } = client as unknown as { conversationId: string };
  const headers = { authorization: `Bearer ${SECRET}` };
  const answer = await (await fetch(`${server.domain}/conversations/${conversationId}`, { headers })).json();
  const socket = new WebSocket(answer.streamUrl);
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  return socket;
}

async function download(attachments: { contentUrl?: string }[]): Promise<string[]> {
  const headers = { origin: 'https://elsewhere.example.com' };
  const answers = await Promise.all(attachments.map(({ contentUrl = '' }) => fetch(contentUrl, { headers })));
  for (const answer of answers) expect(answer.headers.get('access-control-allow-origin')).not.to.equal(null);
  return Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer()).toString('base64')));
}
