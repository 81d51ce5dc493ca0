import { expect } from 'chai';
import { mayAppoint, RIGHTS, type Right, rightsOf } from '#console/policy.ts';
import { ROUTES } from '#console/routes.ts';
import { keepAttachments } from '#records/attachments.ts';
import { notePromise } from '#records/cases/promises.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { addInvite } from '#records/staff/links.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { anAccount, aWaitingChat, Browser, type RunningDesk, startDesk } from './desk.ts';
import { HAVE, LISTS_OF_ESTATES, ROLES, ROWS } from './policy-rows.ts';

const may = (role: string, right: Right) => HAVE[right].includes(role);
const ESTATES = ['lake', 'hill'] as const;

interface Things {
  chat: string;
  file: string;
  ticket: string;
  colleague: string;
  invite: string;
  promise: string;
}

describe('Who may do what', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  const browsers = new Map<string, Browser>();
  const things: Record<string, Things> = {};

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
    expect(desk.errors).to.deep.equal([]);
  });

  async function thingsOf(estateId: string): Promise<Things> {
    const chat = await aWaitingChat(storage, { estateId });
    const file = `file-${estateId}`;
    const colleague = await anAccount(storage, { name: `of-${estateId}`, estates: [estateId] });
    const { ticket, invite } = await storage.transact(async (tx) => {
      const photo = { id: file, name: 'a.png', contentType: 'image/png', bytes: new Uint8Array([1, 2, 3]) };
      await keepAttachments(tx, { id: chat, estateId }, [photo], 1);
      const filed = {
        service: 'repair',
        letter: 'R',
        date: '20261123',
        level: 'ordinary',
        summary: '水龙头',
        // A photo of a case: one of a chat alone is hidden from whoever does not serve it.
        answers: { photo: { value: [{ id: file }] } },
      } as const;
      const wish = {
        tokenHash: estateId,
        label: '小林',
        role: 'agent',
        estates: [estateId],
        madeBy: colleague,
      } as const;
      return {
        ticket: await fileTicket(tx, { ...filed, estateId, conversationId: chat, actor: 'desk' }, systemClock),
        invite: await addInvite(tx, wish, systemClock),
      };
    });
    const promised = { estateId, conversationId: chat, staffId: 'nobody', words: '回电', dueAt: Date.now() + 60_000 };
    const promise = await storage.transact((tx) => notePromise(tx, promised, systemClock));
    return { chat, file, ticket: ticket.id, colleague, invite: invite.id, promise };
  }

  async function signedIn(role: string): Promise<Browser> {
    const browser = new Browser(desk);
    await browser.signIn(role);
    return browser;
  }

  const pathFor = (path: string, estateId: string) => {
    const own = things[estateId] as Things;
    const ids: Record<string, string> = {
      tickets: own.ticket,
      staff: own.colleague,
      invites: own.invite,
      promises: own.promise,
    };
    return path
      .replace(':id', ids[path.split('/')[0] ?? ''] ?? own.chat)
      .replace(':file', own.file)
      .replace(':estate', estateId)
      .replace(':unit', '3-2-501')
      .replace(':date', '2026-11-23');
  };

  /** The status alone: streams and files are not read. */
  async function statusOf(
    browser: Browser,
    route: Pick<(typeof ROUTES)[number], 'method'>,
    path: string,
    csrf = browser.csrf,
  ): Promise<number> {
    const post = route.method === 'post';
    const stop = new AbortController();
    const response = await browser.fetch(path, {
      signal: stop.signal,
      ...(post && {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(csrf ? { 'x-lobby-csrf': csrf } : {}) },
        body: JSON.stringify({ text: '您好', clientId: 'c' }),
      }),
    });
    stop.abort();
    return response.status;
  }

  it('Every right is one sentence', () => {
    for (const sentence of Object.values(RIGHTS)) expect(sentence).to.match(/^[A-Z][^.]+\.$/);
  });

  it('Every route names a right that exists, and has its row in the matrix; no row is left over', () => {
    for (const route of ROUTES) expect(RIGHTS).to.have.property(route.right);
    expect(Object.keys(ROWS).sort()).to.deep.equal(ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('Nobody appoints to more than they may do themselves', () => {
    for (const role of ROLES) {
      for (const other of ROLES.filter((one) => mayAppoint(role, one))) {
        expect(rightsOf(role), `${role} appoints ${other}`).to.include.members([...rightsOf(other)]);
      }
    }
  });

  for (const route of ROUTES) {
    const name = `${route.method} ${route.path}`;
    const { right } = route;

    if (right === 'come-in') {
      it(`${name}: anybody`, async () => {
        expect(await statusOf(new Browser(desk), route, route.path)).to.equal(ROWS[name]);
      });
      continue;
    }

    it(`${name}: nobody who is not signed in`, async () => {
      for (const estateId of ESTATES) {
        expect(await statusOf(new Browser(desk), route, pathFor(route.path, estateId))).to.equal(401);
      }
    });

    if (route.method === 'post') {
      it(`${name}: not without the session's own token, nor with another's`, async () => {
        const admin = browsers.get('admin') as Browser;
        for (const token of ['', browsers.get('agent')?.csrf]) {
          expect(await statusOf(admin, route, pathFor(route.path, 'lake'), token)).to.equal(403);
        }
      });
    }

    for (const role of ROLES) {
      it(`${name}: ${role}${may(role, right) ? ', in their own estate only' : ' never'}`, async () => {
        const browser = (name === 'post sign-out' ? undefined : browsers.get(role)) ?? (await signedIn(role));
        const own = pathFor(route.path, 'lake');
        const foreign = pathFor(route.path, 'hill');
        const allowed = may(role, right);
        if (foreign !== own) {
          expect(await statusOf(browser, route, foreign)).to.equal(allowed ? 404 : 403);
        } else if (route.method === 'get' && LISTS_OF_ESTATES.includes(route.path)) {
          expect(await statusOf(browser, route, `${own}?estate=hill`)).to.equal(allowed ? 404 : 403);
        }
        expect(await statusOf(browser, route, own)).to.equal(allowed ? ROWS[name] : 403);
        await asBefore();
      });
    }
  }

  it('A file is not found through a conversation that it does not belong to', async () => {
    const browser = await signedIn('agent');
    const path = `conversations/${things.lake?.chat}/files/${things.hill?.file}`;
    expect((await browser.fetch(path)).status).to.equal(404);
  });

  it('A worker never sees what anybody owes or paid: no case, no sheet of fees', async () => {
    const worker = await signedIn('worker');
    for (const path of ['tickets', `tickets/${things.lake?.ticket}`, `tickets/${things.lake?.ticket}/move-in`]) {
      expect((await worker.get(path)).status).to.equal(403);
    }
  });

  it('A change of estates holds from the next call on', async () => {
    const browser = await signedIn('agent');
    await storage.db.updateTable('staff').set({ estates: '["hill"]' }).where('name', '=', 'agent').execute();
    expect((await browser.get(`conversations/${things.lake?.chat}`)).status).to.equal(404);
    expect((await browser.get(`conversations/${things.hill?.chat}`)).status).to.equal(200);
  });

  /** What a call of the matrix did is undone for the next one. */
  async function asBefore(): Promise<void> {
    const chat = things.lake?.chat ?? '';
    const free = { owner: 'queue', owner_staff_id: null } as const;
    await storage.db.updateTable('conversation').set(free).where('id', '=', chat).execute();
    await storage.db.updateTable('handoff').set({ state: 'waiting' }).where('conversation_id', '=', chat).execute();
    await storage.db.updateTable('staff_link').set({ ended_at: null }).execute();
  }
});
