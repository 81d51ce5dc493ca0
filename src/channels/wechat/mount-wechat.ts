import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'restify';
import { createAccessToken } from './access-token.ts';
import { createAccountState } from './account-state.ts';
import { type Answer, answer } from './answer.ts';
import { after, type WechatDoor } from './door.ts';
import { WechatRefusal } from './errors.ts';
import { createFetchHandler } from './fetch.ts';
import { createIntake, type Intake, isAway } from './intake.ts';
import { joined, labelOf } from './letters.ts';
import { meaningOf } from './meaning.ts';
import type { Push } from './read-push.ts';
import { type Received, receive, verifyAddress } from './receive.ts';
import { NOTHING_TO_SAY, textReply } from './reply-xml.ts';
import { createSendHandler, type WechatSendHandler } from './send.ts';
import type { Sender } from './sender.ts';
import { toText } from './to-text.ts';

/** A request that is left open for the platform to give up is ended after this (milliseconds): it has given up at 5 s. */
const GIVE_UP = 10_000;
/** A connection that was made longer ago than this (milliseconds) was made ahead of need. */
const MOST_UNREAD = 2000;

/**
 * Serves a WeChat Official Account at `GET` and `POST /wechat`. To be mounted only with its settings. The handlers send the
 * outbox rows of the kinds `wechat-send` and `wechat-fetch`.
 */
export function mountWechat(
  server: Server,
  door: WechatDoor,
): { sendHandler: WechatSendHandler; fetchHandler: ReturnType<typeof createFetchHandler>; close(): Promise<void> } {
  if (door.settings.mode === 'plain') door.log.warn('wechat-plain-mode');
  const tokens = createAccessToken(door);
  const sender: Sender = {
    door,
    tokens,
    account: createAccountState(door.settings, door.clock),
    upSince: door.clock.now(),
  };
  server.get('/wechat', async (req: IncomingMessage, res: ServerResponse) => {
    try {
      write(res, 200, verifyAddress(door, req));
    } catch (error) {
      refuse(door, res, error);
    }
  });
  const intake = createIntake(door, tokens);
  const firstOf = connectionTimes(server, door);
  server.post('/wechat', async (req: IncomingMessage, res: ServerResponse) => {
    const time = timeOf(door, firstOf(req));
    try {
      await serve(sender, intake, { req, res, late: time.late });
    } catch (error) {
      refuse(door, res, error);
    } finally {
      time.stop();
    }
  });
  const [sendHandler, fetchHandler] = [createSendHandler(sender), createFetchHandler(door, tokens)];
  return { sendHandler, fetchHandler, close: () => intake.close() };
}

async function serve(
  sender: Sender,
  intake: Intake,
  { req, res, late }: { req: IncomingMessage; res: ServerResponse; late: Promise<void> },
): Promise<void> {
  const { door } = sender;
  const received = await Promise.race([receive(door, req), late]);
  // Who takes this long for one message is not the platform.
  if (!received) throw new WechatRefusal('broken-off');
  const found = await findAnswer(sender, intake, received.push, late);
  if (found === 'wait') return leaveOpen(door, res);
  say(door, res, { found, received });
}

async function findAnswer(sender: Sender, intake: Intake, push: Push, late: Promise<void>): Promise<Answer> {
  const { door, account } = sender;
  try {
    const taken = await intake.take(push, late);
    return taken ? await answer(door, taken, { late, canSend: account.canSend() }) : { words: '' };
  } catch (error) {
    if (!isAway(error) || !intake.keep(push)) throw error;
    return { words: await awayWords(sender, push) };
  }
}

/** Said without the store, so that nobody talks into the void meanwhile. */
async function awayWords({ door, account }: Sender, push: Push): Promise<string> {
  const meaning = meaningOf(push);
  if (['leave', 'event', 'notice'].includes(meaning.kind)) return '';
  const said = await door.away?.words(meaning.kind === 'say' ? meaning.text : undefined, account.canSend());
  if (!said) return '';
  return joined([toText({ text: said.words, body: '{}', role: 'desk' }), labelOf(door, said.locale)]);
}

function say(
  door: WechatDoor,
  res: ServerResponse,
  { found, received }: { found: Exclude<Answer, 'wait'>; received: Received },
): void {
  if (found.words === '') {
    write(res, 200, NOTHING_TO_SAY);
    return;
  }
  const { appId, token } = door.settings;
  res.on('finish', () => {
    found.sent?.().catch((error) => door.log.error('wechat-confirm-failed', error));
  });
  write(res, 200, textReply(found.words, received, { now: door.clock.now(), appId, token }), 'application/xml');
}

/**
 * Tells when the platform began to wait (milliseconds since 1970): for the first request of a connection when that was made,
 * since in a rush a request is read long after.
 */
function connectionTimes(server: Server, { clock }: WechatDoor): (req: IncomingMessage) => number {
  const made = new WeakMap<object, number>();
  server.server.on('connection', (socket) => made.set(socket, clock.now()));
  return ({ socket }) => {
    const began = made.get(socket) ?? clock.now();
    made.delete(socket);
    return Math.max(began, clock.now() - MOST_UNREAD);
  };
}

function timeOf(door: WechatDoor, began: number): { late: Promise<void>; stop(): void } {
  let stop = () => {};
  const left = began + door.settings.answerWithin - door.clock.now();
  const late = new Promise<void>((resolve) => {
    stop = after(door, Math.max(0, left), resolve);
  });
  return { late, stop };
}

/** The platform gives up by itself and asks again; the next one may be answered. */
function leaveOpen(door: WechatDoor, res: ServerResponse): void {
  const stop = after(door, GIVE_UP, () => res.destroy());
  res.on('close', stop);
}

function write(res: ServerResponse, status: number, body: string, type = 'text/plain'): void {
  const bytes = Buffer.from(body, 'utf8');
  res.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Length': bytes.length,
    'Cache-Control': 'no-store',
  });
  res.end(bytes);
}

/** Everybody who is refused hears the same. When the fault is ours nothing is answered, and the platform asks again. */
function refuse(door: WechatDoor, res: ServerResponse, error: unknown): void {
  if (error instanceof WechatRefusal) {
    door.log.warn('wechat-refused', { reason: error.reason });
    if (!res.headersSent) write(res, 403, 'Forbidden');
    return;
  }
  door.log.error('wechat-receive-failed', error);
  res.destroy();
}
