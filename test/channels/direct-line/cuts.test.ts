import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { expect } from 'chai';
import { aMessage, type Desk, openDesk } from './desk.ts';
import { listen } from './listener.ts';

const MESSAGES = 150;

describe('A resident on a line that keeps breaking', () => {
  it('sees each message and each reply once, in order, wherever the line was cut', async () => {
    // Small pages, so that what was missed fits between two cuts.
    const desk = await openDesk({
      limits: { page: 3 },
      onReceive: async ({ type, text, conversation }, log) => {
        if (type === 'message') await log.append(conversation.id, { type: 'message', text: `re: ${text}` });
      },
    });
    const { id, token } = await desk.enter();
    const line = await openBadLine(desk);
    const sent = Array.from({ length: MESSAGES }, (_, index) => `m${index}`);
    const [shown] = await Promise.all([hearAll(line.url, id, token, MESSAGES * 2), sayAll(line.url, id, token, sent)]);
    expect(shown.filter((text) => !text.startsWith('re: '))).to.deep.equal(sent);
    expect(shown.filter((text) => text.startsWith('re: '))).to.deep.equal(sent.map((text) => `re: ${text}`));
    expect(line.cuts()).to.be.above(20);
    line.server.close();
    await desk.close();
  });
});

/** A proxy that destroys every connection after some bytes, in either direction: within a header, a body, a frame. */
async function openBadLine(desk: Desk): Promise<{ url: string; server: Server; cuts: () => number }> {
  const random = seeded(20261123);
  let cuts = 0;
  const server = createServer((near) => {
    const far = connect(Number(new URL(desk.url).port), '127.0.0.1');
    let budget = Math.floor(random() * 5000);
    const cut = () => {
      near.destroy();
      far.destroy();
    };
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk) => {
        to.write(chunk.subarray(0, Math.max(budget, 0)));
        budget -= chunk.length;
        if (budget > 0) return;
        cuts += 1;
        // What the budget allowed still gets through: an answer may be lost after the work was done.
        to.end(cut);
      });
      from.on('error', cut);
      from.on('close', cut);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, cuts: () => cuts };
}

/** Posts each message until it is answered, under the same mark each time. */
async function sayAll(url: string, id: string, token: string, texts: string[]): Promise<void> {
  for (const text of texts) {
    await persist(url, 'POST', `/conversations/${id}/activities`, token, aMessage(text, `mark-${text}`));
  }
}

/** Listens, comes back with the last watermark after each cut, and keeps what it has not seen, as a client does. */
async function hearAll(url: string, id: string, token: string, count: number): Promise<string[]> {
  const seen = new Map<string, string>();
  let watermark = '0';
  while (seen.size < count) {
    const { streamUrl } = await persist(url, 'GET', `/conversations/${id}?watermark=${watermark}`, token);
    const ear = listen(String(streamUrl));
    ear.socket.on('error', () => {});
    ear.socket.on('message', () => {
      for (const { id = '', text } of ear.heard()) seen.set(id, text);
      watermark = ear.watermarks().at(-1) ?? watermark;
      if (seen.size >= count) ear.socket.close();
    });
    await ear.closed;
  }
  return [...seen.values()];
}

async function persist(url: string, method: string, path: string, token: string, body?: object) {
  for (;;) {
    const headers = { authorization: `Bearer ${token}`, connection: 'close' };
    const init = { method, headers, body: body && JSON.stringify(body) };
    const answer = await fetch(`${url}/v3/directline${path}`, init)
      .then(async (response) => ({ status: response.status, json: await response.json() }))
      .catch(() => undefined);
    if (answer?.status === 200) return answer.json as Record<string, unknown>;
  }
}

/** mulberry32: the same cuts in every run. */
function seeded(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
