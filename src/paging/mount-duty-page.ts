import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type restify from 'restify';
import type { Clock } from '#records/clock.ts';
import { acceptPage } from '#records/paging/acceptance.ts';
import { findNumberedPage } from '#records/paging/lists.ts';
import { peopleOf } from '#records/paging/pages.ts';
import type { Storage } from '#storage/storage.ts';
import { type DutyLink, readDutyLink } from './duty-link.ts';
import { type DutyPageView, renderDeadLink, renderDutyPage } from './duty-page.ts';
import { pageFacts, type Say } from './page-words.ts';

/** What the page behind a link works with. */
export interface DutyPageDeps {
  storage: Storage;
  clock: Clock;
  key: Uint8Array;
  say(locale: 'zh-CN' | 'en'): Say;
  onError(code: string, error: unknown): void;
}

/** Path of the page behind a link, without its token. */
export const DUTY_PATH = '/duty/';

/**
 * Mounts the page where whoever was called accepts, without signing in. Looking never accepts: messengers open links by
 * themselves for a preview. Only the button does.
 */
export function mountDutyPage(server: restify.Server, deps: DutyPageDeps): void {
  const guarded = (handle: (link: DutyLink | undefined, req: restify.Request, res: ServerResponse) => Promise<void>) =>
    async function dutyPage(req: restify.Request, res: restify.Response): Promise<void> {
      const link = readDutyLink(String(req.params.token ?? ''), deps.key, deps.clock.now());
      await handle(link, req, res).catch((error: unknown) => {
        deps.onError('duty-page-failed', error);
        if (!res.headersSent) (res as ServerResponse).writeHead(500).end();
      });
    };
  const show = guarded((link, req, res) => showPage(deps, link, req, res));
  server.get(`${DUTY_PATH}:token`, show);
  server.head(`${DUTY_PATH}:token`, show);
  server.post(
    `${DUTY_PATH}:token`,
    guarded(async (link, req, res) => {
      req.resume();
      if (!link) return showPage(deps, link, req, res);
      await accept(deps, link);
      // So that a reload of the page shows it, and posts nothing.
      res.writeHead(303, { location: req.url ?? '/', 'cache-control': 'no-store' }).end();
    }),
  );
}

async function accept({ storage, clock }: DutyPageDeps, { pageId, step }: DutyLink): Promise<void> {
  await storage.transact(async (tx) => {
    const found = await findNumberedPage(tx.db, pageId);
    const name = found && peopleOf(found.page)[step]?.name.zh;
    if (name) await acceptPage(tx, pageId, { name, via: 'link' }, clock.now());
  });
}

async function showPage(
  deps: DutyPageDeps,
  link: DutyLink | undefined,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const locale = localeOf(req);
  const look = { say: deps.say(locale), lang: locale, nonce: randomBytes(16).toString('base64') };
  const found = link && (await findNumberedPage(deps.storage.db, link.pageId));
  if (!link || !found) return answer(req, res, 404, renderDeadLink(look), look.nonce);
  const { page, number } = found;
  const mine = page.accepted_name === peopleOf(page)[link.step]?.name.zh;
  const state: DutyPageView['state'] = page.state !== 'accepted' ? 'open' : mine ? 'mine' : 'taken';
  const facts = pageFacts(page, look.say, locale === 'en' ? 'en' : 'zh');
  return answer(req, res, 200, renderDutyPage({ ...facts, number, state }, look), look.nonce);
}

/** The browser's language; Chinese unless it prefers English. */
function localeOf(req: IncomingMessage): 'zh-CN' | 'en' {
  const asked = new URLSearchParams(req.url?.split('?')[1]).get('lang');
  return (asked ?? req.headers['accept-language'] ?? '').trim().toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

function answer(req: IncomingMessage, res: ServerResponse, status: number, html: string, nonce: string): void {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
  const bytes = Buffer.from(html);
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': bytes.length,
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  res.end(req.method === 'HEAD' ? undefined : bytes);
}
