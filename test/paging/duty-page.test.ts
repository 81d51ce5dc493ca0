import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import restify from 'restify';
import { createSpeech } from '#dialogs/speech.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { fixedClock, systemClock } from '#records/clock.ts';
import { openPage } from '#records/paging/calls.ts';
import { findPage } from '#records/paging/pages.ts';
import { readDutyLink, signDutyLink } from '#src/paging/duty-link.ts';
import { mountDutyPage } from '#src/paging/mount-duty-page.ts';
import { ROOT } from '#src/root.ts';
import type { Storage } from '#storage/storage.ts';
import { aTicket, openAConversation } from '../records/builders.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';

const KEY = new Uint8Array(32).fill(7);
const START = Date.parse('2026-11-23T22:40:00+08:00');
const HOUR = 3_600_000;

describe('The link in the message to the duty person', () => {
  let place: Place;
  let storage: Storage;
  let base = '';
  let close: () => void;
  const clock = { ...fixedClock(START), id: systemClock.id };
  const errors: unknown[] = [];

  before(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    const server = restify.createServer({ name: '' });
    const speech = createSpeech(join(ROOT, 'locales'));
    const onError = (_: string, error: unknown) => errors.push(error);
    mountDutyPage(server, { storage, clock, key: KEY, say: (locale) => speech.say(locale), onError });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/duty/`;
    close = () => server.close();
  });
  after(async () => {
    close();
    await storage.close();
    await place.remove();
    expect(errors).to.deep.equal([]);
  });

  async function aPage(where = { zh: '3栋2单元4号梯', en: 'Building 3, Unit 2, Lift 4' }) {
    const conversationId = await openAConversation(storage);
    const people = ['夜间值班', '工程主管'].map((zh) => ({ name: { zh, en: zh }, means: [] }));
    return storage.transact(async (tx) => {
      const filed = aTicket({
        conversationId,
        service: 'emergency',
        letter: 'E',
        contactPhone: '13800138000',
        summary: '火情',
      });
      const ticket = await fileTicket(tx, filed, clock);
      const about = { estateId: 'qhhy', conversationId, ticketId: ticket.id, kind: 'lift', place: where };
      return openPage(tx, { ...about, notes: [], people, minutes: 5 }, clock);
    });
  }
  const link = (pageId: string, step = 0) => base + signDutyLink({ pageId, step }, KEY, START);
  const see = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(url, { headers });
    return { status: answer.status, html: await answer.text(), headers: answer.headers };
  };
  const press = (url: string) => fetch(url, { method: 'POST', redirect: 'manual' });
  const state = async (id: string) => (await findPage(storage.db, id))?.state;

  it('shows kind, place and number with one button, and nothing of the resident', async () => {
    const { status, html, headers } = await see(link(await aPage()));
    expect(status).to.equal(200);
    expect(html)
      .to.contain('电梯困人')
      .and.contain('3栋2单元4号梯')
      .and.match(/E20261123-\d{4}/);
    expect(html.match(/<button/g)).to.have.length(1);
    expect(html).to.not.match(/13800138000|138\*|<script|<a /);
    expect(headers.get('content-security-policy')).to.contain("default-src 'none'");
    expect(headers.get('referrer-policy')).to.equal('no-referrer');
    expect(headers.get('cache-control')).to.equal('no-store');
  });

  it('accepts nothing when it is looked at, however often, by whatever opens previews', async () => {
    const id = await aPage();
    for (let n = 0; n < 3; n++) await see(link(id));
    await fetch(link(id), { method: 'HEAD' });
    expect(await state(id)).to.equal('calling');
  });

  it('accepts when the button is pressed, in the name of whom it was sent to, and then says so', async () => {
    const id = await aPage();
    const answer = await press(link(id, 1));
    expect(answer.status).to.equal(303);
    expect(await findPage(storage.db, id)).to.include({
      state: 'accepted',
      accepted_name: '工程主管',
      accepted_by: null,
    });
    expect((await see(link(id, 1))).html)
      .to.contain('您已接单')
      .and.not.contain('<button');
  });

  it('works once: a colleague who comes later is told, and changes nothing', async () => {
    const id = await aPage();
    await Promise.all([press(link(id, 0)), press(link(id, 1)), press(link(id, 1))]);
    const page = await findPage(storage.db, id);
    const winner = page?.accepted_name === '夜间值班' ? 0 : 1;
    await press(link(id, 1 - winner));
    expect((await findPage(storage.db, id))?.accepted_name).to.equal(page?.accepted_name);
    expect((await see(link(id, winner))).html).to.contain('您已接单');
    expect((await see(link(id, 1 - winner))).html).to.contain('已有同事接单');
  });

  it('speaks English to an English phone', async () => {
    const id = await aPage();
    const { html } = await see(link(id), { 'accept-language': 'en-GB,en;q=0.9' });
    expect(html).to.contain('lang="en"').and.contain('Building 3, Unit 2, Lift 4').and.contain('Accept');
    expect(html).to.not.match(/\p{Script=Han}(?!ei|ack|oto)/u);
  });

  it('holds for twelve hours, and not a moment longer', async () => {
    const id = await aPage();
    clock.set(START + 12 * HOUR);
    expect((await see(link(id))).status).to.equal(404);
    expect((await press(link(id))).status).to.equal(404);
    expect(await state(id)).to.equal('calling');
    clock.set(START + 12 * HOUR - 1);
    expect((await see(link(id))).status).to.equal(200);
    clock.set(START);
  });

  it('cannot be made up: another page, another person or another time in it breaks it', async () => {
    const [id, other] = [await aPage(), await aPage()];
    const token = signDutyLink({ pageId: id, step: 0 }, KEY, START);
    const [page = '', step = '', until = '', signature = ''] = token.split('.');
    const forged = [
      [other, step, until, signature],
      [page, '1', until, signature],
      [page, step, `${until}0`, signature],
      [page, step, until, `${signature.slice(0, -1)}${signature.endsWith('A') ? 'Q' : 'A'}`],
      [page, step, until, ''],
    ];
    for (const parts of forged) {
      expect((await press(base + parts.join('.'))).status, parts.join('.')).to.equal(404);
      expect((await see(base + parts.join('.'))).html).to.not.contain('电梯困人');
    }
    expect(readDutyLink(token, new Uint8Array(32), START), 'signed by another desk').to.equal(undefined);
    expect([await state(id), await state(other)]).to.deep.equal(['calling', 'calling']);
  });

  it('shows a place as text, whatever stands in it', async () => {
    const { html } = await see(link(await aPage({ zh: '<img src=x onerror=alert(1)>', en: 'x' })));
    expect(html).to.not.contain('<img');
  });
});
