import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Activity, TurnContext } from 'botbuilder';
import restify from 'restify';
import { DirectLineAdapter } from '#channels/direct-line/adapter.ts';
import { FILE_SCHEME } from '#channels/direct-line/conversation-log.ts';
import { mountDirectLine } from '#channels/direct-line/mount-direct-line.ts';
import { fileLink } from '#channels/direct-line/send.ts';
import type { DirectLineOptions } from '#channels/direct-line/service.ts';
import { createTokens, type Tokens } from '#channels/direct-line/tokens.ts';
import { createMemoryLog, type MemoryLog } from './memory-log.ts';

/** A running echo bot behind Direct Line. `url` is the address of the server, `domain` what DirectLineJS wants. */
export interface EchoServer {
  url: string;
  domain: string;
  log: MemoryLog;
  close(): Promise<void>;
}

/**
 * What DirectLineJS's own suite asks of a server: a master secret, a bot that says Welcome and echoes, two binaries to
 * upload, everything reachable from other origins. `options` reach the Direct Line module unchanged.
 */
export async function startEchoServer(
  settings: { port?: number; secret?: string } & Partial<DirectLineOptions> = {},
): Promise<EchoServer> {
  const { port = 0, ...options } = settings;
  const tokens = options.tokens ?? createTokens({ key: randomBytes(32) });
  let url = '';
  const log = createMemoryLog(async (activity) => {
    const append = (reply: Partial<Activity>) => log.append(activity.conversation.id, reply);
    await new DirectLineAdapter(append).process(await withLinks(tokens, url, activity), echo);
  });
  const server = restify.createServer({ name: '' });
  const limits = { startsPerMinute: Number.POSITIVE_INFINITY, ...options.limits };
  const directLine = mountDirectLine(server, { log, tokens, acceptAnyFile: true, ...options, limits });
  for (const name of ['surface1.jpg', 'surface2.jpg']) serveBinary(server, `/public/assets/${name}`);
  await new Promise<void>((resolve) => server.listen(port, resolve));
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    await directLine.close();
    server.server.closeAllConnections();
    await new Promise((resolve) => server.close(() => resolve(undefined)));
  };
  return { url, domain: `${url}/v3/directline`, log, close };
}

/** The suite downloads from what the bot says it received, so the bot gets links as it would from Azure. */
async function withLinks(tokens: Tokens, base: string, activity: Activity): Promise<Activity> {
  const view = { conversationId: activity.conversation.id, base };
  const attachments = (activity.attachments ?? []).map(async ({ contentUrl = '', ...rest }) => ({
    ...rest,
    contentUrl: contentUrl.startsWith(FILE_SCHEME)
      ? await fileLink(tokens, view, contentUrl.slice(FILE_SCHEME.length))
      : contentUrl,
  }));
  return { ...activity, attachments: await Promise.all(attachments) };
}

async function echo(context: TurnContext): Promise<void> {
  const { activity } = context;
  if (activity.type === 'conversationUpdate') {
    await context.sendActivity(activity.locale?.startsWith('zh') ? '欢迎' : 'Welcome');
  } else if (activity.type === 'message') {
    const { attachments, text } = activity;
    await context.sendActivity({ type: 'message', text, attachments, channelData: { originalActivity: activity } });
  }
}

function serveBinary(server: restify.Server, path: string): void {
  const bytes = randomBytes(100_000);
  server.get(path, (req, res, next) => {
    res.writeHead(200, {
      'Content-Type': 'image/jpeg',
      'Access-Control-Allow-Origin': req.headers.origin ?? '*',
      'Access-Control-Allow-Credentials': 'true',
    });
    res.end(bytes);
    next();
  });
}

if (import.meta.main) {
  const secret = process.env.DIRECT_LINE_SECRET;
  const { url } = await startEchoServer({ port: Number(process.env.PORT ?? 3978), secret });
  console.log(`Echo bot with Direct Line on ${url}${secret ? '' : ' (without a secret: set DIRECT_LINE_SECRET)'}`);
}
