import type { IncomingMessage, ServerResponse } from 'node:http';
import type restify from 'restify';
import { passwordDesk } from '#console/accounts/passwords.ts';
import { makeSetupLink } from '#console/accounts/setup.ts';
import { signInGuard } from '#console/accounts/sign-in-guard.ts';
import { answerRefusal } from './answer.ts';
import { runRoute } from './call.ts';
import { clientAddress } from './client-address.ts';
import type { ConsoleDeps, ConsoleDesk } from './console-desk.ts';
import { eventStreams } from './event-streams.ts';
import { notFound } from './refusal.ts';
import { ROUTES } from './routes.ts';

const BASE = '/console/api';
const OTHER_METHODS = ['get', 'post', 'put', 'patch', 'del', 'head', 'opts'] as const;

/** The mounted staff API. */
export interface ConsoleApi {
  /** Ends every open event stream, so that the server can close. */
  close(): Promise<void>;
  /** Path with a fresh one-time link for the first account; undefined when there is an account. */
  setupLink(): Promise<string | undefined>;
}

/** Mounts every call of `api.ts` below `/console/api/`; anything else there is 404 in the same shape. */
export function mountConsoleApi(server: restify.Server, deps: ConsoleDeps): ConsoleApi {
  const desk: ConsoleDesk = {
    ...deps,
    passwords: passwordDesk(),
    guard: signInGuard(),
    streams: eventStreams(deps),
    addressOf: (req) => clientAddress(req, deps.trustProxy ?? false),
  };
  for (const route of ROUTES) {
    server[route.method](`${BASE}/${route.path}`, async (req: restify.Request, res: restify.Response) =>
      runRoute(route, { desk, req, res, params: req.params ?? {}, query: queryOf(req) }),
    );
  }
  const nothingHere = async (_req: IncomingMessage, res: ServerResponse) => answerRefusal(res, notFound());
  for (const method of OTHER_METHODS) server[method](`${BASE}/*`, nothingHere);
  return {
    close: async () => desk.streams.close(),
    setupLink: () => makeSetupLink(desk.storage, desk.clock),
  };
}

function queryOf(req: IncomingMessage): URLSearchParams {
  return new URL(req.url ?? '', 'http://desk').searchParams;
}
