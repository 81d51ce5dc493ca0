import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type restify from 'restify';
import { chatPage, consolePage, type PageSource } from './built-page.ts';
import { renderNotFound, renderShell, type ShellAssets } from './chat/shell.ts';
import { mountChatSession } from './chat-session.ts';
import { chatHeaders, consoleHeaders, createNonce } from './content-security.ts';
import { CHAT_COOKIE, readCookie } from './cookies.ts';
import { favicon } from './favicon.ts';
import { answerHtml, chooseLocale } from './html.ts';
import type { PagesDeps } from './pages-deps.ts';
import { answerText, serveFile } from './static-files.ts';

/** Serves the resident's page, its sessions and the console's files. Every GET also answers HEAD. */
export function mountPages(server: restify.Server, deps: PagesDeps): void {
  const chat = chatPage(join(deps.buildDir, 'chat'));
  const staff = consolePage(join(deps.buildDir, 'console'));
  const get = (path: string, handler: (req: restify.Request, res: ServerResponse) => Promise<unknown>) => {
    const guarded = async (req: restify.Request, res: restify.Response) => {
      await handler(req, res).catch((error: unknown) => {
        deps.onError?.('page-failed', error);
        if (!res.headersSent) answerText(res, 500, 'Something went wrong on our side.');
      });
    };
    server.get(path, guarded);
    server.head(path, guarded);
  };
  get('/', (req, res) => answerShell(deps, chat, req, res));
  get('/e/:estate', (req, res) => answerShell(deps, chat, req, res));
  get('/chat/assets/*', (req, res) => answerAsset(chat, req, res));
  get('/console', async (_req, res) => res.writeHead(302, { location: '/console/' }).end());
  get('/console/', (req, res) => answerConsole(deps, staff, req, res));
  get('/console/assets/*', (req, res) => answerAsset(staff, req, res));
  for (const path of ['/favicon.svg', '/favicon.ico']) get(path, async (req, res) => favicon(req, res));
  mountChatSession(server, deps);
}

async function answerShell(deps: PagesDeps, chat: PageSource<ShellAssets>, req: restify.Request, res: ServerResponse) {
  const { locale, cookie } = chooseLocale(req, deps.secureCookies);
  const nonce = createNonce();
  const { secureCookies: secure, frameAncestors = [], directLinePath } = deps;
  const headers = {
    ...chatHeaders({ nonce, host: req.headers.host, secure, frameAncestors }),
    vary: 'accept-language, cookie, accept-encoding',
    ...(cookie && { 'set-cookie': cookie }),
  };
  const facts = deps.facts(req.params.estate, locale);
  const assets = (await chat())?.extra;
  if (!facts) return answerHtml(req, res, 404, headers, renderNotFound(locale, nonce, assets?.style));
  const session = await knownSession(deps, facts.estateId, locale, req);
  return answerHtml(req, res, 200, headers, renderShell(facts, { nonce, locale, assets, session, directLinePath }));
}

/** Saves a known visitor one round trip. When it fails the page still comes, and asks again by itself. */
async function knownSession(deps: PagesDeps, estateId: string, locale: string, req: IncomingMessage) {
  const cookie = readCookie(req, CHAT_COOKIE);
  if (!cookie) return undefined;
  const found = await deps.session({ estateId, cookie, locale }).catch(() => undefined);
  // Another conversation than the cookie's has a cookie of its own, which only the session call sets.
  if (!found || found.cookie !== cookie) return undefined;
  const { cookie: _kept, ...session } = found;
  return session;
}

async function answerAsset<T>(page: PageSource<T>, req: restify.Request, res: ServerResponse) {
  const built = await page();
  if (!built) return answerText(res, 404, 'There is nothing at this address.');
  await serveFile(built.files, String(req.params['*'] ?? ''), req, res);
}

async function answerConsole(deps: PagesDeps, staff: PageSource<string>, req: restify.Request, res: ServerResponse) {
  const built = await staff();
  if (!built) return answerText(res, 503, 'The console is not built yet; run node src/web/build.ts');
  const nonce = createNonce();
  const html = built.extra.replaceAll('__CSP_NONCE__', nonce);
  await answerHtml(req, res, 200, consoleHeaders(nonce, deps.consoleCsp), html);
}
