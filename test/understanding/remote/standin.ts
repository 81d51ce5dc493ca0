import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Asked } from './asked.ts';
import { cluProblems, luisProblems } from './official.ts';

/** An intent of the stand-in's model and what it found; offsets are found by searching the words in the query. */
export interface Said {
  intents: Record<string, number>;
  /** Entity or role name → the words and the value as LUIS writes it; `type` as in `$instance`. */
  entities?: { name: string; words: string; type: string; value: unknown; score?: number }[];
}

/** What is wrong with the service: a status, no answer at all, text that is no JSON, JSON of another shape, a cut connection. */
export type Fault = 401 | 429 | 500 | 503 | 'slow' | 'broken' | 'other-shape' | 'redirect' | 'reset';

/** LUIS and CLU on one port, over real HTTP. */
export interface Standin {
  readonly endpoint: string;
  readonly asked: Asked[];
  /** What the official descriptions have against the requests and against the stand-in's own replies. */
  readonly problems: string[];
  /** What it makes of a query: a reading, or a recorded body. */
  reply: (query: string) => Said | { recorded: unknown };
  fault: Fault | undefined;
  /** Resolves when that many requests have arrived in all. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

export const APP_ID = '7d5f6a52-3c1c-4b1e-9a56-0d2f0f6f2b11';
export const KEY = 'standin-key-4f1c';
const LUIS = new RegExp(`^/luis/(?:prediction/)?v3\\.0/apps/${APP_ID}/slots/(?:production|staging)/predict$`);
const CLU = '/language/:analyze-conversations';

/** Starts on a free port. Answers `None` until told otherwise. */
export async function startStandin(): Promise<Standin> {
  let waiting: { count: number; go: () => void }[] = [];
  const server = createServer((req, res) => {
    void take(req).then((asked) => {
      standin.asked.push(asked);
      respond(standin, asked, res);
      for (const { go } of waiting.filter(({ count }) => standin.asked.length >= count)) go();
      waiting = waiting.filter(({ count }) => standin.asked.length < count);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const standin: Standin = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    problems: [],
    reply: () => ({ intents: { None: 0.9 } }),
    fault: undefined,
    arrived: (count) =>
      new Promise((go) => {
        if (standin.asked.length >= count) go();
        else waiting.push({ count, go });
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return standin;
}

async function take(req: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const body = JSON.parse(text || '{}');
  const url = new URL(req.url ?? '/', 'http://standin');
  const service = url.pathname === CLU ? 'clu' : 'luis';
  const query = service === 'clu' ? body.analysisInput?.conversationItem?.text : body.query;
  const raw = `${req.url} ${JSON.stringify(req.headers)} ${text}`;
  return { service, url, key: req.headers['ocp-apim-subscription-key'] as string | undefined, query, raw, body };
}

function respond(standin: Standin, asked: Asked, res: ServerResponse): void {
  const send = (status: number, body: unknown, headers = {}) =>
    res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  const refuse = (status: number, headers = {}) =>
    send(status, { error: { code: String(status), message: `Refused: ${asked.query}` } }, headers);
  if (standin.fault === 'slow') return;
  if (standin.fault === 'reset') return void res.socket?.resetAndDestroy();
  if (standin.fault === 'broken')
    return void res.writeHead(200, { 'content-type': 'application/json' }).end('{"query": "');
  if (standin.fault === 'other-shape') return void send(200, { query: asked.query, answer: 42 });
  if (standin.fault === 'redirect') return void refuse(307, { location: asked.url.pathname });
  if (standin.fault) return void refuse(standin.fault, { 'retry-after': '0' });
  if (asked.key !== KEY) return void refuse(401);
  if (asked.service === 'luis' && !LUIS.test(asked.url.pathname)) return void refuse(404);
  const reply = standin.reply(asked.query);
  const render = asked.service === 'luis' ? luisBody : cluBody;
  const body = 'recorded' in reply ? reply.recorded : render(asked.query, reply);
  const problemsOf = asked.service === 'luis' ? luisProblems : cluProblems;
  const problems = problemsOf(asked, body);
  standin.problems.push(...problems);
  if (problems.length > 0) refuse(400);
  else send(200, body);
}

const best = (intents: Record<string, number>): [string, number][] =>
  Object.entries(intents).sort((a, b) => b[1] - a[1]);

function luisBody(query: string, { intents, entities = [] }: Said): unknown {
  const found: Record<string, unknown[]> = {};
  const places: Record<string, unknown[]> = {};
  for (const { name, words, type, value, score } of entities) {
    found[name] = [...(found[name] ?? []), value];
    const place = {
      type,
      text: words,
      startIndex: query.indexOf(words),
      length: words.length,
      score,
      modelType: 'Entity',
    };
    places[name] = [...(places[name] ?? []), place];
  }
  const scores = Object.fromEntries(best(intents).map(([name, score]) => [name, { score }]));
  const topIntent = best(intents)[0]?.[0];
  const $instance = entities.length > 0 ? { $instance: places } : {};
  return {
    query,
    prediction: { normalizedQuery: query, topIntent, intents: scores, entities: { ...found, ...$instance } },
  };
}

/** The same reading as CLU writes it. */
function cluBody(query: string, { intents, entities = [] }: Said): unknown {
  const prediction = {
    topIntent: best(intents)[0]?.[0],
    projectKind: 'Conversation',
    intents: best(intents).map(([category, confidenceScore]) => ({ category, confidenceScore })),
    entities: entities.map(({ name, words, type, value, score = 1 }) => ({
      category: name,
      text: words,
      offset: query.indexOf(words),
      length: words.length,
      confidenceScore: score,
      ...(type === 'builtin.number'
        ? { resolutions: [{ resolutionKind: 'NumberResolution', numberKind: 'Integer', value }] }
        : {}),
      ...(type === 'builtin.phonenumber'
        ? { extraInformation: [{ extraInformationKind: 'EntitySubtype', value: 'general.phonenumber' }] }
        : {}),
      ...(Array.isArray(value) ? { extraInformation: [{ extraInformationKind: 'ListKey', key: value[0] }] } : {}),
    })),
  };
  return { kind: 'ConversationResult', result: { query, prediction } };
}
