import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'restify';
import { AzureAdapter } from './adapter.ts';
import { AzureError } from './errors.ts';
import { type Door, receive } from './receive.ts';
import { type AzureSendHandler, createSendHandler } from './send.ts';

/**
 * Serves Azure Bot Service at `POST /api/messages`. To be mounted only with credentials: without them the SDK believes
 * anybody. `sendHandler` sends the outbox rows of the kind `azure-send`.
 * @throws when the SDK cannot use the settings (no tenant for a single-tenant bot, for example)
 */
export function mountAzure(server: Server, deps: Door & { timeLimit?: number }): { sendHandler: AzureSendHandler } {
  const adapter = new AzureAdapter(deps.azure);
  server.post('/api/messages', async (req: IncomingMessage, res: ServerResponse) => {
    try {
      const status = await receive(deps, adapter, req);
      res.writeHead(status);
      res.end();
    } catch (error) {
      refuse(deps, res, error);
    }
  });
  return { sendHandler: createSendHandler(deps, deps.timeLimit) };
}

function refuse(door: Door, res: ServerResponse, error: unknown): void {
  const known = error instanceof AzureError;
  if (!known) door.onError('azure-receive-failed', error);
  const { status, code, message } = known
    ? error
    : new AzureError(500, 'internal', 'Something went wrong on our side.');
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end(JSON.stringify({ error: { code, message } }));
}
