import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { directLineError } from '#channels/direct-line/errors.ts';
import { isDirectLinePath } from '#channels/direct-line/service.ts';
import { type Answer, aMessage, type Desk, openDesk, SECRET } from './desk.ts';
import { faultsIn } from './schema.ts';

describe('A client that does something wrong', () => {
  let desk: Desk;
  let id: string;
  let token: string;

  beforeEach(async () => {
    desk = await openDesk({ limits: { startsPerMinute: 20 } });
    ({ id, token } = await desk.enter());
  });
  afterEach(() => desk.close());

  const expectError = ({ status, body }: Answer, expected: number, code?: string) => {
    expect(status).to.equal(expected);
    expect(faultsIn('ErrorResponse', body)).to.equal(undefined);
    expect(body.error?.code).to.be.a('string').and.not.equal('');
    expect(body.error?.message).to.be.a('string').and.not.equal('');
    if (code) expect(body.error?.code).to.equal(code);
  };

  it('hears so in the form of Direct Line, whatever it was', async () => {
    const post = (body: unknown) => desk.ask('POST', `/conversations/${id}/activities`, { token, body });
    expectError(await post('{"type":'), 400, 'BadArgument');
    expectError(await post('[]'), 400, 'BadArgument');
    expectError(await post('null'), 400, 'BadArgument');
    expectError(await post(''), 400, 'BadArgument');
    expectError(await post({ text: 'no type' }), 400, 'MissingProperty');
    expectError(await post({ type: 'message', text: { a: 1 } }), 400, 'BadArgument');
    expectError(await desk.ask('POST', '/conversations', { token, body: '{' }), 400, 'BadArgument');
    expectError(await desk.ask('GET', '/nothing/here', { token }), 404, 'NotFound');
    expectError(await desk.ask('GET', '', { token }), 404, 'NotFound');
    expectError(await desk.ask('GET', '/conversations/%zz', { token }), 404, 'NotFound');
    expectError(await desk.ask('DELETE', `/conversations/${id}`, { token }), 405, 'MethodNotAllowed');
    expectError(await desk.ask('GET', '/tokens/generate', { token }), 405, 'MethodNotAllowed');
    expect((await desk.ask('PUT', `/conversations/${id}/activities`, { token })).headers.get('allow')).to.contain(
      'POST',
    );
  });

  it('is stopped at 64 KiB, announced or not, and can go on afterwards', async () => {
    const path = `/conversations/${id}/activities`;
    const large = JSON.stringify(aMessage('长'.repeat(40_000)));
    expectError(await desk.ask('POST', path, { token, body: large }), 413, 'MessageSizeTooBig');
    const bytes = new TextEncoder().encode(large);
    const body = Readable.from([bytes.slice(0, 70_000), bytes.slice(70_000)]);
    const headers = { authorization: `Bearer ${token}` };
    const init = { method: 'POST', headers, body, duplex: 'half' } as unknown as RequestInit;
    expect((await fetch(`${desk.url}/v3/directline${path}`, init)).status).to.equal(413);
    expect((await desk.ask('POST', path, { token, body: aMessage('短') })).status).to.equal(200);
  });

  it('may break off in the middle of a message, and nobody else notices', async () => {
    const line = connect(Number(new URL(desk.url).port), '127.0.0.1');
    const head = `POST /v3/directline/conversations/${id}/activities HTTP/1.1\r\nHost: desk\r\n`;
    line.write(`${head}Authorization: Bearer ${token}\r\nContent-Length: 500\r\n\r\n{"type":`);
    line.end();
    await once(line.resume(), 'close');
    const read = await desk.ask('GET', `/conversations/${id}/activities`, { token });
    expect(read.body.activities).to.deep.equal([]);
    expect(desk.errors).to.deep.equal([]);
  });

  it('must wait when it floods starts, while messages are taken all the same', async () => {
    const starts = await Promise.all(Array.from({ length: 30 }, () => desk.ask('POST', '/conversations', { token })));
    const refused = starts.filter(({ status }) => status === 429);
    expect(refused.length).to.be.above(0).and.below(30);
    for (const answer of refused) {
      expectError(answer, 429, 'TooManyRequests');
      expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 60);
    }
    const path = `/conversations/${id}/activities`;
    const posts = Array.from({ length: 200 }, (_, index) =>
      desk.ask('POST', path, { token, body: aMessage(`${index}`) }),
    );
    expect(new Set((await Promise.all(posts)).map(({ status }) => status))).to.deep.equal(new Set([200]));
    expect((await desk.ask('POST', '/tokens/generate', { token: SECRET })).status).to.equal(200);
    desk.clock.ms += 61_000;
    expect((await desk.ask('POST', '/conversations', { token })).status).to.equal(200);
  });

  it('never finds a private answer in a shared cache', async () => {
    for (const path of [`/conversations/${id}`, `/conversations/${id}/activities`, '/nothing']) {
      expect((await desk.ask('GET', path, { token })).headers.get('cache-control')).to.equal('no-store');
    }
  });

  it('leaves other paths of the server to their owners', async () => {
    const elsewhere = await fetch(`${desk.url}/v3/directlines`);
    expect(await elsewhere.json()).to.have.property('code', 'ResourceNotFound');
    expect(['/v3/directline', '/v3/directline/x', '/v3/directline?x'].every(isDirectLinePath)).to.equal(true);
    expect(['/v3/directlines', '/v3', '/'].some(isDirectLinePath)).to.equal(false);
    expect(directLineError('A', 'b')).to.deep.equal({ error: { code: 'A', message: 'b' } });
  });
});

describe('A page of another origin', () => {
  let desk: Desk;
  afterEach(() => desk.close());

  const origin = 'https://www.example.com';
  const preflight = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,x-ms-bot-agent,x-requested-with',
  };

  it('may call with credentials where no origins are named, and its preflight answers 200', async () => {
    desk = await openDesk();
    const { token, id } = await desk.enter();
    const asked = await desk.ask('OPTIONS', '/conversations', { headers: preflight });
    expect(asked.status).to.equal(200);
    expect(asked.headers.get('access-control-allow-origin')).to.equal(origin);
    expect(asked.headers.get('access-control-allow-credentials')).to.equal('true');
    for (const name of preflight['access-control-request-headers'].split(',')) {
      expect(asked.headers.get('access-control-allow-headers')).to.contain(name);
    }
    expect(asked.headers.get('access-control-allow-methods')).to.contain('POST');
    const called = await desk.ask('GET', `/conversations/${id}`, { token, headers: { origin } });
    expect(called.headers.get('access-control-allow-origin')).to.equal(origin);
    expect(called.headers.get('vary')).to.contain('Origin');
  });

  it('is refused where it is not among the named ones, while our own page and programs pass', async () => {
    desk = await openDesk({ allowedOrigins: ['https://estate.example.com'] });
    const { token, id } = await desk.enter();
    const from = (headers?: Record<string, string>) => desk.ask('GET', `/conversations/${id}`, { token, headers });
    const foreign = await from({ origin });
    expect(foreign.status).to.equal(403);
    expect(foreign.headers.get('access-control-allow-origin')).to.equal(null);
    expect((await from({ origin: 'https://estate.example.com' })).status).to.equal(200);
    expect((await from({ origin: desk.url })).status).to.equal(200);
    expect((await from()).status).to.equal(200);
  });
});
