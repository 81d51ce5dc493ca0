import { expect } from 'chai';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { aClerk, aWaitingChat, Browser, PASSWORD, type RunningDesk, startDesk } from './desk.ts';

describe('Calls that the console itself did not make', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  let chen: Browser;

  before(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    desk = await startDesk(storage);
    chen = await aClerk(desk, storage, { name: 'chen' });
  });
  after(async () => {
    await desk.stop();
    await storage.close();
    await place.remove();
    expect(desk.errors).to.deep.equal([]);
  });

  it("Another site cannot claim a chat with a clerk's cookie, whatever it sends", async () => {
    const chat = await aWaitingChat(storage);
    const path = `conversations/${chat}/claim`;
    const headers: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'x-lobby-csrf': 'guessed' },
      { 'x-lobby-csrf': '' },
    ];
    for (const one of headers) {
      const { status, error } = await chen.post(path, {}, one);
      expect([status, error?.code], JSON.stringify(one)).to.deep.equal([403, 'forbidden']);
    }
    expect((await chen.post(path, {}, { 'sec-fetch-site': 'same-origin' })).status).to.equal(204);
  });

  it('Another site cannot sign a browser in under its own account', async () => {
    const { status } = await new Browser(desk).post(
      'sign-in',
      { name: 'chen', password: PASSWORD },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect(status).to.equal(403);
  });

  it('Another site cannot listen to the news', async () => {
    expect((await chen.get('events', { 'sec-fetch-site': 'cross-site' })).status).to.equal(403);
    expect((await chen.get('events', { origin: 'https://evil.example' })).status).to.equal(403);
  });

  it("A form's body is refused: only JSON is taken", async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      const { status, error } = await chen.post(
        'sign-in',
        { name: 'chen', password: PASSWORD },
        { 'content-type': type },
      );
      expect([status, error?.code], type).to.deep.equal([400, 'bad-request']);
    }
  });

  it("Behind a proxy the desk's public address is the one whose pages may call", async () => {
    const proxied = await startDesk(storage, { publicUrl: 'https://desk.example.com' });
    const browser = new Browser(proxied);
    const signIn = (origin: string) => browser.post('sign-in', { name: 'chen', password: PASSWORD }, { origin });
    expect((await signIn('https://desk.example.com')).status).to.equal(200);
    expect((await signIn(new URL(proxied.url).origin)).status).to.equal(403);
    await proxied.stop();
  });
});

describe('Calls that make no sense', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  let chen: Browser;

  before(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    desk = await startDesk(storage);
    chen = await aClerk(desk, storage, { name: 'chen' });
  });
  after(async () => {
    await desk.stop();
    await storage.close();
    await place.remove();
    expect(desk.errors).to.deep.equal([]);
  });

  it('An address that does not exist is not found, in the same shape as every error', async () => {
    for (const path of ['nothing', 'queue/more', 'conversations/x/y/z', '..%2fme']) {
      const { status, error } = await chen.get(path);
      expect([status, error?.code], path).to.deep.equal([404, 'not-found']);
    }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const { status, error } = await chen.ask('queue', { method });
      expect([status, error?.code], method).to.deep.equal([404, 'not-found']);
    }
  });

  it('A body that is too long, not JSON, or of another shape is refused, and the desk goes on', async () => {
    const json = { 'content-type': 'application/json' };
    const ask = (body: BodyInit, more: RequestInit = {}) =>
      new Browser(desk).ask('sign-in', { method: 'POST', headers: json, body, ...more });
    expect((await ask('{"name":')).error?.code).to.equal('bad-request');
    expect((await ask('[]')).status).to.equal(400);
    expect((await ask('null')).status).to.equal(400);
    expect((await ask('{"name":"chen","password":{}}')).error?.field).to.equal('password');
    expect((await ask(JSON.stringify({ name: 'chen', password: 'x'.repeat(70_000) }))).status).to.equal(413);
    const endless = new ReadableStream({ pull: (to) => to.enqueue(new TextEncoder().encode('x'.repeat(8192))) });
    const cut = await ask(endless, { duplex: 'half' } as RequestInit).catch(() => ({ status: 413 }));
    expect(cut.status).to.equal(413);
    expect((await chen.get('me')).status).to.equal(200);
  });

  it('A query that cannot be read names its field', async () => {
    const queries = {
      limit: 'conversations?limit=many',
      from: 'conversations?from=-1',
      before: 'conversations?before=x',
      owner: 'conversations?owner=cat',
      state: 'tickets?state=gone',
    };
    for (const [field, path] of Object.entries(queries)) {
      const { status, error } = await chen.get(path);
      expect([status, error?.code, error?.field]).to.deep.equal([400, 'bad-request', field]);
    }
  });

  it('Every answer is private data and nothing a browser would run', async () => {
    for (const path of ['me', 'queue', 'nothing']) {
      const { headers } = await chen.get(path);
      expect(headers.get('content-type')).to.equal('application/json; charset=utf-8');
      expect(headers.get('cache-control')).to.equal('no-store');
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('content-security-policy')).to.include("default-src 'none'");
    }
  });
});
