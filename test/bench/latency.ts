import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type Figure, p50AndP99, percentile } from './figures.ts';
import { CORRECTIONS, type LoadServer, type OpenChat, REPORT, startLoadServer } from './load-client.ts';
import { sizes } from './sizes.ts';

const BUDGET = { p50: 5, p99: 25 };

/**
 * Turns at a fixed rate, whether or not earlier ones are answered: milliseconds from the moment a message was due to its
 * reply on the WebSocket, and the server's own share from the request's arrival to the end of the turn.
 */
export async function measureLatency(): Promise<Figure[]> {
  const desk = await startLoadServer('desk');
  try {
    const chats = await desk.openChats(sizes.perSecond, REPORT);
    const streams = await Promise.all(chats.map((chat) => openStream(chat.streamUrl)));
    await run(desk, chats, streams, 2);
    await desk.takeTimes();
    const seen = await run(desk, chats, streams, sizes.openLoop);
    const served = await desk.takeTimes();
    for (const stream of streams) stream.close();
    const met = percentile(served, 0.5) <= BUDGET.p50 && percentile(served, 0.99) <= BUDGET.p99;
    return [
      {
        what: `server time of a turn at ${sizes.perSecond} turns/s`,
        measured: p50AndP99(served),
        budget: `p50 ≤ ${BUDGET.p50} ms, p99 ≤ ${BUDGET.p99} ms`,
        met,
      },
      { what: 'the same as the client sees it: message due to reply on the WebSocket', measured: p50AndP99(seen) },
    ];
  } finally {
    await desk.stop();
  }
}

interface Stream {
  /** Resolves with the time of the next reply of the desk. */
  reply(): Promise<number>;
  close(): void;
}

/** Each conversation posts once a second in its own tenth of a millisecond, the others spread between. */
async function run(desk: LoadServer, chats: OpenChat[], streams: Stream[], seconds: number): Promise<number[]> {
  const gap = 1000 / sizes.perSecond;
  const turns = sizes.perSecond * seconds;
  const began = performance.now();
  const seen = Array.from({ length: turns }, async (_, turn) => {
    const [chat, stream] = [chats[turn % chats.length], streams[turn % chats.length]] as [OpenChat, Stream];
    const due = began + turn * gap;
    await wait(Math.max(0, due - performance.now()));
    const reply = stream.reply();
    await desk.post(chat, CORRECTIONS[(Math.floor(turn / chats.length) + 1) % 2] as string);
    return (await reply) - due;
  });
  const times = await Promise.all(seen);
  await desk.answeredAfter(turns);
  return times;
}

async function openStream(url: string): Promise<Stream> {
  const socket = new WebSocket(url);
  const waiting: ((at: number) => void)[] = [];
  let welcomed = 0;
  const ready = new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (frame) => {
      for (const activity of JSON.parse(String(frame) || '{}').activities ?? []) {
        if (activity.from.role !== 'bot') continue;
        waiting.shift()?.(performance.now());
        // The greeting and the first question were said before the socket was there.
        if (++welcomed === 2) resolve();
      }
    });
  });
  await ready;
  return { reply: () => new Promise((resolve) => waiting.push(resolve)), close: () => socket.close() };
}
