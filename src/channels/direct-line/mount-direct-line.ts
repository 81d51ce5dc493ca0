import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from 'restify';
import { answer } from './call.ts';
import { DirectLineError, directLineError } from './errors.ts';
import { createFloodGate } from './flood-gate.ts';
import { checkOrigin, setCrossOriginHeaders } from './origins.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { findRoute } from './routes.ts';
import { DEFAULT_LIMITS, type DirectLineOptions, isDirectLinePath, type Service } from './service.ts';
import { createStreams } from './streams.ts';

/**
 * Serves Direct Line 3.0 below `/v3/directline` of a restify server. `close` ends the sockets with 1012 ("come back");
 * requests under way are the server's to finish.
 *
 * It answers in `pre`, ahead of restify's router: parsers added with `use` then never read an upload, and unknown
 * paths, odd methods and broken escapes get Direct Line's error form instead of restify's.
 */
export function mountDirectLine(server: Server, options: DirectLineOptions): { close(): Promise<void> } {
  const service = toService(options);
  const streams = createStreams(service);
  server.pre(function directLine(req, res, next) {
    if (!isDirectLinePath(req.url ?? '')) return next();
    const done = () => next(false);
    handle(service, req, res).then(done, done);
  });
  const onUpgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isDirectLinePath(req.url ?? '')) return streams.upgrade(req, socket, head);
    if (!hasOtherTaker(server)) refuseUpgrade(socket, new DirectLineError(404, 'NotFound', 'No stream is here.'));
  };
  server.server.on('upgrade', onUpgrade);
  return {
    close: async () => {
      await streams.close();
      server.server.off('upgrade', onUpgrade);
    },
  };
}

function toService(options: DirectLineOptions): Service {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { now = Date.now, onError = () => {} } = options;
  const clientAddress = options.clientAddress ?? ((req) => req.socket.remoteAddress ?? '');
  const mustWait = createFloodGate(limits.startsPerMinute, now);
  return { ...options, limits, now, onError, clientAddress, mustWait };
}

async function handle(service: Service, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    setCrossOriginHeaders(service, req, res);
    checkOrigin(service, req);
    if (req.method === 'OPTIONS') return answer(res, 200, {});
    const { handler, params, query } = findRoute(req.method ?? '', req.url ?? '');
    await handler({ service, req, res, params, query });
  } catch (error) {
    refuse(service, res, error);
  }
}

function refuse(service: Service, res: ServerResponse, error: unknown): void {
  const known = error instanceof DirectLineError;
  if (!known) service.onError('request_failed', error);
  if (res.headersSent) return;
  const told = known ? error : new DirectLineError(500, 'ServiceError', 'The service failed.');
  answer(res, told.status, directLineError(told.code, told.message), told.headers);
}

/** restify listens for every upgrade only to pass it on; without another taker a socket would hang for ever. */
function hasOtherTaker(server: Server): boolean {
  const passedOn = 1;
  return server.server.listenerCount('upgrade') > 1 + passedOn || server.listenerCount('upgrade') > 0;
}
