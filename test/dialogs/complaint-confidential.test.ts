import { expect } from 'chai';
import type { ConversationDetail, ConversationList, TicketDetail, TicketList } from '#console/api.ts';
import { aClerk, type Browser, type RunningDesk, startDesk } from '../console/desk.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { Talk } from './a-talk.ts';

/** Everything that would say who complained. */
const WHO = ['13912345678', '周明', '周先生', '3-2-501', '501', '3栋2单元501'];

describe('A confidential complaint in the console', () => {
  const heard: { code: string; error: unknown }[] = [];
  let shared: Shared;
  let talk: Talk;
  let desk: RunningDesk;
  let agent: Browser;
  let manager: Browser;
  let admin: Browser;
  before(async () => {
    shared = await openShared(heard);
  });
  after(() => shared.handbook.close());
  beforeEach(async () => {
    talk = await Talk.open(shared);
    const { storage } = talk.desk;
    desk = await startDesk(storage);
    agent = await aClerk(desk, storage, { name: 'agent', estates: ['qinghu'] });
    manager = await aClerk(desk, storage, { name: 'manager', role: 'manager', estates: ['qinghu'] });
    admin = await aClerk(desk, storage, { name: 'admin', role: 'admin', estates: ['qinghu'] });
  });
  afterEach(async () => {
    await desk.stop();
    await talk.close();
    expect(heard).to.deep.equal([]);
    expect(desk.errors).to.deep.equal([]);
  });

  /** A neighbour's noise, told with name, phone, home and a photo. @returns the id of the case */
  async function aboutNoise(): Promise<string> {
    await talk.say('zhou', '我叫周明，家住3栋2单元501，电话13912345678，楼上天天半夜蹦迪');
    await talk.say('zhou', { file: 'door-of-501.jpg' });
    await talk.say('zhou', '现在没有');
    return filed('zhou');
  }

  async function aboutDirector(): Promise<string> {
    await talk.say('zhou', '投诉你们主任收红包，我叫周明，电话13912345678');
    await talk.say('zhou', '跳过');
    return filed('zhou');
  }

  async function filed(who: string): Promise<string> {
    const said = await talk.say(who, '对');
    const row = await talk.desk.storage.db.selectFrom('ticket').selectAll().executeTakeFirst();
    if (!row) throw new Error(`Nothing was filed: ${said.join('\n')}`);
    expect(row.contact_phone).to.equal('13912345678');
    return row.id;
  }

  const tellsWho = (body: unknown) => WHO.filter((one) => JSON.stringify(body).includes(one));
  const list = async (who: Browser, words = '') => (await who.get<TicketList>(`tickets?q=${words}`)).body.tickets;

  it('shows an agent neither name nor phone nor home, in the list and in the case, and still what to do', async () => {
    const id = await aboutNoise();
    const [entry, ...rest] = await list(agent);
    expect(rest).to.deep.equal([]);
    expect(tellsWho(entry)).to.deep.equal([]);
    expect(entry).to.deep.include({ confidential: true, conversationId: '', summary: '楼上天天半夜蹦迪' });
    const { body } = await agent.get<TicketDetail>(`tickets/${id}`);
    expect(tellsWho(body)).to.deep.equal([]);
    expect(body.files).to.deep.equal([]);
    expect(body.ticket.place).to.equal('3栋2单元6楼（住户说的“楼上”）');
    expect(body.answers.map(({ key }) => key)).to.include.members(['source', 'sound', 'when', 'ongoing']);
  });

  it('shows a manager who it was once the case is opened, and not before', async () => {
    const id = await aboutNoise();
    expect(tellsWho(await list(manager))).to.deep.equal([]);
    const { body } = await manager.get<TicketDetail>(`tickets/${id}`);
    expect(body.ticket).to.deep.include({
      contactName: '周明',
      unitCode: '3-2-501',
      conversationId: 'zhou',
    });
    expect(body.files).to.have.length(1);
    expect((await manager.post(`tickets/${id}/phone`)).body).to.deep.equal({ phone: '13912345678' });
    expect((await agent.post(`tickets/${id}/phone`)).status).to.equal(404);
  });

  it('is not found by the phone, the name or the home of whoever complained', async () => {
    await aboutNoise();
    for (const words of ['13912345678', '周明', '3-2-501']) {
      for (const who of [agent, manager, admin])
        expect(await list(who, encodeURIComponent(words)), words).to.deep.equal([]);
    }
    expect(await list(agent, encodeURIComponent('蹦迪'))).to.have.length(1);
  });

  it('closes its conversation to agents, but for a chat that waits for one', async () => {
    await aboutNoise();
    const paths = ['conversations/zhou', 'conversations/zhou/log', 'conversations/zhou/transcript'];
    for (const path of paths) {
      expect((await agent.get(path)).status, path).to.equal(404);
      expect((await manager.get(path)).status, path).to.equal(200);
    }
    const attachment = await talk.desk.storage.db.selectFrom('attachment').select('id').executeTakeFirstOrThrow();
    const file = `conversations/zhou/files/${attachment.id}`;
    expect((await agent.fetch(file)).status).to.equal(404);
    expect((await manager.fetch(file)).status).to.equal(200);
    const { body } = await agent.get<ConversationList>('conversations');
    expect(tellsWho(body)).to.deep.equal([]);
    const found = await agent.get<ConversationList>('conversations?q=13912345678');
    expect(found.body.conversations, 'words of a closed conversation are not searched').to.deep.equal([]);
    const seen = body.conversations.map(({ hit, lastText, residentName }) => [hit, lastText, residentName]);
    expect(seen).to.deep.equal([[undefined, null, null]]);
    await talk.say('zhou', '人工');
    const open = await agent.get<ConversationDetail>('conversations/zhou');
    expect(open.status).to.equal(200);
    expect(tellsWho(open.body.tickets)).to.deep.equal([]);
  });

  it('is for the company alone when it is about the director: nobody in the office knows of it', async () => {
    const id = await aboutDirector();
    for (const who of [agent, manager]) {
      expect(await list(who)).to.deep.equal([]);
      expect((await who.get(`tickets/${id}`)).status).to.equal(404);
      expect((await who.get('conversations/zhou')).status).to.equal(404);
    }
    expect(await list(admin)).to.have.length(1);
    const { body } = await admin.get<TicketDetail>(`tickets/${id}`);
    expect(body.ticket.contactName).to.equal('周明');
  });

  it('closes its conversation while it is still being told, and for good when it is given up', async () => {
    await talk.say('zhou', '投诉保安骂人推人，我叫周明，电话13912345678');
    const closed = async (who: Browser) => {
      const paths = ['conversations/zhou', 'conversations/zhou/log', 'conversations/zhou/transcript'];
      const answers = await Promise.all(paths.map((path) => who.get(path)));
      return answers.map(({ status }) => status);
    };
    expect(await talk.desk.storage.db.selectFrom('ticket').select('id').execute()).to.deep.equal([]);
    expect(await closed(agent)).to.deep.equal([404, 404, 404]);
    expect(await closed(manager)).to.deep.equal([200, 200, 200]);
    expect((await agent.get<ConversationList>('conversations?q=13912345678')).body.conversations).to.deep.equal([]);
    expect((await manager.get<ConversationList>('conversations?q=13912345678')).body.conversations).to.have.length(1);
    await talk.say('zhou', '取消');
    expect(await closed(agent)).to.deep.equal([404, 404, 404]);
  });

  it('about the director is closed to the whole office from its first word', async () => {
    await talk.say('zhou', '投诉你们主任收红包');
    for (const who of [agent, manager]) expect((await who.get('conversations/zhou')).status).to.equal(404);
    expect((await admin.get('conversations/zhou')).status).to.equal(200);
  });

  it('leaves every other case as it is', async () => {
    await talk.say('li', '垃圾桶满了都溢出来了没人倒，3栋大堂，13800138000，天天这样');
    await talk.say('li', '跳过');
    await talk.say('li', '对');
    const [entry] = await list(agent, '13800138000');
    expect(entry).to.deep.include({ unitCode: null, conversationId: 'li' });
    expect((await agent.post(`tickets/${entry?.id}/phone`)).body).to.deep.equal({ phone: '13800138000' });
    expect((await agent.get('conversations/li')).status).to.equal(200);
  });
});
