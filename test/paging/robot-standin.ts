import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Means } from '#src/paging/means.ts';

/** How the stand-in answers next: as the real one does (`ok`), or with trouble. */
export type Mood = 'ok' | 'refuses' | 'busy' | 'broken' | 'silent' | 'redirects' | 'babbles';

/** What a robot was sent. */
export interface Heard {
  path: string;
  text: string;
  body: Record<string, unknown>;
}

/** A group robot, or a receiver of the office's own, on this machine. */
export interface RobotStandin {
  means: Means;
  heard: Heard[];
  /** Moods of the next answers, one each; then the last one stays. */
  moods: Mood[];
  close(): Promise<void>;
}

/** The secret of every stand-in; nothing that is written anywhere may hold it. */
export const SECRET = 'SEC-of-the-duty-group';

/** Starts a stand-in that checks signatures as the real one documents them, by the machine's clock. */
export async function startRobot(kind: Means['kind']): Promise<RobotStandin> {
  const heard: Heard[] = [];
  const moods: Mood[] = ['ok'];
  const server = createServer((req, res) => void answer(kind, { heard, moods }, req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const path = {
    wecom: 'cgi-bin/webhook/send?key=',
    dingtalk: 'robot/send?access_token=',
    feishu: 'open-apis/bot/v2/hook/',
  };
  const url = `http://127.0.0.1:${port}/${kind === 'webhook' ? 'duty?token=' : path[kind]}key-of-the-group`;
  return {
    means: { kind, url, ...(kind !== 'wecom' && { secret: SECRET }) },
    heard,
    moods,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  kind: Means['kind'],
  { heard, moods }: Pick<RobotStandin, 'heard' | 'moods'>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of req) pieces.push(piece as Buffer);
  const raw = Buffer.concat(pieces).toString();
  const url = new URL(req.url ?? '/', 'http://robot');
  if (url.pathname === '/elsewhere') return void heard.push({ path: '/elsewhere', text: raw, body: {} });
  const body = JSON.parse(raw) as Record<string, unknown>;
  heard.push({ path: url.pathname, text: textOf(kind, body), body });
  const mood = moods.length > 1 ? moods.shift() : moods[0];
  const json = (value: object, status = 200) =>
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (mood === 'silent') return;
  if (mood === 'broken') return void json({ error: 'internal' }, 500);
  if (mood === 'redirects') return void res.writeHead(307, { location: '/elsewhere' }).end();
  if (mood === 'babbles') return void res.writeHead(200).end('<html>welcome to our wifi</html>');
  if (mood === 'busy') return void json(BUSY[kind]);
  if (mood === 'refuses' || !isSigned(kind, { url, body, raw, req })) return void json(REFUSAL[kind]);
  json(DONE[kind]);
}

const DONE: Record<Means['kind'], object> = {
  wecom: { errcode: 0, errmsg: 'ok' },
  dingtalk: { errcode: 0, errmsg: 'ok' },
  feishu: { code: 0, data: {}, msg: 'success', StatusCode: 0, StatusMessage: 'success' },
  webhook: { delivered: true },
};
const REFUSAL: Record<Means['kind'], object> = {
  wecom: { errcode: 93000, errmsg: 'invalid webhook url' },
  dingtalk: { errcode: 310000, errmsg: 'sign not match' },
  feishu: { code: 19021, data: {}, msg: 'sign match fail or timestamp is not within one hour from current time' },
  webhook: { delivered: false },
};
const BUSY: Record<Means['kind'], object> = {
  wecom: { errcode: 45009, errmsg: 'api freq out of limit' },
  dingtalk: { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' },
  feishu: { code: 9499, msg: 'too many request' },
  webhook: { delivered: false },
};

function textOf(kind: Means['kind'], body: Record<string, unknown>): string {
  if (kind === 'webhook') return String(body.text);
  const inner = (kind === 'feishu' ? body.content : body.text) as { text?: string; content?: string };
  return inner.text ?? inner.content ?? '';
}

type Request = { url: URL; body: Record<string, unknown>; raw: string; req: IncomingMessage };

function isSigned(kind: Means['kind'], { url, body, raw, req }: Request): boolean {
  const sha = (key: string, said: string) => createHmac('sha256', key).update(said);
  const near = (milliseconds: number) => Math.abs(milliseconds - Date.now()) < 3_600_000;
  if (kind === 'wecom') return url.searchParams.get('key') === 'key-of-the-group';
  if (kind === 'dingtalk') {
    const at = url.searchParams.get('timestamp') ?? '';
    return near(Number(at)) && url.searchParams.get('sign') === sha(SECRET, `${at}\n${SECRET}`).digest('base64');
  }
  if (kind === 'feishu') {
    const at = String(body.timestamp);
    return near(Number(at) * 1000) && body.sign === sha(`${at}\n${SECRET}`, '').digest('base64');
  }
  const at = String(req.headers['x-lobby-timestamp']);
  return near(Number(at)) && req.headers['x-lobby-signature'] === `sha256=${sha(SECRET, `${at}.${raw}`).digest('hex')}`;
}
