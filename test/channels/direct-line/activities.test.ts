import type { Activity } from 'botbuilder';
import { expect } from 'chai';
import { aMessage, type Desk, openDesk } from './desk.ts';
import type { MemoryLog } from './memory-log.ts';
import { faultsIn } from './schema.ts';

describe('A resident writes and reads over plain requests', () => {
  let desk: Desk;
  let id: string;
  let token: string;

  const replies = async ({ type, text, id, conversation }: Activity, log: MemoryLog) => {
    if (type !== 'message' || text === 'quiet') return;
    await log.append(conversation.id, { type: 'message', text: `re: ${text}`, replyToId: id });
  };

  beforeEach(async () => {
    desk = await openDesk({ onReceive: replies, limits: { page: 6 } });
    ({ id, token } = await desk.enter());
  });
  afterEach(() => desk.close());

  const say = (body: unknown) => desk.ask('POST', `/conversations/${id}/activities`, { token, body });
  const read = async (query = '') => {
    const { status, body } = await desk.ask('GET', `/conversations/${id}/activities${query}`, { token });
    expect(status).to.equal(200);
    expect(faultsIn('ActivitySet', body)).to.equal(undefined);
    return { texts: (body.activities ?? []).map(({ text }) => text), watermark: String(body.watermark), ...body };
  };
  const readOn = async (watermark: string) => {
    const texts: string[] = [];
    for (;;) {
      const page = await read(`?watermark=${watermark}`);
      if (page.texts.length === 0) return { texts, watermark: page.watermark };
      texts.push(...page.texts);
      watermark = page.watermark;
    }
  };

  it('gets an id, and sees the same activity under this id, with its own mark, before the reply to it', async () => {
    const posted = await say(aMessage('hello', 'mark-1'));
    expect(posted.status).to.equal(200);
    expect(faultsIn('ResourceResponse', posted.body)).to.equal(undefined);
    const { activities = [] } = await read();
    expect(activities.map(({ text }) => text)).to.deep.equal(['hello', 're: hello']);
    expect(activities[0]?.id).to.equal(posted.body.id);
    expect(activities[0]?.channelData).to.deep.equal({ clientActivityID: 'mark-1' });
    expect(activities[1]?.replyToId).to.equal(posted.body.id);
  });

  it('cannot speak under another name, nor as the bot', async () => {
    await say({ ...aMessage('quiet'), from: { id: 'manager', name: 'Manager', role: 'bot' }, id: 'own-id' });
    const { activities = [] } = await read();
    expect(activities[0]?.from).to.deep.equal({ id: 'dl_lin', role: 'user' });
    expect(activities[0]?.id).not.to.equal('own-id');
  });

  it('is heard once although the network made the client send twice', async () => {
    const twice = await Promise.all([say(aMessage('quiet', 'same')), say(aMessage('quiet', 'same'))]);
    const third = await say(aMessage('quiet', 'same'));
    expect(new Set([...twice, third].map(({ body }) => body.id)).size).to.equal(1);
    expect((await read()).texts).to.deep.equal(['quiet']);
    await say(aMessage('quiet', 'other'));
    expect((await readOn('')).texts).to.deep.equal(['quiet', 'quiet']);
  });

  it('never sees traces, updates, typing or the address of the service', async () => {
    await desk.log.append(id, { type: 'trace', text: 'inside' });
    await desk.log.append(id, { type: 'contactRelationUpdate' });
    await desk.log.append(id, { type: 'typing' });
    await say({ type: 'typing', from: { id: 'dl_lin' } });
    await say({ ...aMessage('quiet'), serviceUrl: 'http://elsewhere.example' });
    await desk.log.append(id, { type: 'message', text: 'shown', serviceUrl: 'http://inside.example' });
    const { activities = [] } = await read();
    expect(activities.map(({ type }) => type)).to.deep.equal(['message', 'message']);
    for (const activity of activities) expect(activity).not.to.have.property('serviceUrl');
  });

  it('may not stage a welcome of its own or slip in a card', async () => {
    for (const type of ['conversationUpdate', 'contactRelationUpdate', 'trace']) {
      expect((await say({ type, from: { id: 'dl_lin' } })).status).to.equal(400);
    }
    const attachments = [{ contentType: 'application/vnd.microsoft.card.hero', content: { title: 'Pay here' } }];
    expect((await say({ ...aMessage('look'), attachments })).status).to.equal(400);
    expect((await read()).texts).to.deep.equal([]);
  });

  it('pages through everything, in order, to an empty page, and loses nothing at any watermark', async () => {
    const said = Array.from({ length: 9 }, (_, index) => `quiet-${index}`);
    for (const text of said) await say(aMessage(text));
    const whole = await readOn('');
    expect(whole.texts).to.deep.equal(said.flatMap((text) => [text, `re: ${text}`]));
    const first = await read();
    expect((await readOn(first.watermark)).texts).to.deep.equal(whole.texts.slice(first.texts.length));
    expect(await readOn(whole.watermark)).to.deep.equal({ texts: [], watermark: whole.watermark });
  });

  it('is not stopped by a page of nothing but invisible rows', async () => {
    for (let row = 0; row < 10; row += 1) await desk.log.append(id, { type: 'trace' });
    await say(aMessage('quiet'));
    expect((await read()).texts).to.deep.equal(['quiet']);
  });

  it('gets watermarks that only ever grow', async () => {
    const seen: number[] = [];
    let watermark = '';
    for (const text of ['a', 'b', 'c', 'd']) {
      await say(aMessage(text));
      ({ watermark } = await readOn(watermark));
      seen.push(Number(watermark));
    }
    expect(seen).to.deep.equal([...new Set(seen)].sort((a, b) => a - b));
    expect((await readOn(watermark)).watermark).to.equal(watermark);
  });

  it('misses nothing with a watermark that is absent, empty, unreadable or from the future', async () => {
    await say(aMessage('quiet'));
    for (const query of [
      '',
      '?watermark=',
      '?watermark=undefined',
      '?watermark=-1',
      '?watermark=1e3',
      '?watermark=%00',
    ]) {
      expect((await read(query)).texts, query).to.deep.equal(['quiet']);
    }
    for (const query of ['?watermark=999999', '?watermark=900719925474099']) {
      const future = await read(query);
      expect(future.texts).to.deep.equal([]);
      await say(aMessage(`quiet${query}`));
      expect((await read(`?watermark=${future.watermark}`)).texts).to.include(`quiet${query}`);
    }
  });

  it('keeps the order of the log with ten messages at the same moment, each followed by its reply', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => say(aMessage(`m${index}`, `m${index}`))));
    const { texts } = await readOn('');
    expect(texts).to.have.length(20);
    for (let index = 0; index < 10; index += 1) {
      expect(texts.indexOf(`m${index}`)).to.be.below(texts.indexOf(`re: m${index}`));
    }
    expect((await readOn('')).texts).to.deep.equal(texts);
  });

  it('hears the end of the conversation and can still read all of it', async () => {
    await say(aMessage('quiet'));
    await desk.log.append(id, { type: 'endOfConversation', code: 'completedSuccessfully' as Activity['code'] });
    const { activities = [] } = await read();
    expect(activities.map(({ type }) => type)).to.deep.equal(['message', 'endOfConversation']);
  });
});

describe('When the log or the bot fails', () => {
  it('the client hears 502 for a bot that refuses, 500 for anything else, and no detail of it', async () => {
    const fault: { code?: string } = { code: 'bot_error' };
    const desk = await openDesk();
    const { id, token } = await desk.enter();
    desk.log.post = async () => {
      throw Object.assign(new Error('password=hunter2'), fault);
    };
    const ask = () => desk.ask('POST', `/conversations/${id}/activities`, { token, body: aMessage('hi') });
    const refused = await ask();
    fault.code = 'SQLITE_FULL';
    const failed = await ask();
    expect([refused.status, refused.body.error?.code]).to.deep.equal([502, 'BotError']);
    expect([failed.status, failed.body.error?.code]).to.deep.equal([500, 'ServiceError']);
    expect(JSON.stringify(failed.body)).not.to.contain('hunter2');
    expect(desk.errors).to.deep.equal(['request_failed']);
    await desk.close();
  });
});
