import { request } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { expect } from 'chai';
import { buildPages } from '#web/build.ts';
import { type Desk, startDesk } from './desk-page.ts';

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer };

describe('how the pages are served', function () {
  this.timeout(120_000);
  let desk: Desk;

  before(async () => {
    await buildPages({ only: 'chat' });
  });
  beforeEach(async () => {
    desk = await startDesk();
  });
  afterEach(() => desk.stop());

  /** As it comes over the wire: `fetch` would tidy up paths and undo the coding. */
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET', body = '') =>
    new Promise<Answer>((resolve, reject) => {
      const { hostname, port } = new URL(desk.url);
      const call = request({ hostname, port, path, method, headers, agent: false }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
      call.on('error', reject).end(body);
    });
  const page = async (path = '/', headers = {}) => (await ask(path, headers)).body.toString();
  const assets = async () =>
    [...(await page()).matchAll(/(?:src|href)="(\/chat\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');

  it('stands complete without script: name, hours, phones, topics', async () => {
    const html = await page();
    for (const part of ['晴湖花园', '08:30–18:00', 'tel:02080001234', '020-8000 5678', '人工', '虚构']) {
      expect(html).to.include(part);
    }
    expect(await page('/?lang=en'))
      .to.include('Qinghu Garden')
      .and.include('A person');
  });

  it('writes facts from the handbook as text, whatever they hold', async () => {
    const evil = '</script><script>alert("1")</script>';
    desk.settings.facts = {
      officeName: { zh: evil, en: evil },
      hours: evil,
      phones: { reception: `1"${evil}`, night: '' },
      topics: [{ key: evil, label: evil, says: evil }],
      notice: evil,
    };
    expect((await page()).match(/<script(?! type="module"| type="application\/json"| defer)/g)).to.equal(null);
  });

  it('chooses the language by the address, then the cookie, then the browser, else Chinese', async () => {
    expect(await page()).to.include('lang="zh-CN"');
    expect(await page('/', { 'accept-language': 'fr, en-US;q=0.8' })).to.include('<html lang="en"');
    expect(await page('/', { 'accept-language': 'en', cookie: 'a=b; lobby_lang=zh-CN' })).to.include(
      '<html lang="zh-CN"',
    );
    const { headers } = await ask('/?lang=en');
    expect(String(headers['set-cookie'])).to.match(/^lobby_lang=en; Path=\/; .*SameSite=Lax/);
  });

  it('sends a strict policy with a new nonce each time, and lets only named sites embed the page', async () => {
    const first = await ask('/');
    const policy = String(first.headers['content-security-policy']);
    const { host } = new URL(desk.url);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(policy).not.to.include('unsafe');
    expect(policy).to.include("default-src 'none'").and.include("frame-ancestors 'none'").and.include(`ws://localhost`);
    expect(policy).to.not.include(`${host} http`);
    expect(first.body.toString()).to.include(`nonce="${nonce}"`);
    expect(policy).not.to.equal((await ask('/')).headers['content-security-policy']);
    expect(first.headers['cache-control']).to.equal('no-store');
    expect(first.headers['permissions-policy']).to.include('microphone=()');
    desk.settings.frameAncestors = ['https://www.example.com'];
    await desk.stop();
    await desk.start();
    const embeddable = String((await ask('/')).headers['content-security-policy']);
    expect(embeddable).to.include('frame-ancestors https://www.example.com;');
  });

  it('lets no Host header into the policy that is more than a host', async () => {
    const { headers } = await ask('/', { host: "a;'unsafe-inline'" });
    expect(String(headers['content-security-policy'])).not.to.include('unsafe');
  });

  it('knows the page of an estate and says kindly that another does not exist', async () => {
    expect((await ask('/e/qinghu')).status).to.equal(200);
    const unknown = await ask('/e/nowhere');
    expect(unknown.status).to.equal(404);
    expect(unknown.body.toString()).to.include('没有找到这个小区');
  });

  it('sends assets compressed, to be kept for ever, and not twice', async () => {
    const [path = ''] = (await assets()).filter((asset) => asset.includes('webchat-'));
    const plain = await ask(path);
    const small = await ask(path, { 'accept-encoding': 'gzip, deflate, br' });
    expect(small.headers['content-encoding']).to.equal('br');
    expect(small.headers['cache-control']).to.equal('public, max-age=31536000, immutable');
    expect(small.headers['content-type']).to.match(/^text\/javascript/);
    expect(small.body.length).to.be.lessThan(400_000);
    expect(brotliDecompressSync(small.body).equals(plain.body)).to.equal(true);
    expect((await ask(path, { 'accept-encoding': 'br;q=0, gzip' })).headers['content-encoding']).to.equal('gzip');
    const again = await ask(path, { 'accept-encoding': 'br', 'if-none-match': String(small.headers.etag) });
    expect([again.status, again.body.length]).to.deep.equal([304, 0]);
  });

  it('answers HEAD like GET, without the body', async () => {
    const [path = ''] = await assets();
    for (const address of ['/', path, '/favicon.svg']) {
      const { status, body } = await ask(address, {}, 'HEAD');
      expect([status, body.length], address).to.deep.equal([200, 0]);
    }
  });

  for (const path of [
    '/chat/assets/../build.json',
    '/chat/assets/..%2fbuild.json',
    '/chat/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/chat/assets/..%5c..%5cpackage.json',
    '/chat/assets//etc/passwd',
    '/console/assets/../../../package.json',
    '/chat/assets/',
  ]) {
    it(`gives nothing for ${path}`, async () => {
      expect((await ask(path)).status).to.be.oneOf([400, 404]);
    });
  }

  describe('sessions', () => {
    const post = (headers: Record<string, string> = {}, body = '{"estate":"qinghu","locale":"zh-CN"}') =>
      ask('/chat/session', headers, 'POST', body);
    const cookieOf = ({ headers }: Answer) => /lobby_chat=([^;]+)/.exec(String(headers['set-cookie']))?.[1] ?? '';

    it('gives a visitor the same conversation again by a cookie that no script can read', async () => {
      const first = await post();
      const { token, conversationId } = JSON.parse(first.body.toString());
      expect(token).to.be.a('string');
      expect(String(first.headers['set-cookie'])).to.include('HttpOnly').and.include('SameSite=Lax');
      expect(first.body.toString()).not.to.include('cookie');
      const again = await post({ cookie: `lobby_chat=${cookieOf(first)}` });
      expect(JSON.parse(again.body.toString()).conversationId).to.equal(conversationId);
    });

    it('puts the token of a known visitor into the page, and none for anybody else', async () => {
      const cookie = cookieOf(await post());
      expect(await page('/', { cookie: `lobby_chat=${cookie}` })).to.include('"conversationId"');
      expect(await page()).not.to.include('"conversationId"');
      expect(await page('/', { cookie: 'lobby_chat=made-up' })).not.to.include('"conversationId"');
    });

    it('refuses other sites, other estates, nonsense and floods', async () => {
      expect((await post({ 'sec-fetch-site': 'cross-site' })).status).to.equal(403);
      expect((await post({ 'sec-fetch-site': 'same-site' })).status).to.equal(403);
      expect((await post({ origin: 'https://elsewhere.example' })).status).to.equal(403);
      expect((await post({ origin: desk.url, host: new URL(desk.url).host })).status).to.equal(200);
      expect((await post({}, '{"estate":"nowhere"}')).status).to.equal(404);
      expect((await post({}, 'not json')).status).to.equal(400);
      expect((await post({}, 'null')).status).to.equal(400);
      expect((await post({}, `{"estate":"${'x'.repeat(5000)}"}`)).status).to.equal(400);
      const answers = await Promise.all(Array.from({ length: 70 }, () => post()));
      expect(answers.map(({ status }) => status)).to.include(429);
    });
  });
});
