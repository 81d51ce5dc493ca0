import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { checkTokenOrigin } from './authorize.ts';
import { conversationNotFound, DirectLineError, forbidden } from './errors.ts';
import { checkOrigin } from './origins.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { streamTarget } from './routes.ts';
import { baseUrl, type Service } from './service.ts';
import { runStream } from './stream.ts';
import { fromWatermark } from './watermark.ts';

const TOO_MANY = 1008;
const RESTARTING = 1012;
const FAREWELL_MS = 1000;

/** All open sockets. `upgrade` takes a request that asks for one; `close` says goodbye to all of them. */
export interface Streams {
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** Every tab of a conversation has its own socket: closing the older one would make two tabs fight for ever. */
export function createStreams(service: Service): Streams {
  const server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false });
  const byConversation = new Map<string, Set<WebSocket>>();
  const heard = new WeakSet<WebSocket>();
  const keepAlive = setInterval(() => {
    for (const socket of server.clients) keepUp(socket, heard);
  }, service.limits.keepAliveMs);
  keepAlive.unref();

  const accept = (socket: WebSocket, conversationId: string) => {
    const sockets = byConversation.get(conversationId) ?? new Set();
    byConversation.set(conversationId, sockets.add(socket));
    const [oldest] = sockets;
    if (oldest && sockets.size > service.limits.socketsPerConversation) {
      sockets.delete(oldest);
      oldest.close(TOO_MANY, 'too many connections');
    }
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0 && byConversation.get(conversationId) === sockets) byConversation.delete(conversationId);
    });
    for (const sign of ['pong', 'message'] as const) socket.on(sign, () => heard.add(socket));
    socket.on('error', () => socket.terminate());
    heard.add(socket);
  };

  let closed = false;
  return {
    upgrade: (req, socket, head) => {
      socket.on('error', () => socket.destroy());
      admit(service, req).then(
        (target) => {
          if (closed || socket.destroyed) return socket.destroy();
          server.handleUpgrade(req, socket, head, (opened) => {
            accept(opened, target.conversationId);
            runStream(service, opened, target);
          });
        },
        (error) => refuseUpgrade(socket, toRefusal(service, error)),
      );
    },
    close: async () => {
      closed = true;
      clearInterval(keepAlive);
      await Promise.all([...server.clients].map(sayGoodbye));
    },
  };
}

/** Who may listen to what, from where on. The ticket stands for the token, because a browser can send no header here. */
async function admit(service: Service, req: IncomingMessage) {
  checkOrigin(service, req);
  const { conversationId, query } = streamTarget(req.url ?? '');
  const grant = await service.tokens.verifyTicket(query.get('t') ?? '');
  if (grant.conversationId !== conversationId) throw forbidden('The stream is for another conversation.');
  checkTokenOrigin(grant.origins, req);
  const found = await service.log.find(conversationId);
  if (!found) throw conversationNotFound();
  return { conversationId, base: baseUrl(service, req), after: fromWatermark(query.get('watermark'), found.lastSeq) };
}

/** The empty frame is Direct Line's own keep-alive; the ping finds out who has gone without a word. */
function keepUp(socket: WebSocket, heard: WeakSet<WebSocket>): void {
  if (!heard.delete(socket)) {
    socket.terminate();
  } else if (socket.readyState === socket.OPEN) {
    socket.send('');
    socket.ping();
  }
}

function toRefusal(service: Service, error: unknown): DirectLineError {
  if (error instanceof DirectLineError) return error;
  service.onError('upgrade_failed', error);
  return new DirectLineError(500, 'ServiceError', 'The service failed.');
}

/** 1012 "service restart"; who does not answer in time is cut off. */
function sayGoodbye(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => socket.terminate(), FAREWELL_MS);
    socket.once('close', () => {
      clearTimeout(patience);
      resolve();
    });
    socket.close(RESTARTING, 'restarting');
  });
}
