import { expect } from 'chai';
import type { ConversationDetail, Log, Me, Queue, TicketDetail } from '#console/api.ts';
import { append } from '#records/activities.ts';
import { keepAttachments } from '#records/attachments.ts';
import { addTicketEvent, fileTicket } from '#records/cases/tickets.ts';
import { fixedClock, systemClock } from '#records/clock.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { aChat, aClerk, aWaitingChat, type Browser, type RunningDesk, startDesk } from './desk.ts';

const XSS = `"><svg onload=alert(1)>.png`;

describe('Reading at the desk', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  let chen: Browser;

  beforeEach(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    desk = await startDesk(storage);
    chen = await aClerk(desk, storage, { name: 'chen', displayName: '小陈', estates: ['lake'] });
  });
  afterEach(async () => {
    await desk.stop();
    await storage.close();
    await place.remove();
    expect(desk.errors).to.deep.equal([]);
  });

  async function aFile(chat: string, file: { id: string; name: string; contentType: string }): Promise<void> {
    const bytes = new TextEncoder().encode('<svg onload=alert(1)>');
    await storage.transact((tx) => keepAttachments(tx, { id: chat, estateId: 'lake' }, [{ ...file, bytes }], 1));
  }

  it('The queue has the most urgent first, then who waited longest, and nothing of another estate', async () => {
    const clock = fixedClock(systemClock.now());
    const wait = async (level: 'critical' | 'urgent' | 'ordinary', estateId = 'lake') => {
      clock.advance(1000);
      return aWaitingChat(storage, { level, clock, estateId });
    };
    const tap = await wait('ordinary');
    const noise = await wait('urgent');
    const lift = await wait('critical');
    const water = await wait('urgent');
    await wait('critical', 'hill');
    const { body } = await chen.get<Queue>('queue');
    expect(body.waiting.map(({ id }) => id)).to.deep.equal([lift, noise, water, tap]);
    expect(body.waiting[0]).to.deep.include({
      level: 'critical',
      reason: 'asked',
      owner: { kind: 'queue' },
      lastText: '您好',
    });
    expect(body.mine).to.deep.equal([]);
    await chen.post(`conversations/${noise}/claim`);
    const after = (await chen.get<Queue>('queue')).body;
    expect(after.waiting.map(({ id }) => id)).to.deep.equal([lift, water, tap]);
    expect(after.mine.map(({ id, owner }) => [id, owner.kind])).to.deep.equal([[noise, 'staff']]);
  });

  it("The log shows words, choices, events and the desk's own files, and no address from outside", async () => {
    const chat = await aChat(storage, { says: [] });
    const { id } = (await chen.get<Me>('me')).body;
    // Who serves a resident sees names.
    await storage.db
      .updateTable('conversation')
      .set({ owner: 'staff', owner_staff_id: id })
      .where('id', '=', chat)
      .execute();
    await storage.transact((tx) =>
      append(
        tx,
        chat,
        [
          {
            type: 'message',
            role: 'resident',
            fromId: 'dl_1',
            fromName: XSS,
            text: XSS,
            body: {
              attachments: [
                { contentType: 'image/png', name: XSS, contentUrl: 'lobby-file:f1' },
                { contentType: 'image/png', name: 'outside', contentUrl: 'https://evil.example/x.png' },
              ],
            },
          },
          {
            type: 'message',
            role: 'desk',
            fromId: 'desk',
            text: '请问哪里坏了？',
            body: { suggestedActions: { actions: [{ type: 'imBack', title: '厨房', value: '厨房' }] } },
          },
          {
            type: 'event',
            role: 'system',
            fromId: 'desk',
            visibility: 'staff',
            body: { name: 'handoff.initiate', value: { reason: 'asked' } },
          },
          { type: 'conversationUpdate', role: 'resident', fromId: 'dl_1', body: { attachments: 'nonsense' } },
        ],
        5,
      ),
    );
    const { body } = await chen.get<Log>(`conversations/${chat}/log`);
    expect(body.lastSeq).to.equal(4);
    const [said, asked, event, other] = body.activities;
    expect(said).to.deep.include({ seq: 1, role: 'resident', fromName: XSS, text: XSS, type: 'message' });
    expect(said?.files).to.deep.equal([
      { id: 'f1', name: XSS, contentType: 'image/png', url: `/console/api/conversations/${chat}/files/f1` },
      { id: '', name: 'outside', contentType: 'image/png', url: '' },
    ]);
    expect(JSON.stringify(body)).to.not.contain('evil.example');
    expect(asked?.choices).to.deep.equal(['厨房']);
    expect(event).to.deep.include({
      type: 'event',
      name: 'handoff.initiate',
      value: { reason: 'asked' },
      visibility: 'staff',
    });
    expect(other).to.deep.include({ type: 'other', files: [], choices: [] });
    const rest = await chen.get<Log>(`conversations/${chat}/log?after=1&limit=2`);
    expect(rest.body.activities.map(({ seq }) => seq)).to.deep.equal([2, 3]);
  });

  it('What the resident told the bot so far is shown, and a state of any other shape tells nothing', async () => {
    const chat = await aChat(storage, {});
    const read = async (state: unknown) => {
      await storage.db
        .updateTable('conversation')
        .set({ state: JSON.stringify(state) })
        .where('id', '=', chat)
        .execute();
      const { body } = await chen.get<ConversationDetail>(`conversations/${chat}`);
      return { told: body.told, asking: body.asking };
    };
    const answers = {
      place: { value: 'kitchen', told: '厨房' },
      photo: { value: [] },
      unit: { value: 1, told: '3栋2单元501' },
    };
    expect(await read({ version: 1, open: { form: 'repair', version: 1, answers, asking: 'phone' } })).to.deep.equal({
      told: [
        { key: 'place', value: '厨房' },
        { key: 'unit', value: '3栋2单元501' },
      ],
      asking: { form: 'repair', key: 'phone' },
    });
    for (const state of [
      {},
      null,
      [],
      { open: 7 },
      { open: { form: 'x', answers: { a: null } } },
      { version: 1, misses: 0 },
    ]) {
      expect(await read(state)).to.deep.equal({ told: [], asking: null });
    }
  });

  it('A case is shown with what was told, its own photos and its history', async () => {
    const chat = await aChat(storage, {});
    await aFile(chat, { id: 'f1', name: '漏水.png', contentType: 'image/png' });
    await aFile(chat, { id: 'f2', name: '别的事.png', contentType: 'image/png' });
    const answers = {
      place: { value: 'kitchen', told: '厨房' },
      photos: { value: [{ id: 'f1' }], told: '1 张照片' },
      gone: null,
    };
    const ticket = await storage.transact(async (tx) => {
      const filed = { service: 'repair', letter: 'R', date: '20261123', level: 'urgent', summary: XSS } as const;
      const row = await fileTicket(
        tx,
        { ...filed, answers, estateId: 'lake', conversationId: chat, actor: 'desk' },
        systemClock,
      );
      await addTicketEvent(tx, row.id, { actor: 'staff:1', kind: 'note', detail: { words: XSS } }, systemClock.now());
      return row;
    });
    const { body } = await chen.get<TicketDetail>(`tickets/${ticket.id}`);
    expect(body.ticket).to.deep.include({ number: 'R20261123-0001', summary: XSS, level: 'urgent' });
    expect(body.answers).to.deep.equal([
      { key: 'place', value: '厨房' },
      { key: 'photos', value: '1 张照片' },
    ]);
    expect(body.files.map(({ id }) => id)).to.deep.equal(['f1']);
    expect(body.events.map(({ kind, detail }) => [kind, detail])).to.deep.equal([
      ['filed', {}],
      ['note', { words: XSS }],
    ]);
    const detail = await chen.get<ConversationDetail>(`conversations/${chat}`);
    expect(detail.body.tickets.map(({ id }) => id)).to.deep.equal([ticket.id]);
  });

  it('A picture is shown in place, anything else is saved, and neither can run a script', async () => {
    const chat = await aChat(storage, {});
    const kinds = { png: 'image/png', svg: 'image/svg+xml', html: 'text/html', pdf: 'application/pdf' };
    for (const [id, contentType] of Object.entries(kinds)) await aFile(chat, { id, name: XSS, contentType });
    await chen.post(`conversations/${chat}/pull`);
    for (const id of Object.keys(kinds)) {
      const { status, headers } = await chen.fetch(`conversations/${chat}/files/${id}`);
      expect(status).to.equal(200);
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('content-security-policy')).to.equal("sandbox; default-src 'none'");
      const [how, name] = (headers.get('content-disposition') ?? '').split('; ');
      expect(how).to.equal(id === 'png' ? 'inline' : 'attachment');
      expect(name).to.equal("filename*=UTF-8''%22%3E%3Csvg%20onload%3Dalert%281%29%3E.png");
      const shown = { png: 'image/png', pdf: 'application/pdf' }[id] ?? 'application/octet-stream';
      expect(headers.get('content-type')).to.equal(shown);
    }
  });

  it('A picture is sent once, but asked for each time', async () => {
    const chat = await aChat(storage, {});
    await aFile(chat, { id: 'f1', name: 'a.png', contentType: 'image/png' });
    await chen.post(`conversations/${chat}/pull`);
    const path = `conversations/${chat}/files/f1`;
    const { headers } = await chen.fetch(path);
    expect(headers.get('cache-control')).to.equal('private, no-cache');
    const again = { headers: { 'if-none-match': headers.get('etag') ?? '' } };
    expect((await chen.fetch(path, again)).status).to.equal(304);
    await chen.post('sign-out');
    expect((await chen.fetch(path, again)).status).to.equal(401);
  });
});
