import { rmSync } from 'node:fs';
import { expect } from 'chai';
import type { ConversationList, Me, Queue, TicketList } from '#console/api.ts';
import { staffCommand } from '#src/staff.ts';
import { openStorage } from '#storage/open.ts';
import { ResidentClient } from './resident-client.ts';
import { PASSWORD, StaffClient } from './staff-client.ts';
import { type RunningLobby, startTestLobby, twoEstatesHandbook } from './start.ts';

const REPORT = '你好，我是3栋2单元501的李先生，卫生间下水道从昨天开始堵了，我电话13912345678，随时都行';

describe('two estates behind one desk', () => {
  const handbookDir = twoEstatesHandbook();
  let lobby: RunningLobby;
  let lake: ResidentClient;
  let hill: ResidentClient;
  const clerks: Record<string, StaffClient> = {};

  before(async () => {
    lobby = await startTestLobby({ handbookDir });
    await addStaff(lobby.dataDir, handbookDir);
    for (const estate of ['qinghu', 'yunshan']) {
      const clerk = new StaffClient(lobby.base);
      await clerk.signIn(`clerk-${estate}`);
      clerks[estate] = clerk;
    }
    lake = new ResidentClient(lobby.base, 'qinghu');
    hill = new ResidentClient(lobby.base, 'yunshan');
  });
  after(async () => {
    await lobby.stop();
    rmSync(handbookDir, { recursive: true, force: true });
  });

  it('greets each resident in the name of their own estate', async () => {
    await lake.open();
    await hill.open();
    expect((await lake.hear())[0])
      .to.contain('晴湖花园')
      .and.not.contain('云山苑');
    expect((await hill.hear())[0])
      .to.contain('云山苑')
      .and.not.contain('晴湖花园');
  });

  it('numbers each estate’s cases on its own and shows them to its own clerks only', async () => {
    for (const resident of [lake, hill]) {
      await resident.say(REPORT);
      for (let n = 0; n < 2; n++) await resident.say('跳过');
      const [filed] = await resident.say('对');
      expect(filed).to.match(/R\d{8}-0001/);
    }
    for (const estate of ['qinghu', 'yunshan']) {
      const { tickets } = await (clerks[estate] as StaffClient).get<TicketList>('tickets');
      expect(tickets.map((one) => one.estateId)).to.deep.equal([estate]);
    }
  });

  it('keeps conversations, the queue and files apart, even for one who knows the id', async () => {
    await lake.say('人工');
    await hill.say('人工');
    const mine = clerks.qinghu as StaffClient;
    const { estates } = await mine.get<Me>('me');
    expect(estates.map(({ id }) => id)).to.deep.equal(['qinghu']);
    const { conversations } = await mine.get<ConversationList>('conversations');
    expect(conversations.map(({ id }) => id)).to.deep.equal([lake.conversationId]);
    const { waiting } = await mine.get<Queue>('queue');
    expect(waiting.map(({ id }) => id)).to.deep.equal([lake.conversationId]);
    for (const path of ['', '/log', '/transcript?to=10']) {
      expect((await mine.call('GET', `conversations/${hill.conversationId}${path}`)).status).to.equal(404);
    }
    for (const act of ['claim', 'return', 'close']) {
      expect((await mine.call('POST', `conversations/${hill.conversationId}/${act}`)).status).to.be.oneOf([404, 409]);
    }
    const theirs = await (clerks.yunshan as StaffClient).get<Queue>('queue');
    expect(theirs.waiting.map(({ id }) => id)).to.deep.equal([hill.conversationId]);
  });

  it('refuses a resident’s token for another conversation, and a cookie of another estate', async () => {
    const foreign = await lake.call(`/conversations/${hill.conversationId}/activities`);
    expect(foreign.status).to.equal(403);
    const wanderer = new ResidentClient(lobby.base, 'yunshan');
    await wanderer.open('zh-CN', lake.cookie);
    expect(wanderer.conversationId).to.not.equal(lake.conversationId);
  });
});

async function addStaff(dataDir: string, handbookDir: string): Promise<void> {
  const storage = await openStorage({ dataDir, onError: console.error });
  for (const estate of ['qinghu', 'yunshan']) {
    const args = ['add', `clerk-${estate}`, '--role', 'agent', '--estates', estate, '--password-stdin'];
    await staffCommand(args, { storage, handbookDir }, { password: async () => PASSWORD, say: () => {} });
  }
  await storage.close();
}
