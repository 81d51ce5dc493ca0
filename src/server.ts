import type { IncomingMessage, ServerResponse } from 'node:http';
import restify from 'restify';
import type { Log } from './log.ts';

/**
 * Milliseconds and counts; restify's own defaults are unlimited or far too long. A request may take as long as a photo of
 * 10 MB does on a slow phone.
 */
const LIMITS = {
  headersMs: 10_000,
  requestMs: 150_000,
  keepAliveMs: 65_000,
  connections: 5000,
  requestsPerSocket: 10_000,
};

/** Says whether the desk can serve; `reasons` are codes for the operator. */
export interface Readiness {
  ready: boolean;
  reasons: string[];
}

/** A restify server with limits, safe headers and the two health pages. Doors and pages are mounted by the caller. */
export function createServer(options: { log: Log; readiness(): Promise<Readiness> }): restify.Server {
  const server = restify.createServer({
    name: '',
    noWriteContinue: true,
    handleUncaughtExceptions: false,
  } as restify.ServerOptions);
  const http = server.server as import('node:http').Server;
  http.headersTimeout = LIMITS.headersMs;
  http.requestTimeout = LIMITS.requestMs;
  http.keepAliveTimeout = LIMITS.keepAliveMs;
  http.maxConnections = LIMITS.connections;
  http.maxRequestsPerSocket = LIMITS.requestsPerSocket;
  server.pre(function onlyReadable(req, res, next) {
    // restify builds a URL from these outside any handler: what cannot be parsed would end the process.
    if (req.url?.startsWith('/') && URL.canParse(`http://${req.headers.host ?? 'localhost'}${req.url}`)) return next();
    refuse(res, 400);
    return next(false);
  });
  server.pre(function safeHeaders(_req, res, next) {
    res.removeHeader('Server');
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Referrer-Policy', 'no-referrer');
    return next();
  });
  server.get('/healthz', async (_req: IncomingMessage, res: ServerResponse) => answerJson(res, 200, { alive: true }));
  server.get('/readyz', async (_req: IncomingMessage, res: ServerResponse) => {
    const state = await options.readiness();
    answerJson(res, state.ready ? 200 : 503, state);
  });
  server.on('restifyError', (_req: unknown, res: restify.Response, error: Failure, done: () => void) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) options.log.error('request-failed', error);
    if (!res.headersSent) refuse(res, status);
    return done();
  });
  return server;
}

type Failure = Error & { statusCode?: number };

/** Answers in restify's own way, so that it knows and does not answer a second time. */
function refuse(res: restify.Response, status: number): void {
  const code = status >= 500 ? 'internal' : codeOf(status);
  const body = JSON.stringify({ error: { code, message: wordsOf(status) } });
  res.sendRaw(status, body, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
}

function codeOf(status: number): string {
  return { 404: 'not-found', 405: 'method-not-allowed', 413: 'too-large' }[status] ?? 'bad-request';
}

function wordsOf(status: number): string {
  if (status === 404) return 'There is nothing at this address.';
  if (status === 405) return 'This address does not take that method.';
  if (status === 413) return 'That is too large.';
  return status >= 500 ? 'Something went wrong on our side.' : 'The request cannot be read.';
}

function answerJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end(JSON.stringify(body));
}
