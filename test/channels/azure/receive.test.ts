import { expect } from 'chai';
import { findConversation } from '#records/conversations.ts';
import { type AzureDoor, aMessage, openDoor } from './door.ts';
import { SERVICE_URL } from './microsoft.ts';

describe('Azure door: what comes in', () => {
  let door: AzureDoor;
  beforeEach(async () => {
    door = await openDoor();
  });
  afterEach(() => door.close());

  const codeOf = (text: string) => (JSON.parse(text) as { error: { code: string } }).error.code;

  // First, while the SDK has no keys yet: it keeps them for a day.
  it('a call whose replies would go elsewhere is refused before anything is fetched', async () => {
    for (const serviceUrl of [
      'https://evil.example/',
      'http://smba.trafficmanager.net/amer/',
      'https://smba.trafficmanager.net:8443/',
      'https://smba.trafficmanager.net@evil.example/',
      'https://smba.trafficmanager.net.evil.example/',
      'https://user:word@smba.trafficmanager.net/',
      'https://botframework.com.evil.example/',
      'https://evilbotframework.com/',
      'urn:botframework:websocket:wss://evil.example',
    ]) {
      const Authorization = await door.microsoft.sign(door.appId, { serviceUrl });
      const { status, text } = await door.call(JSON.stringify(aMessage({ serviceUrl })), { Authorization });
      expect([status, codeOf(text)], serviceUrl).to.deep.equal([403, 'foreign-service']);
    }
    expect(door.microsoft.visited).to.deep.equal([]);
    expect(await door.log()).to.deep.equal([]);
  });

  it('while the signing keys cannot be fetched the operator is told and the channel may try again', async () => {
    door.microsoft.away.add('login.botframework.com');
    expect(await door.receive(aMessage())).to.equal(503);
    expect(door.errors).to.deep.equal(['azure-check-failed']);
    door.microsoft.away.clear();
    expect(await door.receive(aMessage())).to.equal(200);
  });

  it('a signed message is in the log once, however often the channel delivers it', async () => {
    expect(await door.receive(aMessage())).to.equal(200);
    expect(await door.receive(aMessage())).to.equal(200);
    const copies = await Promise.all([1, 2, 3, 4].map(() => door.receive(aMessage({ id: 'teams-2', text: '还在漏' }))));
    expect(copies).to.deep.equal([200, 200, 200, 200]);
    const [first, second, ...rest] = await door.log();
    expect(rest).to.deep.equal([]);
    expect([first?.text, second?.text]).to.deep.equal(['厨房水龙头漏水', '还在漏']);
    expect(first).to.include({ channel: 'azure', role: 'resident', from_id: '29:lin', from_name: '林女士' });
    expect(door.errors).to.deep.equal([]);
  });

  it('the conversation waits for its turn and knows its address at the channel', async () => {
    await door.receive(aMessage({ locale: 'en-GB' }));
    const [row] = await door.log();
    const conversation = await findConversation(door.storage.db, row?.conversation_id ?? '');
    expect(conversation).to.include({
      estate_id: 'qhhy',
      locale: 'en',
      inbound_seq: 1,
      turned_seq: 0,
      user_name: '林女士',
    });
    expect(conversation?.id).to.match(/^azure\|[0-9a-f]{64}$/);
    expect(JSON.parse(conversation?.reference ?? '')).to.deep.equal({
      channelId: 'msteams',
      serviceUrl: SERVICE_URL,
      conversation: { id: 'a:1/林', conversationType: 'personal', tenantId: 'a-tenant' },
      user: { id: '29:lin', name: '林女士', aadObjectId: 'o-1' },
      bot: { id: '28:desk', name: '物业前台' },
      locale: 'en-GB',
    });
  });

  it("Microsoft's key for one channel does not open the door to another", async () => {
    const Authorization = await door.microsoft.sign(door.appId);
    const foreign = JSON.stringify(aMessage({ channelId: 'slack' }));
    expect((await door.call(foreign, { Authorization })).status, 'a key not endorsed for Slack').to.equal(401);
    expect(await door.log()).to.deep.equal([]);
  });

  it('whoever has not signed, or not for this bot, is turned away and leaves nothing', async () => {
    const body = JSON.stringify(aMessage());
    const { sign } = door.microsoft;
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
    const claims = Buffer.from(JSON.stringify({ iss: 'https://api.botframework.com', aud: door.appId }));
    const headers = {
      nothing: '',
      'another scheme': 'Basic bG9iYnk6bG9iYnk=',
      'no token at all': 'Bearer a.b.c',
      'a token that is not JSON': `Bearer ${unsigned}.${Buffer.from('{').toString('base64url')}.x`,
      'algorithm none': `Bearer ${unsigned}.${claims.toString('base64url')}.x`,
      'another bot': await sign('00000000-0000-0000-0000-000000000000'),
      "a stranger's key": await sign(door.appId, { byStranger: true }),
      yesterday: await sign(door.appId, { expires: '-1d' }),
      'another service': await sign(door.appId, { serviceUrl: 'https://smba.trafficmanager.net/emea/' }),
    };
    for (const [kind, Authorization] of Object.entries(headers)) {
      const { status, text } = await door.call(body, Authorization ? { Authorization } : {});
      expect([status, codeOf(text)], kind).to.deep.equal([401, 'unauthorized']);
    }
    expect(await door.log()).to.deep.equal([]);
    expect(door.errors).to.deep.equal([]);
  });

  it('a body that is no activity gets 400, one that is too large 413', async () => {
    const Authorization = await door.microsoft.sign(door.appId);
    const broken = ['', '{', '{}', '[]', 'null', '7', '{"type":"message"}', '{"type":7}'];
    const { channelId: _, ...nameless } = aMessage();
    for (const body of [...broken, JSON.stringify(nameless), JSON.stringify(aMessage({ from: null }))]) {
      const { status, text } = await door.call(body, { Authorization });
      expect([status, codeOf(text)], body).to.deep.equal([400, 'bad-request']);
    }
    const large = await door.call(JSON.stringify(aMessage({ text: '水'.repeat(100_000) })), { Authorization });
    expect([large.status, codeOf(large.text)]).to.deep.equal([413, 'too-large']);
    expect(await door.log()).to.deep.equal([]);
  });

  it('a resident who arrives gets a turn, the desk itself does not', async () => {
    const arrival = (id: string, members: string[]) =>
      aMessage({ type: 'conversationUpdate', id, text: undefined, membersAdded: members.map((one) => ({ id: one })) });
    expect(await door.receive(arrival('u-1', ['28:desk']))).to.equal(200);
    expect(await door.log()).to.deep.equal([]);
    expect(await door.receive(arrival('u-2', ['28:desk', '29:lin']))).to.equal(200);
    const [row] = await door.log();
    expect(row).to.include({ type: 'conversationUpdate', role: 'system', visibility: 'staff', from_id: '29:lin' });
  });

  it('a file is noted by its name; its address is neither kept nor fetched', async () => {
    const visitedBefore = door.microsoft.visited.length;
    const attachments = [
      { contentType: 'image/png', contentUrl: 'https://evil.example/leak.png', name: '漏水.png' },
      { contentType: 'text/html', content: '<p>厨房水龙头漏水</p>' },
    ];
    expect(await door.receive(aMessage({ attachments }))).to.equal(200);
    const [row] = await door.log();
    expect(JSON.parse(row?.body ?? '')).to.deep.equal({
      attachments: [{ contentType: 'image/png', name: '漏水.png' }],
    });
    expect(door.microsoft.visited.slice(visitedBefore)).to.not.include('evil.example');
  });

  it('events are taken in, but nobody outside can say that a clerk has accepted', async () => {
    const event = (id: string, name: string) => aMessage({ type: 'event', id, name, value: 'en', text: undefined });
    expect(await door.receive(event('e-1', 'lobby.locale'))).to.equal(200);
    expect(await door.receive(event('e-2', 'handoff.status'))).to.equal(200);
    expect((await door.log()).map((row) => JSON.parse(row.body))).to.deep.equal([
      { name: 'lobby.locale', value: 'en' },
    ]);
  });

  it('typing, reactions and group chats are acknowledged and left alone; invokes are told that nobody answers', async () => {
    expect(await door.receive(aMessage({ type: 'typing' }))).to.equal(200);
    expect(await door.receive(aMessage({ type: 'messageReaction' }))).to.equal(200);
    expect(await door.receive(aMessage({ conversation: { id: 'g', isGroup: true } }))).to.equal(200);
    expect(await door.receive(aMessage({ type: 'invoke', name: 'task/fetch' }))).to.equal(501);
    expect(await door.log()).to.deep.equal([]);
  });

  it('a message for no estate is refused, and a fault of ours is told to the operator only', async () => {
    door.estate.id = undefined;
    expect(await door.receive(aMessage())).to.equal(422);
    door.estate.id = 'qhhy';
    await door.storage.db.schema.dropTable('activity').execute();
    const Authorization = await door.microsoft.sign(door.appId);
    const { status, text } = await door.call(JSON.stringify(aMessage()), { Authorization });
    expect([status, codeOf(text)]).to.deep.equal([500, 'internal']);
    expect(text).to.not.match(/activity|table|SQL/i);
    expect(door.errors).to.deep.equal(['azure-receive-failed']);
  });
});
