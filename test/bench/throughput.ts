import autocannon from 'autocannon';
import { type Figure, median, shown } from './figures.ts';
import { CORRECTIONS, type LoadServer, message, type OpenChat, REPORT, startLoadServer } from './load-client.ts';
import { sizes } from './sizes.ts';

const BUDGET = 0.25;

/** Completed turns a second, and the server's processor time of one in milliseconds. */
interface Load {
  rate: number;
  cpu: number;
}

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
    const loads = { desk: [] as Load[], echo: [] as Load[] };
    for (let round = 0; round < sizes.rounds; round++) {
      loads.desk.push(await load(desk, deskChats, sizes.deskTurns));
      loads.echo.push(await load(echo, echoChats, sizes.echoTurns));
    }
    return figures(loads);
  } finally {
    await Promise.all([desk.stop(), echo.stop()]);
  }
}

async function load(server: LoadServer, chats: OpenChat[], amount: number): Promise<Load> {
  let next = 0;
  const before = await server.answeredAfter(0);
  const began = performance.now();
  // By our own clock: autocannon looks only once a second whether it is done.
  const done = server.answeredAfter(amount).then((cpu) => {
    const seconds = (performance.now() - began) / 1000;
    return { rate: amount / seconds, cpu: (cpu - before) / amount };
  });
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
  return done;
}

function figures(loads: { desk: Load[]; echo: Load[] }): Figure[] {
  const [desk, echo] = [middle(loads.desk), middle(loads.echo)];
  const ratio = desk.rate / echo.rate;
  const ratios = loads.desk.map(({ rate }, round) => rate / (loads.echo[round]?.rate ?? Number.NaN));
  const spread = `rounds ${shown(Math.min(...ratios), 2)} to ${shown(Math.max(...ratios), 2)}`;
  const told = ({ rate, cpu }: Load) => `${shown(rate)} a second, ${shown(cpu, 2)} ms of processor time each`;
  return [
    { what: 'durable turns of a form step', measured: told(desk) },
    { what: 'turns of the echo in memory', measured: told(echo) },
    {
      what: 'durable turn, throughput against the echo',
      measured: `${shown(ratio, 2)} (${spread})`,
      budget: `≥ ${BUDGET}`,
      met: ratio >= BUDGET,
    },
    { what: 'the same by processor time alone', measured: shown(echo.cpu / desk.cpu, 2) },
  ];
}

function middle(loads: Load[]): Load {
  return { rate: median(loads.map(({ rate }) => rate)), cpu: median(loads.map(({ cpu }) => cpu)) };
}
