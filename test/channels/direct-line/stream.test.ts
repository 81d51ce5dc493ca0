import type { Activity } from 'botbuilder';
import { expect } from 'chai';
import { aMessage, type Desk, openDesk } from './desk.ts';
import { knock, listen } from './listener.ts';
import type { MemoryLog } from './memory-log.ts';
import { faultsIn } from './schema.ts';

describe('A resident listens on a socket', () => {
  let desk: Desk;
  let id: string;
  let token: string;
  let streamUrl: string;

  const replies = async ({ type, text, id, conversation }: Activity, log: MemoryLog) => {
    if (type !== 'message' || text === 'quiet') return;
    await log.append(conversation.id, { type: 'message', text: `re: ${text}`, replyToId: id });
  };
  const open = async (limits = {}) => {
    desk = await openDesk({ onReceive: replies, limits });
    ({ id, token, streamUrl } = await desk.enter());
  };
  beforeEach(() => open());
  afterEach(() => desk.close());

  const say = (text: string) =>
    desk.ask('POST', `/conversations/${id}/activities`, { token, body: aMessage(text, text) });
  const reconnect = async (query = '') => {
    const { body } = await desk.ask('GET', `/conversations/${id}${query}`, { token });
    return String(body.streamUrl);
  };

  it('hears first what was said before the socket opened, then the rest, each message before its reply', async () => {
    await say('early');
    const ear = listen(streamUrl);
    await ear.until(() => ear.texts().length === 2);
    const { body } = await say('now');
    await ear.until(() => ear.texts().length === 4);
    expect(ear.texts()).to.deep.equal(['early', 're: early', 'now', 're: now']);
    expect(ear.heard()[2]?.id).to.equal(body.id);
    expect(ear.heard()[3]?.replyToId).to.equal(body.id);
    for (const frame of ear.frames) expect(faultsIn('ActivitySet', JSON.parse(frame))).to.equal(undefined);
  });

  it('gets watermarks that only grow and that fit the plain requests', async () => {
    const ear = listen(streamUrl);
    for (const text of ['a', 'b', 'c']) await say(text);
    await ear.until(() => ear.texts().length === 6);
    const marks = ear.watermarks().map(Number);
    expect(marks).to.deep.equal([...marks].sort((a, b) => a - b));
    const path = `/conversations/${id}/activities?watermark=${ear.watermarks().at(-1)}`;
    expect((await desk.ask('GET', path, { token })).body.activities).to.deep.equal([]);
  });

  it('comes back after a broken line with its watermark and hears exactly what it missed', async () => {
    const ear = listen(streamUrl);
    await say('one');
    await ear.until(() => ear.texts().length === 2);
    const mark = ear.watermarks().at(-1);
    ear.socket.terminate();
    await say('two');
    const back = listen(await reconnect(`?watermark=${mark}`));
    await back.until(() => back.texts().length === 2);
    expect(back.texts()).to.deep.equal(['two', 're: two']);
  });

  it('hears only what follows when it comes back without a watermark, or with one from the future', async () => {
    await say('past');
    for (const query of ['', '?watermark=', '?watermark=99999']) {
      const url = await reconnect(query);
      await say(`next${query}`);
      const ear = listen(url);
      await ear.until(() => ear.texts().length === 2);
      expect(ear.texts()).to.deep.equal([`next${query}`, `re: next${query}`]);
    }
  });

  it('hears everything again with watermark 0 or one that cannot be read', async () => {
    await say('past');
    for (const query of ['?watermark=0', '?watermark=garbage', '?watermark=%F0']) {
      const ear = listen(await reconnect(query));
      await ear.until(() => ear.texts().length === 2);
      expect(ear.texts()).to.deep.equal(['past', 're: past']);
    }
  });

  it('sees the bot typing, which nobody finds in the record, and not its own typing', async () => {
    const ear = listen(streamUrl);
    await say('quiet');
    await ear.until(() => ear.heard().length === 1);
    await desk.ask('POST', `/conversations/${id}/activities`, { token, body: { type: 'typing', from: { id: 'x' } } });
    await desk.log.append(id, { type: 'typing', from: { id: 'bot', role: 'bot' } as Activity['from'] });
    await ear.until(() => ear.heard().length === 2);
    expect(ear.heard()[1]).to.deep.include({ type: 'typing' });
    expect(new Set(ear.watermarks()).size).to.equal(1);
    const { body } = await desk.ask('GET', `/conversations/${id}/activities`, { token });
    expect(body.activities?.map(({ type }) => type)).to.deep.equal(['message']);
  });

  it('hears the same in every tab; only beyond the cap the oldest is closed', async () => {
    const tabs = [];
    for (let tab = 0; tab < 5; tab += 1) {
      const ear = listen(await reconnect('?watermark=0'));
      tabs.push(ear);
      await say(`tab${tab}`);
      await ear.until(() => ear.texts().includes(`re: tab${tab}`));
    }
    await say('all');
    for (const ear of tabs) await ear.until(() => ear.texts().includes('re: all'));
    const sixth = listen(await reconnect());
    expect(await tabs[0]?.closed).to.equal(1008);
    await say('more');
    for (const ear of [...tabs.slice(1), sixth]) await ear.until(() => ear.texts().includes('re: more'));
  });

  it('gets empty frames to keep the line open, and may send them', async () => {
    await desk.close();
    await open({ keepAliveMs: 20 });
    const ear = listen(streamUrl);
    await ear.until(() => ear.frames.includes(''));
    ear.socket.send('');
    ear.socket.send('not json');
    const count = ear.frames.length;
    await ear.until(() => ear.frames.length > count + 3);
    await say('still here');
    await ear.until(() => ear.texts().includes('re: still here'));
  });

  it('is told to come back when the service restarts', async () => {
    const ear = listen(streamUrl);
    await say('hello');
    await ear.until(() => ear.texts().length === 2);
    await desk.close();
    expect(await ear.closed).to.equal(1012);
    await open();
  });

  it('is sent to reconnect when the log cannot be read, and the fault is reported', async () => {
    const ear = listen(streamUrl);
    await say('hello');
    await ear.until(() => ear.texts().length === 2);
    const { read } = desk.log;
    desk.log.read = async () => {
      throw new Error('disk');
    };
    await say('lost?');
    expect(await ear.closed).to.equal(1011);
    expect(desk.errors).to.deep.equal(['stream_failed']);
    desk.log.read = read;
    const back = listen(await reconnect(`?watermark=${ear.watermarks().at(-1)}`));
    await back.until(() => back.texts().includes('re: lost?'));
  });

  it('is refused with a real answer when the ticket is old, missing, or for something else', async () => {
    const other = await desk.enter('dl_wang');
    const swapped = streamUrl.replace(id, other.id);
    expect(await knock(swapped)).to.deep.equal({ status: 403, code: 'Forbidden' });
    expect(await knock(streamUrl.replace(/&t=.*/, ''))).to.deep.equal({ status: 403, code: 'Forbidden' });
    expect(await knock(streamUrl.replace(/&t=.*/, `&t=${token}`))).to.deep.equal({ status: 403, code: 'Forbidden' });
    expect(await knock(streamUrl.replace('/stream', '/nothing'))).to.deep.equal({ status: 404, code: 'NotFound' });
    expect(await knock(`${desk.url.replace('http', 'ws')}/elsewhere`)).to.deep.equal({ status: 404, code: 'NotFound' });
    expect(await knock(streamUrl)).to.deep.equal({ status: 101 });
    desk.clock.ms += 59_000;
    expect(await knock(streamUrl)).to.deep.equal({ status: 101 });
    desk.clock.ms += 2_000;
    expect(await knock(streamUrl)).to.deep.equal({ status: 403, code: 'TokenExpired' });
  });

  it('cannot be overheard by a page of a foreign origin', async () => {
    await desk.close();
    desk = await openDesk({ allowedOrigins: ['https://estate.example.com'] });
    ({ id, token, streamUrl } = await desk.enter());
    expect(await knock(streamUrl, { origin: 'https://evil.example.com' })).to.include({ status: 403 });
    expect(await knock(streamUrl, { origin: 'https://estate.example.com' })).to.include({ status: 101 });
    expect(await knock(streamUrl, { origin: desk.url })).to.include({ status: 101 });
  });

  it('is told that the stream is a socket when it asks without one', async () => {
    expect((await desk.ask('GET', `/conversations/${id}/stream`, { token })).status).to.equal(426);
  });
});

describe('After a restart of the service', () => {
  it('the old token and watermark go on, and nothing said in between is lost', async () => {
    const key = new Uint8Array(32).fill(7);
    const before = await openDesk({ key });
    const { id, token, streamUrl } = await before.enter();
    const ear = listen(streamUrl);
    await before.ask('POST', `/conversations/${id}/activities`, { token, body: aMessage('first') });
    await ear.until(() => ear.texts().length === 1);
    await before.ask('POST', `/conversations/${id}/activities`, { token, body: aMessage('second', 'mark') });
    ear.socket.terminate();
    await before.close();
    const after = await openDesk({ key, log: before.log });
    await after.log.append(id, { type: 'message', text: 'reply after the restart' });
    const { body, status } = await after.ask('GET', `/conversations/${id}?watermark=${ear.watermarks()[0]}`, { token });
    expect(status).to.equal(200);
    const back = listen(String(body.streamUrl));
    await back.until(() => back.texts().length === 2);
    expect(back.texts()).to.deep.equal(['second', 'reply after the restart']);
    await after.close();
  });
});

describe('Residents who write at the same time', () => {
  it('each hear their own conversation and nothing else', async () => {
    const desk = await openDesk({
      onReceive: async ({ type, text, conversation }, log) => {
        if (type === 'message') await log.append(conversation.id, { type: 'message', text: `re: ${text}` });
      },
    });
    const residents = await Promise.all(Array.from({ length: 20 }, (_, index) => desk.enter(`dl_${index}`)));
    const ears = residents.map(({ streamUrl }) => listen(streamUrl));
    const each = async ({ id, token }: { id: string; token: string }) => {
      for (let turn = 0; turn < 5; turn += 1) {
        await desk.ask('POST', `/conversations/${id}/activities`, { token, body: aMessage(`${id} ${turn}`) });
      }
    };
    await Promise.all(residents.map(each));
    for (const [index, ear] of ears.entries()) {
      await ear.until(() => ear.texts().length === 10);
      expect(ear.texts().every((text) => text.includes(residents[index]?.id ?? '-'))).to.equal(true);
    }
    await desk.close();
  });
});
