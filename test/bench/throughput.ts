import autocannon from 'autocannon';
import { type Figure, median, shown } from './figures.ts';
import { CORRECTIONS, type LoadServer, message, type OpenChat, REPORT, startLoadServer } from './load-client.ts';
import { sizes } from './sizes.ts';

const BUDGET = 0.25;

/**
 * Durable turns of a real form step against an echo in memory: the same client, the same HTTP and Direct Line code, in turn.
 * A turn counts once its reply is in the log, however early its message was acknowledged.
 */
export async function measureThroughput(): Promise<Figure[]> {
  const desk = await startLoadServer('desk');
  const echo = await startLoadServer('echo');
  try {
    const deskChats = await desk.openChats(sizes.connections, REPORT);
    const echoChats = await echo.openChats(sizes.connections, REPORT);
    await load(desk, deskChats, sizes.deskTurns / 4);
    await load(echo, echoChats, sizes.echoTurns / 4);
    const rates = { desk: [] as number[], echo: [] as number[] };
    for (let round = 0; round < sizes.rounds; round++) {
      rates.desk.push(await load(desk, deskChats, sizes.deskTurns));
      rates.echo.push(await load(echo, echoChats, sizes.echoTurns));
    }
    return figures(rates);
  } finally {
    await Promise.all([desk.stop(), echo.stop()]);
  }
}

/** Completed turns a second. */
async function load(server: LoadServer, chats: OpenChat[], amount: number): Promise<number> {
  let next = 0;
  const began = performance.now();
  const result = await autocannon({
    url: server.url,
    connections: chats.length,
    amount,
    // Seconds: on a busy machine a slow answer is a figure, not a failure.
    timeout: 60,
    idReplacement: true,
    setupClient(client) {
      const { path, headers } = chats[next++ % chats.length] as OpenChat;
      client.setRequests(
        // The last word before the load was the first of these: said twice in a row it would correct nothing.
        CORRECTIONS.toReversed().map((text) => {
          return { method: 'POST', path, headers, body: JSON.stringify(message(text, '[<id>]')) };
        }),
      );
    },
  });
  if (result['2xx'] !== amount || result.errors > 0) {
    throw new Error(`Of ${amount} messages ${result['2xx']} were taken, with ${result.errors} errors.`);
  }
  await server.answeredAfter(amount);
  return (amount / (performance.now() - began)) * 1000;
}

function figures({ desk, echo }: { desk: number[]; echo: number[] }): Figure[] {
  const ratio = median(desk) / median(echo);
  const ratios = desk.map((rate, round) => rate / (echo[round] ?? Number.NaN));
  const spread = `rounds ${shown(Math.min(...ratios), 2)} to ${shown(Math.max(...ratios), 2)}`;
  return [
    { what: 'durable turns of a form step', measured: `${shown(median(desk))} a second` },
    { what: 'turns of the echo in memory', measured: `${shown(median(echo))} a second` },
    {
      what: 'durable turn, throughput against the echo',
      measured: `${shown(ratio, 2)} (${spread})`,
      budget: `≥ ${BUDGET}`,
      met: ratio >= BUDGET,
    },
  ];
}
