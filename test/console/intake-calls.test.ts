import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import type { TicketDetail } from '#console/api.ts';
import type {
  IntakeCheck,
  IntakeDetail,
  IntakeFiled,
  IntakeForms,
  IntakeList,
  IntakeRequest,
} from '#console/intake/intake-api.ts';
import { ROOT } from '#src/root.ts';
import { staffCommand } from '#src/staff.ts';
import { openStorage } from '#storage/open.ts';
import { PASSWORD, StaffClient } from '../lobby/staff-client.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';

const NOBODY = { name: '', phone: '', unitCode: '', residentId: '' };
const LEAK = {
  first: '关上阀门水能停',
  what: '厨房水龙头一直滴水',
  where: '3栋2单元501',
  since: '昨天晚上',
  whenHome: '随时都行',
  contact: '王女士 13800138000',
};

describe('Calls, visits and letters at the console', function () {
  this.timeout(60_000);
  let lobby: RunningLobby;
  let clerk: StaffClient;
  const post = async <T>(path: string, body: object): Promise<{ status: number; body: T }> => {
    const answer = await clerk.call('POST', path, body);
    const text = await answer.text();
    return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as T };
  };
  const aWish = (more: Partial<IntakeRequest>): IntakeRequest => ({
    id: randomUUID(),
    estateId: 'qinghu',
    locale: 'zh-CN',
    form: 'repair',
    channel: 'phone',
    fields: LEAK,
    caller: NOBODY,
    files: [],
    replyBy: '',
    emergency: false,
    ...more,
  });
  const check = async (more: Partial<IntakeRequest>) => (await post<IntakeCheck>('intake/check', aWish(more))).body;

  before(async () => {
    lobby = await startTestLobby();
    clerk = new StaffClient(lobby.base);
    await clerk.setUp(lobby.setupPath ?? '', 'chen');
  });
  after(() => lobby.stop());

  it('offers every form by which residents begin a matter, and in either language', async () => {
    const { forms } = await clerk.get<IntakeForms>('intake?locale=zh-CN');
    expect(forms.map(({ name }) => name)).to.include.members([
      'repair',
      'complaint',
      'suggestion',
      'enquiry',
      'move-in',
      'privacy',
      'message',
    ]);
    expect(forms.find(({ name }) => name === 'repair')?.title).to.equal('报修');
    const english = await clerk.get<IntakeForms>('intake?locale=en');
    for (const { name } of english.forms) {
      const { questions } = await check({ form: name, locale: 'en', fields: {} });
      expect(questions, name).to.not.be.empty;
      for (const { ask, name: label } of questions) expect(ask + label, name).to.not.match(/\p{Script=Han}/u);
    }
  });

  it('asks what the form asks, says what was understood, and names what is wrong field by field', async () => {
    const empty = await check({ fields: {} });
    expect(empty.questions[0]).to.include({ key: 'what', told: null, problem: null });
    expect(empty.ready).to.equal(false);
    const some = await check({ fields: { what: '厨房水龙头漏水', where: '99栋1单元101', contact: '138001' } });
    const of = (key: string) => some.questions.find((one) => one.key === key);
    expect(of('where')?.problem).to.match(/99栋|没有/);
    expect(of('contact')?.problem).to.be.a('string');
    expect(some.ready).to.equal(false);
    const all = await check({});
    expect(all.questions.flatMap(({ problem }) => problem ?? [])).to.deep.equal([]);
    expect(all.questions.find(({ key }) => key === 'where')?.told).to.equal('3栋2单元501');
    expect(all.ready).to.equal(true);
    expect((await clerk.get<IntakeList>('entries')).entries, 'a look writes nothing').to.deep.equal([]);
  });

  it('files the call as a case with the next number, once however often it is sent', async () => {
    const wish = aWish({});
    const first = await post<IntakeFiled>('intake', wish);
    expect(first.status).to.equal(200);
    expect(first.body.tickets).to.have.length(1);
    expect(first.body.tickets[0]?.number).to.match(/^R\d{8}-0001$/);
    expect(first.body.said.join('\n')).to.include(first.body.tickets[0]?.number);
    const again = await post<IntakeFiled>('intake', wish);
    expect(again.body.tickets).to.deep.equal(first.body.tickets);
    const { ticket, events } = await clerk.get<TicketDetail>(`tickets/${first.body.tickets[0]?.id}`);
    expect(ticket).to.include({ service: 'repair', unitCode: '3-2-501', contactName: '王女士' });
    expect(events.map(({ kind, actor }) => `${kind} ${actor}`)).to.include.members(['filed desk', 'entered chen']);
    const { entry, tickets } = await clerk.get<IntakeDetail>(`entries/${first.body.conversationId}`);
    expect(entry).to.include({ channel: 'phone', summary: LEAK.what, mine: true });
    expect(tickets).to.have.length(1);
    const { conversation } = await clerk.get<{ conversation: { channel: string; owner: object } }>(
      `conversations/${first.body.conversationId}`,
    );
    expect(conversation).to.deep.include({ channel: 'phone', owner: { kind: 'bot' } });
  });

  it('is not filed while an answer is missing, and nothing of it stays', async () => {
    const { what } = LEAK;
    const before = (await clerk.get<IntakeList>('entries')).entries.length;
    const { status } = await post('intake', aWish({ fields: { what } }));
    expect(status).to.equal(409);
    expect((await clerk.get<IntakeList>('entries')).entries).to.have.length(before);
  });

  it('fills in the home and the phone of whoever calls, the phone hidden', async () => {
    const caller = { ...NOBODY, name: '王女士', phone: '13800138000', unitCode: '3-2-501' };
    const { what, first, since, whenHome } = LEAK;
    const known = await check({ caller, fields: { what, first, since, whenHome } });
    expect(known.questions.find(({ key }) => key === 'where')).to.include({ told: '3栋2单元501', known: true });
    expect(known.questions.find(({ key }) => key === 'contact')?.told).to.equal('王女士，138****8000');
    expect(known.ready).to.equal(true);
    const wrong = await post('intake/check', aWish({ caller: { ...caller, unitCode: '99-9-999' } }));
    expect(wrong.status).to.equal(400);
  });

  it('keeps the scans of a letter, the day of its reply, and the reply that was sent', async () => {
    const id = randomUUID();
    const scan = await sharp({ create: { width: 40, height: 50, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const sent = await clerk.sendFile(`intake/qinghu/scans/${id}`, scan);
    expect(sent.status).to.equal(200);
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
    expect((await clerk.sendFile(`intake/qinghu/scans/${id}`, pdf)).status).to.equal(200);
    expect((await clerk.sendFile(`intake/qinghu/scans/${id}`, Buffer.from('<svg onload="x()"/>'))).status).to.equal(
      415,
    );
    const file = (await sent.json()) as { id: string };
    const fields = { words: '来信询问电梯年检的情况' };
    const late = await post('intake', aWish({ id, form: 'note', channel: 'letter', fields, replyBy: '2020-01-01' }));
    expect(late.status).to.equal(400);
    const wish = aWish({ id, form: 'note', channel: 'letter', fields, files: [file.id], replyBy: '2099-01-31' });
    expect((await post('intake', wish)).status).to.equal(200);
    const owed = await clerk.get<IntakeList>('entries?owed=1');
    expect(owed.entries.map((one) => one.id)).to.deep.equal([id]);
    await post(`entries/${id}/reply`, { words: '您好，年检已完成', sent: false });
    expect((await clerk.get<IntakeDetail>(`entries/${id}`)).reply).to.equal('您好，年检已完成');
    expect((await post(`entries/${id}/reply`, { words: '您好，年检已完成。', sent: true })).status).to.equal(204);
    expect((await post(`entries/${id}/reply`, { words: '再寄', sent: true })).status).to.equal(409);
    const done = await clerk.get<IntakeDetail>(`entries/${id}`);
    expect(
      done.files.map((one) => one.id),
      'the one taken off again is gone',
    ).to.deep.equal([file.id]);
    expect(done).to.include({ repliedBy: 'chen' });
    expect((await clerk.get<IntakeList>('entries?owed=1')).entries).to.deep.equal([]);
    const taken = await clerk.sendFile(`intake/qinghu/scans/${id}`, scan);
    expect(taken.status, 'beside a conversation that is there').to.equal(404);
  });

  it('tells of a danger at once, and raises the alarm where the clerk says so', async () => {
    const fields = { what: '3栋2单元电梯里困了两个人' };
    const { danger } = await check({ fields });
    expect(danger).to.match(/不要扒门/);
    const { body } = await post<IntakeFiled>('intake', aWish({ fields, emergency: true }));
    for (;;) {
      const { tickets } = await clerk.get<IntakeDetail>(`entries/${body.conversationId}`);
      const [only] = tickets;
      if (!only) continue;
      expect(only).to.include({ service: 'emergency', level: 'critical' });
      break;
    }
  });

  it('takes a question down for whoever knows, whose answer is then a call', async () => {
    const fields = { words: '宠物能坐电梯吗', contact: '13900139000 李先生' };
    const { body } = await post<IntakeFiled>('intake', aWish({ form: 'enquiry', fields }));
    const id = body.tickets[0]?.id;
    const answered = await post<{ told: boolean }>(`questions/${id}/answer`, { words: '可以，请抱起或牵好。' });
    expect(answered.body).to.deep.equal({ told: false });
  });

  it('keeps a confidential complaint between whoever took it down and those who may see complainants', async () => {
    const complaint = { what: '我要投诉保安小李收了我200块钱，请保密', contact: '13700137000' };
    let fields: Record<string, string> = complaint;
    for (let round = 0; round < 6; round++) {
      const { ready, questions } = await check({ form: 'complaint', fields });
      if (ready) break;
      const open = questions.filter(({ told, optional }) => told === null && !optional);
      fields = { ...fields, ...Object.fromEntries(open.map(({ key, choices }) => [key, choices[0] ?? '昨天在南门'])) };
    }
    const { body } = await post<IntakeFiled>('intake', aWish({ form: 'complaint', fields }));
    expect(body.tickets[0]?.number).to.match(/^C/);
    expect((await clerk.call('GET', `entries/${body.conversationId}`)).status).to.equal(200);
    const storage = await openStorage({ dataDir: lobby.dataDir, onError: () => {} });
    const args = ['add', 'lin', '--role', 'agent', '--display-name', '小林', '--password-stdin'];
    const terminal = { password: async () => PASSWORD, say: () => {} };
    await staffCommand(args, { storage, handbookDir: join(ROOT, 'data') }, terminal);
    await storage.close();
    const lin = new StaffClient(lobby.base);
    await lin.signIn('lin');
    expect((await lin.call('GET', `entries/${body.conversationId}`)).status).to.equal(404);
    const seen = (await lin.get<IntakeList>('entries')).entries.find(({ id }) => id === body.conversationId);
    expect(seen).to.include({ summary: '', caller: null });
  });
});
