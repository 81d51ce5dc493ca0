import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import type { ApiError, ConsoleNews } from '#console/api.ts';
import { consoleHeaders, createNonce } from '#web/content-security.ts';
import { type BuiltConsole, serveFile } from './built-console.ts';
import { me, type SampleChat, sampleChats } from './sample.ts';
import { sampleTickets } from './sample-tickets.ts';
import { append, type Desk, get, post, readBody, refuse } from './standin-answers.ts';

/** A desk to try the page against: it keeps everything in memory and does what the tests tell it. */
export interface Standin {
  address: string;
  chats: SampleChat[];
  tickets: ReturnType<typeof sampleTickets>;
  /** Answers every call under this path (without `/console/api/`) with a refusal; `undefined` takes it back. */
  refuse(path: string, error: (ApiError['error'] & { status: number }) | undefined): void;
  /** The resident writes. */
  residentSays(id: string, text: string): void;
  tell(news: ConsoleNews): void;
  /** Cuts every event stream and opens no new one until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

const PHOTO = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="700"><rect width="900" height="700" fill="#cfd8d6"/>
<rect y="470" width="900" height="230" fill="#8d9c98"/><path d="M360 470V250a90 90 0 0 1 180 0v60h-50v-60a40 40 0 0 0-80 0v220z"
fill="#5d6f6b"/><circle cx="515" cy="370" r="12" fill="#4aa3df"/><circle cx="515" cy="430" r="16" fill="#4aa3df"/></svg>`;

/** Starts the stand-in on a free port of this machine. */
export async function startStandin(built: BuiltConsole): Promise<Standin> {
  const photo = await sharp(Buffer.from(PHOTO)).jpeg().toBuffer();
  const streams = new Set<ServerResponse>();
  const desk: Desk = {
    chats: sampleChats(),
    tickets: sampleTickets(),
    streams,
    refused: new Map(),
    sent: new Map(),
    signedIn: false,
    isCut: false,
    photo,
    tell: (news) => {
      for (const stream of streams) stream.write(`data: ${JSON.stringify(news)}\n\n`);
    },
  };
  const server = createServer((req, res) => {
    answer(desk, built, req, res).catch((error: unknown) => {
      refuse(res, 500, 'internal', String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    chats: desk.chats,
    tickets: desk.tickets,
    refuse: (path, error) => {
      if (error) desk.refused.set(path, error);
      else desk.refused.delete(path);
    },
    residentSays: (id, text) => append(desk, id, { role: 'resident', text }),
    tell: desk.tell,
    cut: () => {
      desk.isCut = true;
      for (const stream of streams) stream.destroy();
      streams.clear();
    },
    mend: () => {
      desk.isCut = false;
    },
    close: async () => {
      for (const stream of streams) stream.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(desk: Desk, built: BuiltConsole, req: IncomingMessage, res: ServerResponse): Promise<unknown> {
  const url = new URL(req.url ?? '/', 'http://desk');
  if (!url.pathname.startsWith('/console/api/')) {
    const nonce = createNonce();
    return serveFile(built, url.pathname, res, { nonce, headers: consoleHeaders(nonce) });
  }
  const path = url.pathname.slice('/console/api/'.length);
  const refusal = desk.refused.get(path);
  if (refusal) return refuse(res, refusal.status, refusal.code, refusal.message, refusal);
  const body = req.method === 'POST' ? await readBody(req) : undefined;
  const open = ['setup', 'sign-in'].includes(path);
  if (!open && !desk.signedIn) return refuse(res, 401, 'signed-out', 'Sign in.');
  if (body !== undefined && !open && req.headers['x-lobby-csrf'] !== me.csrf)
    return refuse(res, 403, 'forbidden', 'csrf');
  if (body !== undefined) return post(desk, path, body, res);
  return get(desk, path, url.searchParams, res);
}
