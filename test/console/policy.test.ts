import { expect } from 'chai';
import { RIGHTS, type Right } from '#console/policy.ts';
import { ROUTES } from '#console/routes.ts';
import { keepAttachments } from '#records/attachments.ts';
import { systemClock } from '#records/clock.ts';
import { fileTicket } from '#records/tickets.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { anAccount, aWaitingChat, Browser, type RunningDesk, startDesk } from './desk.ts';

/** `worker` is a role that this version does not know: it has no right at all. */
const ROLES = ['agent', 'manager', 'admin', 'worker'] as const;

/** Who has which right, written down a second time and by hand: a slip in the policy shows here. */
const STAFF = ['agent', 'manager', 'admin'];
const HAVE: Record<Right, readonly string[]> = {
  'come-in': [],
  'use-own-account': STAFF,
  'see-queue': STAFF,
  'read-chats': STAFF,
  'answer-chats': STAFF,
  'unmask-chats': ['manager', 'admin'],
  'see-scripts': ['manager', 'admin'],
  'see-figures': ['manager', 'admin'],
  'export-chats': ['manager', 'admin'],
  'keep-chats': ['manager', 'admin'],
  'read-tickets': STAFF,
  'change-cases': STAFF,
  'note-cases': STAFF,
  'see-phones': STAFF,
  'read-households': STAFF,
  'bind-households': STAFF,
  'work-move-ins': STAFF,
  'decide-move-ins': ['manager', 'admin'],
  'see-complainants': ['manager', 'admin'],
  'see-company-cases': ['admin'],
};
const may = (role: string, right: Right) => HAVE[right].includes(role);

const ESTATES = ['lake', 'hill'] as const;

/** What a route answers to somebody who may, for a thing of their own estate that is not in their hands. */
const OWN_ANSWER: Record<string, number> = {
  'post conversations/:id/claim': 204,
  // The chat of this test is no page; whose pages are whose stands in alarms.test.ts.
  'post alarms/:id/accept': 404,
  'post conversations/:id/messages': 409,
  'post conversations/:id/files': 409,
  'post conversations/:id/typing': 409,
  // The body of this test gives no reason; what they do stands in transcripts.test.ts.
  'post conversations/:id/unmask': 400,
  'post conversations/:id/hold': 400,
  'post exports': 400,
  'get exports/:id': 404,
  // Which days is not said here; what they answer stands in figures.test.ts.
  'get figures/:estate': 400,
  'post retention/:estate/run': 400,
  'post conversations/:id/return': 409,
  'post conversations/:id/close': 409,
  // The body of this test is none of theirs; what they do stands in case-calls.test.ts and household-calls.test.ts.
  'post tickets/:id/state': 400,
  'post tickets/:id/notes': 400,
  'post tickets/:id/phone': 404,
  'get households/:estate/:unit': 404,
  'post households/:estate/:unit/codes': 404,
  'post households/:estate/codes/:code/revoke': 404,
  'post households/:estate/members/:member/end': 400,
  // The case of this test is none of moving in; what they do stands in move-in-calls.test.ts.
  'get tickets/:id/move-in': 404,
  'post tickets/:id/move-in/steps': 404,
  'post tickets/:id/move-in/decisions': 404,
  'post tickets/:id/move-in/papers': 404,
  'post tickets/:id/move-in/checks': 404,
  'post tickets/:id/move-in/defects': 404,
  'post tickets/:id/move-in/defects/:defect': 404,
  'post tickets/:id/move-in/keys': 404,
  'post tickets/:id/move-in/fee-sheet': 404,
  'post sign-out': 204,
};

describe('Who may do what', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  const browsers = new Map<string, Browser>();
  const things: Record<string, { chat: string; file: string; ticket: string }> = {};

  before(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    desk = await startDesk(storage);
    for (const estateId of ESTATES) things[estateId] = await thingsOf(estateId);
    for (const role of ROLES) {
      await anAccount(storage, { name: role, role: role as 'agent', estates: ['lake'] });
      browsers.set(role, await signedIn(role));
    }
  });
  after(async () => {
    await desk.stop();
    await storage.close();
    await place.remove();
  });

  async function thingsOf(estateId: string): Promise<{ chat: string; file: string; ticket: string }> {
    const chat = await aWaitingChat(storage, { estateId });
    const file = `file-${estateId}`;
    const ticket = await storage.transact(async (tx) => {
      const bytes = new Uint8Array([1, 2, 3]);
      await keepAttachments(
        tx,
        { id: chat, estateId },
        [{ id: file, name: 'a.png', contentType: 'image/png', bytes }],
        1,
      );
      const filed = {
        service: 'repair',
        letter: 'R',
        date: '20261123',
        level: 'ordinary',
        summary: '水龙头',
        answers: {},
      } as const;
      return fileTicket(tx, { ...filed, estateId, conversationId: chat, actor: 'desk' }, systemClock);
    });
    return { chat, file, ticket: ticket.id };
  }

  async function signedIn(role: string): Promise<Browser> {
    const browser = new Browser(desk);
    await browser.signIn(role);
    return browser;
  }

  const pathFor = (path: string, estateId: string) => {
    const { chat = '', file = '', ticket = '' } = things[estateId] ?? {};
    const id = path.startsWith('tickets') ? ticket : chat;
    return path.replace(':id', id).replace(':file', file).replace(':estate', estateId).replace(':unit', '3-2-501');
  };

  /** The status alone: streams and files are not read. */
  async function statusOf(browser: Browser, route: (typeof ROUTES)[number], path: string): Promise<number> {
    const post = route.method === 'post';
    const stop = new AbortController();
    const csrf: Record<string, string> = browser.csrf ? { 'x-lobby-csrf': browser.csrf } : {};
    const response = await browser.fetch(path, {
      signal: stop.signal,
      ...(post && {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...csrf },
        body: JSON.stringify({ text: '您好', clientId: 'c' }),
      }),
    });
    stop.abort();
    return response.status;
  }

  it('Every right is one sentence', () => {
    for (const sentence of Object.values(RIGHTS)) expect(sentence).to.match(/^[A-Z][^.]+\.$/);
  });

  it('Every route names a right that exists', () => {
    for (const route of ROUTES) expect(RIGHTS).to.have.property(route.right);
  });

  for (const route of ROUTES.filter(({ right }) => right !== 'come-in')) {
    const name = `${route.method} ${route.path}`;

    it(`${name}: nobody who is not signed in`, async () => {
      for (const estateId of ESTATES) {
        expect(await statusOf(new Browser(desk), route, pathFor(route.path, estateId))).to.equal(401);
      }
    });

    for (const role of ROLES) {
      it(`${name}: ${role}${may(role, route.right) ? ', in their own estate only' : ' never'}`, async () => {
        const browser = (name === 'post sign-out' ? undefined : browsers.get(role)) ?? (await signedIn(role));
        const own = pathFor(route.path, 'lake');
        const foreign = pathFor(route.path, 'hill');
        const allowed = may(role, route.right);
        if (foreign !== own) {
          expect(await statusOf(browser, route, foreign)).to.equal(allowed ? 404 : 403);
        } else if (['conversations', 'tickets', 'households'].includes(route.path)) {
          expect(await statusOf(browser, route, `${own}?estate=hill`)).to.equal(allowed ? 404 : 403);
        }
        if (name.endsWith('claim')) await putBackIntoQueue(things.lake?.chat ?? '');
        expect(await statusOf(browser, route, own)).to.equal(allowed ? (OWN_ANSWER[name] ?? 200) : 403);
        if (name.endsWith('claim')) await putBackIntoQueue(things.lake?.chat ?? '');
      });
    }
  }

  it('A file is not found through a conversation that it does not belong to', async () => {
    const browser = await signedIn('agent');
    const path = `conversations/${things.lake?.chat}/files/${things.hill?.file}`;
    expect((await browser.fetch(path)).status).to.equal(404);
  });

  it('A change of estates holds from the next call on', async () => {
    const browser = await signedIn('agent');
    await storage.db.updateTable('staff').set({ estates: '["hill"]' }).where('name', '=', 'agent').execute();
    expect((await browser.get(`conversations/${things.lake?.chat}`)).status).to.equal(404);
    expect((await browser.get(`conversations/${things.hill?.chat}`)).status).to.equal(200);
  });

  async function putBackIntoQueue(chat: string): Promise<void> {
    await storage.db
      .updateTable('conversation')
      .set({ owner: 'queue', owner_staff_id: null })
      .where('id', '=', chat)
      .execute();
    await storage.db.updateTable('handoff').set({ state: 'waiting' }).where('conversation_id', '=', chat).execute();
  }
});
