import type { IncomingMessage, ServerResponse } from 'node:http';
import { mustEnrol } from '#console/accounts/second-factor-rule.ts';
import { readSessionCookie } from '#console/accounts/session-cookie.ts';
import { hashToken } from '#console/accounts/tokens.ts';
import { readSessions, type SignedIn, touchSessions } from '#records/staff/sessions.ts';
import { isDiskFull, isUnreachable } from '#storage/errors.ts';
import { answerDone, answerJson, answerRefusal } from './answer.ts';
import type { ConsoleDesk } from './console-desk.ts';
import { may, type PublicRight, type Right } from './policy.ts';
import { forbidden, Refusal, secondFactorNeeded, signedOut } from './refusal.ts';
import { demandJson, demandToken, refuseForeignPages } from './same-site.ts';

/** One request on its way; `params` are the named parts of its path, decoded. */
export interface Call {
  desk: ConsoleDesk;
  req: IncomingMessage;
  res: ServerResponse;
  params: Record<string, string>;
  query: URLSearchParams;
}

/** A request of somebody who is signed in and has the route's right. */
export interface StaffCall extends Call {
  me: SignedIn;
}

/**
 * One line of the route table: its method, its path below `/console/api/`, the right it needs. A handler returns what to answer
 * as JSON, nothing for 204, or has answered by itself. What is posted is JSON, except where it `takes` a file.
 */
export type Route = { method: 'get' | 'post'; path: string; takes?: 'file' } & (
  | { right: PublicRight; handle(call: Call): Promise<unknown> }
  | { right: Exclude<Right, PublicRight>; handle(call: StaffCall): Promise<unknown> }
);

/** Runs a route: whose page, who, whether they may; then its handler; then the answer. Never throws. */
export async function runRoute(route: Route, call: Call): Promise<void> {
  try {
    const answer = await admitAndHandle(route, call);
    if (call.res.headersSent) return;
    if (answer === undefined) answerDone(call.res);
    else answerJson(call.res, 200, answer);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : failure(call.desk, error);
    if (call.res.headersSent) call.res.destroy();
    else answerRefusal(call.res, refusal);
  }
}

async function admitAndHandle(route: Route, call: Call): Promise<unknown> {
  refuseForeignPages(call.req, call.desk.publicUrl);
  if (route.method === 'post' && route.takes !== 'file') demandJson(call.req);
  if (route.right === 'come-in') return route.handle(call);
  const me = await whoCalls(call);
  if (!me) throw signedOut();
  if (route.method === 'post') demandToken(call.req, me.csrf);
  if (!may(me.role, route.right)) throw forbidden('Your role does not include this.');
  if (route.right !== 'use-own-account' && mustEnrol(call.desk, me)) throw secondFactorNeeded(403);
  return route.handle({ ...call, me });
}

/** The session behind a call, or undefined. */
export async function whoCalls({ desk, req }: Call): Promise<SignedIn | undefined> {
  const token = readSessionCookie(req, desk.secureCookies);
  if (!token) return undefined;
  const now = desk.clock.now();
  const tokenHash = hashToken(token);
  const session = (await readSessions(desk.storage.db, [tokenHash], now)).get(tokenHash);
  if (session) await touchSessions(desk.storage.db, [session], now);
  return session;
}

function failure(desk: ConsoleDesk, error: unknown): Refusal {
  desk.onError('console-call-failed', error);
  const storeAway = isDiskFull(error) || isUnreachable(error);
  return storeAway
    ? new Refusal(503, 'unavailable', 'The desk cannot store or read at the moment. Please try again.')
    : new Refusal(500, 'internal', 'Something went wrong on our side.');
}
