import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { ConversationDetail, ConversationList, Log } from '#console/api.ts';
import type { EstateBook } from '#console/console-desk.ts';
import type { ExportLink, ScriptSums, Scripts } from '#console/transcripts/transcripts-api.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { keepUnderstood } from '#records/questions/understood.ts';
import { keepSteps } from '#records/transcripts/script-steps.ts';
import { indexSome } from '#records/transcripts/search-index.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aChat, aClerk, type Browser, type RunningDesk, startDesk, TWO_ESTATES } from './desk.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-03-02T08:00:00Z');
const PHRASES = { greet: ['您好'], listen: ['请问'], answer: [], serve: ['已登记'], thank: ['谢谢'] };

/** The office's own number, as the handbook names it. */
const withPhone = (number: string): EstateBook => ({
  estates: () =>
    TWO_ESTATES.estates().map((estate) => ({
      ...estate,
      office: { ...estate.office, phones: { reception: { number } } },
    })),
});

onEveryEngine('Conversations as managers read them', (storage) => {
  let desk: RunningDesk;
  let lin: Browser;
  let chen: Browser;
  let staffId = '';

  before(async () => {
    desk = await startDesk(storage(), { handbook: withPhone('020-5550-0102') });
    lin = await aClerk(desk, storage(), { name: 'lin', displayName: '林经理', role: 'manager', estates: ['lake'] });
    chen = await aClerk(desk, storage(), { name: 'chen', displayName: '小陈', estates: ['lake'] });
    staffId = (await chen.get<{ id: string }>('me')).body.id;
    const staff = (text: string) => ({
      type: 'message',
      role: 'staff' as const,
      fromId: staffId,
      fromName: '小陈',
      text,
    });
    await aChat(storage(), {
      id: 'tap',
      userName: '王小明',
      at: START,
      says: [
        '我是王小明，电话 13800138000，3栋2单元501 漏水，单号 R20260302-0001',
        {
          type: 'message',
          role: 'desk',
          fromId: 'desk',
          text: '您好，已记下。客服电话 020-55500102，夜间 020-5550-0199',
        },
        staff('您好，请问是厨房吗？'),
        { type: 'message', role: 'staff', fromId: staffId, text: '=cmd|calc', visibility: 'staff' },
        staff('已登记，师傅下午两点到'),
        {
          type: 'message',
          role: 'resident',
          fromId: 'dl_1',
          fromName: '王小明',
          text: '=HYPERLINK("http://evil.example")<b>',
        },
      ],
    });
    await storage().transact(async (tx) => {
      await keepUnderstood(tx, { conversationId: 'tap', seq: 1, intent: 'repair', score: 0.91, band: 'act' });
      await keepSteps(tx, { conversationId: 'tap', estateId: 'lake', seq: 1, steps: ['listen'] }, START);
      const ticket = {
        estateId: 'lake',
        conversationId: 'tap',
        service: 'repair',
        letter: 'R',
        date: '20260302',
        level: 'urgent' as const,
        summary: '王小明家漏水',
        answers: { where: { value: 1, told: '厨房' } },
        contactName: '王小明',
        contactPhone: '13800138000',
        actor: 'desk',
      };
      await fileTicket(tx, ticket, { ...systemClock, now: () => START + 10 });
    });
    await aChat(storage(), { id: 'other', at: START + DAY, says: ['电梯坏了'] });
    await aChat(storage(), { id: 'hill', estateId: 'hill', at: START, says: ['漏水'] });
    while ((await indexSome(storage(), PHRASES, 10)) > 0);
  });
  after(async () => {
    await desk.stop();
    expect(desk.errors).to.deep.equal([]);
  });

  const log = async (browser: Browser) => (await browser.get<Log>('conversations/tap/log')).body.activities;

  it('Names and phones are hidden, case numbers, homes and the office’s own number are not', async () => {
    const [said, answered] = await log(lin);
    expect(said?.text).to.equal('我是王**，电话 138****8000，3栋2单元501 漏水，单号 R20260302-0001');
    expect(answered?.text).to.equal('您好，已记下。客服电话 020-55500102，夜间 020****0199');
    const { body } = await lin.get<ConversationDetail>('conversations/tap');
    expect(body).to.deep.include({ masked: true, mayUnmask: true });
    expect(body.conversation.residentName).to.equal('王**');
    expect(JSON.stringify(body) + JSON.stringify(await log(lin))).to.not.match(/王小明|13800138000/);
    const found = (await lin.get<ConversationList>(`conversations?q=${encodeURIComponent('王小明 电话')}`)).body;
    expect(found.conversations[0]?.hit?.text).to.contain('王**').and.not.contain('小明');
    expect(JSON.stringify((await lin.get('conversations/tap/transcript')).body)).to.not.match(/王小明|13800138000/);
  });

  it('A reason opens them for this session only, and stands in the audit; a clerk has no such right', async () => {
    const other = await aClerk(desk, storage(), { name: 'zhou', role: 'manager', estates: ['lake'] });
    expect((await chen.post('conversations/tap/unmask', { why: '核对投诉' })).status).to.equal(403);
    expect((await lin.post('conversations/tap/unmask', { why: ' ' })).status).to.equal(400);
    expect((await lin.post('conversations/hill/unmask', { why: '核对投诉' })).status).to.equal(404);
    expect((await other.post('conversations/tap/unmask', { why: '核对投诉' })).status).to.equal(204);
    expect((await log(other))[0]?.text)
      .to.contain('王小明')
      .and.contain('13800138000');
    expect((await log(lin))[0]?.text).to.not.contain('王小明');
    await other.post('sign-out');
    await other.signIn('zhou');
    expect((await log(other))[0]?.text).to.not.contain('王小明');
    const rows = await storage().db.selectFrom('audit').selectAll().where('action', '=', 'chat.unmask').execute();
    expect(rows.map(({ subject, detail }) => [subject, JSON.parse(detail)])).to.deep.equal([
      ['conversation:tap', { why: '核对投诉' }],
    ]);
  });

  it('The timeline shows what was understood and what became of the case', async () => {
    const entries = await log(lin);
    expect(entries[0]?.understood).to.deep.equal({ intent: 'repair', score: 0.91, band: 'act' });
    const notes = entries.flatMap(({ cases = [], seq }) => cases.map((one) => ({ ...one, seq })));
    expect(notes).to.have.length(1);
    expect(notes[0]).to.deep.include({ number: 'R20260302-0001', kind: 'filed', seq: 6, at: START + 10 });
    expect(notes[0]?.answers).to.deep.equal([{ key: 'where', value: '厨房' }]);
    const piece = async (range: string) =>
      (await lin.get<Log>(`conversations/tap/log?${range}`)).body.activities.flatMap(({ cases = [] }) => cases);
    expect(await piece('after=0&limit=3')).to.have.length(0);
    expect(await piece('after=3&limit=3')).to.have.length(1);
  });

  it('The script is scored for the conversation and the clerk, with the words that show it', async () => {
    const { scripts } = (await lin.get<Scripts>('conversations/tap/script')).body;
    expect(scripts.map(({ who, score }) => [who?.name ?? null, score])).to.deep.equal([
      [null, 4],
      ['小陈', 4],
    ]);
    const [whole, clerk] = scripts;
    expect(clerk?.steps.map(({ step, done }) => [step, done])).to.deep.equal([
      ['greet', true],
      ['listen', true],
      ['answer', true],
      ['serve', true],
      ['thank', false],
    ]);
    expect(clerk?.steps[0]?.quote?.text).to.equal('您好，请问是厨房吗？');
    expect(clerk?.steps[4]?.quote?.text).to.equal('已登记，师傅下午两点到');
    expect(whole?.steps[1]?.quote?.seq).to.equal(2);
    const sums = (await lin.get<ScriptSums>('scripts')).body;
    expect(sums.all).to.deep.include({ conversations: 2, whole: 0, greet: 1, thank: 0 });
    expect(sums.staff).to.have.length(1);
    expect(sums.staff[0]).to.deep.include({ name: '小陈', conversations: 1, serve: 1, thank: 0 });
    expect((await chen.get('scripts')).status).to.equal(403);
  });

  it('Lists are narrowed by clerk, outcome, level, wait and score, all at once', async () => {
    await storage()
      .db.insertInto('handoff')
      .values({
        id: 'h1',
        estate_id: 'lake',
        conversation_id: 'tap',
        reason: 'asked',
        level: 'ordinary',
        state: 'closed',
        requested_at: START,
        accepted_at: START + 180_000,
        ended_at: START + 400_000,
        staff_id: staffId,
      })
      .execute();
    const ids = async (query: string) =>
      (await lin.get<ConversationList>(`conversations?${query}`)).body.conversations.map(({ id }) => id);
    expect(
      await ids(`clerk=${staffId}&outcome=person&level=urgent&waited=3&score=4&lacks=thank&channel=webchat`),
    ).to.deep.equal(['tap']);
    expect(await ids(`clerk=${staffId}&q=${encodeURIComponent('漏水')}&score=4`)).to.deep.equal(['tap']);
    expect(await ids('waited=4')).to.deep.equal([]);
    expect(await ids('outcome=bot')).to.deep.equal(['other']);
    expect(await ids('outcome=case')).to.deep.equal(['tap']);
    expect(await ids('outcome=unserved')).to.deep.equal([]);
    expect(await ids('level=critical')).to.deep.equal([]);
    expect(await ids('score=0')).to.deep.equal(['other']);
    expect(await ids('lacks=greet')).to.deep.equal(['other']);
    expect((await lin.get('conversations?score=many')).status).to.equal(400);
  });

  const fetchExport = async (wish: object) => {
    const { body, status } = await lin.post<ExportLink>('exports', { language: 'zh-CN', ...wish });
    expect(status).to.equal(200);
    const path = body.url.replace('/console/api/', '');
    const response = await lin.fetch(path);
    return { path, response, text: await response.text() };
  };

  it('An export to a table is safe to open, hides names, and is fetched once by who ordered it', async () => {
    const { path, response, text } = await fetchExport({ format: 'csv', filter: '' });
    expect(response.headers.get('content-disposition')).to.match(/^attachment; filename="lobby-.*\.csv"$/);
    expect(text).to.not.match(/王小明|13800138000|电梯坏了.*漏水/);
    const rows: string[][] = parse(text, { bom: true });
    expect(rows).to.have.length(8);
    const words = rows.map((row) => row[11]);
    expect(words).to.include(`'=cmd|calc`);
    expect(words).to.include(`'=HYPERLINK("http://evil.example")<b>`);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).to.deep.equal([]);
    expect((await lin.fetch(path)).status).to.equal(404);
    const order = (await lin.post<ExportLink>('exports', { language: 'en', format: 'json' })).body;
    expect((await chen.fetch(order.url.replace('/console/api/', ''))).status).to.equal(403);
    expect((await chen.post('exports', { language: 'en', format: 'json' })).status).to.equal(403);
  });

  it('A page to print runs nothing, and a transcript is Bot Framework’s', async () => {
    const page = await fetchExport({ format: 'html', id: 'tap' });
    expect(page.response.headers.get('content-security-policy')).to.match(/default-src 'none'.*sandbox/);
    expect(page.text).to.contain('&lt;b&gt;').and.not.contain('<b>');
    const transcript = JSON.parse((await fetchExport({ format: 'transcript', id: 'tap' })).text);
    expect(transcript).to.have.length(6);
    expect(transcript[0]).to.deep.include({ type: 'message', channelId: 'webchat' });
    expect(transcript[0].from.role).to.equal('user');
    const json = JSON.parse((await fetchExport({ format: 'json', filter: 'outcome=bot' })).text);
    expect(json.conversations.map(({ id }: { id: string }) => id)).to.deep.equal(['other']);
    expect(json.masked).to.equal(true);
  });

  it('Names stand in an export only for a reason, and every export is on record', async () => {
    const { text } = await fetchExport({ format: 'csv', id: 'tap', why: '律师要求' });
    expect(text).to.contain('王小明').and.contain('13800138000');
    const rows = await storage().db.selectFrom('audit').selectAll().where('action', '=', 'chat.export').execute();
    expect(JSON.parse(rows.at(-1)?.detail ?? '')).to.deep.equal({ format: 'csv', names: true, why: '律师要求' });
    expect(rows.length).to.be.above(4);
    expect((await lin.post('exports', { language: 'zh-CN', format: 'csv', id: 'hill' })).status).to.equal(404);
  });
});
