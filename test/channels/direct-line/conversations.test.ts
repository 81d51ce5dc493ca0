import { expect } from 'chai';
import { aMessage, type Desk, openDesk, SECRET } from './desk.ts';
import { faultsIn } from './schema.ts';

const DAY = 86_400_000;

describe('A resident opens a conversation', () => {
  let desk: Desk;
  let welcomes: string[];

  beforeEach(async () => {
    welcomes = [];
    desk = await openDesk({
      onReceive: async ({ type, conversation, locale }, log) => {
        if (type !== 'conversationUpdate') return;
        welcomes.push(`${conversation.id} ${locale ?? '-'}`);
        await log.append(conversation.id, { type: 'message', text: 'Welcome' });
      },
    });
  });
  afterEach(() => desk.close());

  it('gets 201 the first time, 200 after that, and one welcome only', async () => {
    const token = await desk.tokens.issue({ conversationId: 'c1', userId: 'dl_lin' });
    const first = await desk.ask('POST', '/conversations', {
      token,
      body: { user: { id: 'dl_lin' }, locale: 'zh-CN' },
    });
    const second = await desk.ask('POST', '/conversations', { token });
    expect([first.status, second.status]).to.deep.equal([201, 200]);
    expect(welcomes).to.deep.equal(['c1 zh-CN']);
    for (const { body } of [first, second]) {
      expect(faultsIn('Conversation', body, ['conversationId', 'token', 'expires_in', 'streamUrl'])).to.equal(
        undefined,
      );
      expect(body.conversationId).to.equal('c1');
    }
  });

  it('is welcomed once although two tabs start at the same moment', async () => {
    const token = await desk.tokens.issue({ conversationId: 'c2', userId: 'dl_lin' });
    const starts = await Promise.all([1, 2, 3].map(() => desk.ask('POST', '/conversations', { token })));
    expect(starts.map(({ status }) => status).sort()).to.deep.equal([200, 200, 201]);
    expect(welcomes).to.have.length(1);
  });

  it('is let in although the language tag is nonsense', async () => {
    const token = await desk.tokens.issue({ conversationId: 'c3', userId: 'dl_lin' });
    const { status } = await desk.ask('POST', '/conversations', { token, body: { locale: { x: 'test' } } });
    expect(status).to.equal(201);
    expect(welcomes).to.deep.equal(['c3 -']);
  });

  it('can post with the token that a start, a reconnect or a refresh handed out', async () => {
    const { id, token } = await desk.enter();
    const again = await desk.ask('GET', `/conversations/${id}`, { token });
    const fresh = await desk.ask('POST', '/tokens/refresh', { token });
    expect(faultsIn('Conversation', again.body, ['conversationId', 'token', 'streamUrl'])).to.equal(undefined);
    expect(faultsIn('Conversation', fresh.body, ['conversationId', 'token', 'expires_in'])).to.equal(undefined);
    for (const renewed of [again, fresh]) {
      const body = aMessage('hello');
      const posted = await desk.ask('POST', `/conversations/${id}/activities`, {
        token: String(renewed.body.token),
        body,
      });
      expect(posted.status).to.equal(200);
    }
  });

  it('may renew a token for as long as it has not expired, and after that hears TokenExpired everywhere', async () => {
    const { id, token } = await desk.enter();
    desk.clock.ms += DAY - 1000;
    expect((await desk.ask('POST', '/tokens/refresh', { token })).status).to.equal(200);
    desk.clock.ms += 2000;
    const asked = await Promise.all([
      desk.ask('POST', '/tokens/refresh', { token }),
      desk.ask('POST', '/conversations', { token }),
      desk.ask('GET', `/conversations/${id}`, { token }),
      desk.ask('GET', `/conversations/${id}/activities`, { token }),
      desk.ask('POST', `/conversations/${id}/activities`, { token, body: aMessage('late') }),
      desk.ask('POST', `/conversations/${id}/upload`, { token, body: new Uint8Array([1]) }),
    ]);
    expect(asked.map(({ status }) => status)).to.deep.equal([403, 403, 403, 403, 403, 403]);
    expect(new Set(asked.map(({ body }) => body.error?.code))).to.deep.equal(new Set(['TokenExpired']));
  });

  it('cannot open the conversation of a neighbour', async () => {
    const mine = await desk.enter('dl_lin');
    const theirs = await desk.enter('dl_wang');
    const { token } = mine;
    const asked = await Promise.all([
      desk.ask('GET', `/conversations/${theirs.id}`, { token }),
      desk.ask('GET', `/conversations/${theirs.id}/activities`, { token }),
      desk.ask('POST', `/conversations/${theirs.id}/activities`, { token, body: aMessage('spy') }),
      desk.ask('POST', `/conversations/${theirs.id}/upload`, { token, body: new Uint8Array([1]) }),
    ]);
    expect(asked.map(({ status }) => status)).to.deep.equal([403, 403, 403, 403]);
  });

  it('is turned away with a token that was altered, unsigned, or made for something else', async () => {
    const { id, token } = await desk.enter();
    const [head = '', body = '', signature = ''] = token.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const ticket = await desk.tokens.issueTicket({ conversationId: id, userId: 'dl_lin' });
    const link = await desk.tokens.issueFileLink({ conversationId: id, fileId: 'x' });
    const forged = [`${head}.${body}x.${signature}`, `${none}.${body}.`, ticket, link, 'nonsense'];
    for (const token of forged) {
      const { status, body } = await desk.ask('GET', `/conversations/${id}`, { token });
      expect([status, body.error?.code]).to.deep.equal([403, 'Forbidden']);
    }
  });

  it('hears 401 without a token, and 404 for a conversation that was never started', async () => {
    const { id } = await desk.enter();
    const token = await desk.tokens.issue({ conversationId: 'unborn', userId: 'dl_lin' });
    expect((await desk.ask('GET', `/conversations/${id}`)).status).to.equal(401);
    const basic = { authorization: 'Basic abc' };
    expect((await desk.ask('GET', `/conversations/${id}`, { headers: basic })).status).to.equal(401);
    expect((await desk.ask('GET', '/conversations/unborn', { token })).status).to.equal(404);
    const post = await desk.ask('POST', '/conversations/unborn/activities', { token, body: aMessage('hi') });
    expect([post.status, post.body.error?.code]).to.deep.equal([404, 'ConversationNotFound']);
  });

  it('gets a session id, which clients ask for', async () => {
    const { token } = await desk.enter();
    const { status, body } = await desk.ask('GET', '/session/getsessionid', { token });
    expect(status).to.equal(200);
    expect(body.sessionId).to.be.a('string');
  });
});

describe("The owner's server generates tokens", () => {
  let desk: Desk;
  afterEach(() => desk.close());

  it('with the secret, for the user it names in either spelling, or for a new one', async () => {
    desk = await openDesk();
    for (const body of [{ user: { id: 'dl_1', name: '林' } }, { User: { Id: 'dl_1', Name: '林' } }, undefined]) {
      const answer = await desk.ask('POST', '/tokens/generate', { token: SECRET, body });
      expect(answer.status).to.equal(200);
      expect(faultsIn('Conversation', answer.body, ['conversationId', 'token', 'expires_in'])).to.equal(undefined);
      const claims = await desk.tokens.verify(String(answer.body.token));
      expect(claims.userId).to.match(body ? /^dl_1$/ : /^dl_.{20}/);
      expect(await desk.log.find(claims.conversationId)).to.equal(undefined);
    }
  });

  it('but not for a user id that anybody could have made up', async () => {
    desk = await openDesk();
    const { status } = await desk.ask('POST', '/tokens/generate', { token: SECRET, body: { user: { id: 'lin' } } });
    expect(status).to.equal(400);
  });

  it('and a page of another origin than the trusted ones cannot use them', async () => {
    desk = await openDesk();
    const trustedOrigins = ['https://estate.example.com'];
    const { body } = await desk.ask('POST', '/tokens/generate', { token: SECRET, body: { trustedOrigins } });
    const token = String(body.token);
    const from = (origin: string) => desk.ask('POST', '/conversations', { token, headers: { origin } });
    expect((await from('https://evil.example.com')).status).to.equal(403);
    expect((await from('https://estate.example.com')).status).to.equal(201);
  });

  it('and nobody does where no secret is configured, or with a token', async () => {
    desk = await openDesk({ secret: undefined });
    const { token } = await desk.enter();
    expect((await desk.ask('POST', '/tokens/generate', { token: SECRET })).status).to.equal(403);
    expect((await desk.ask('POST', '/tokens/generate', { token })).status).to.equal(403);
    expect((await desk.ask('POST', '/tokens/generate')).status).to.equal(401);
  });

  it('and may use the secret for every other call', async () => {
    desk = await openDesk();
    const token = SECRET;
    const started = await desk.ask('POST', '/conversations', { token, body: { user: { id: 'u_test' } } });
    const path = `/conversations/${started.body.conversationId}`;
    expect(started.status).to.equal(201);
    expect((await desk.ask('GET', path, { token })).status).to.equal(200);
    const body = { ...aMessage('hi'), from: { id: 'u_test' } };
    expect((await desk.ask('POST', `${path}/activities`, { token, body })).status).to.equal(200);
    const { body: set } = await desk.ask('GET', `${path}/activities`, { token });
    expect(set.activities?.at(-1)?.from).to.deep.include({ id: 'u_test', role: 'user' });
    const nobody = await desk.ask('POST', `${path}/activities`, { token, body: { type: 'message', text: 'who' } });
    expect([nobody.status, nobody.body.error?.code]).to.deep.equal([400, 'MissingProperty']);
  });
});
