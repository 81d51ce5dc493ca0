import { expect } from 'chai';
import type { ConversationEntry, ConversationList, TicketList } from '#console/api.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aChat, aClerk, aWaitingChat, type Browser, type RunningDesk, startDesk } from './desk.ts';

onEveryEngine('Finding conversations and cases', (storage) => {
  let desk: RunningDesk;
  let chen: Browser;
  const start = 1_795_000_000_000;

  before(async () => {
    desk = await startDesk(storage());
    chen = await aClerk(desk, storage(), { name: 'chen', estates: ['lake'] });
    const texts = [
      ['c-tap', '厨房水龙头漏水，水压只有 50%'],
      ['c-half', '水压只有 500'],
      ['c-file', 'my file is called a_b.txt'],
      ['c-plain', 'my file is called aXb.txt'],
      ['c-quote', `it's "urgent"; drop table conversation; --`],
      ['c-slash', 'C:\\photos\\kitchen'],
      ['c-script', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ];
    for (const [index, [id, text = '']] of texts.entries())
      await aChat(storage(), { id, says: [text], at: start + index });
    await aChat(storage(), { id: 'c-hill', estateId: 'hill', says: ['厨房水龙头漏水'], at: start + 50 });
    await aChat(storage(), {
      id: 'c-long',
      says: [`${'前'.repeat(300)}电梯${'后'.repeat(300)}`, '电梯又停了', '好的'],
      at: start + 60,
    });
    await aChat(storage(), { id: 'c-named', userName: '欧阳女士', says: ['您好'], at: start + 70 });
  });
  after(async () => {
    await desk.stop();
    expect(desk.errors).to.deep.equal([]);
  });

  const search = async (q: string) =>
    (await chen.get<ConversationList>(`conversations?q=${encodeURIComponent(q)}`)).body.conversations;
  const ids = (found: ConversationEntry[]) => found.map(({ id }) => id);

  it('Percent signs, underscores, quotes and backslashes are plain signs', async () => {
    expect(ids(await search('50%'))).to.deep.equal(['c-tap']);
    expect(ids(await search('a_b'))).to.deep.equal(['c-file']);
    expect(ids(await search(`it's "urgent"; drop`))).to.deep.equal(['c-quote']);
    expect(ids(await search('C:\\photos\\'))).to.deep.equal(['c-slash']);
    expect(ids(await search('%'))).to.deep.equal(['c-tap']);
    expect(ids(await search('\\'))).to.deep.equal(['c-slash']);
  });

  it('Capitals do not matter, and what nobody said is not found', async () => {
    expect(ids(await search('MY FILE'))).to.deep.equal(['c-plain', 'c-file']);
    expect(await search('没有人说过')).to.deep.equal([]);
  });

  it("The resident's name finds their conversation too", async () => {
    const [found] = await search('欧阳');
    expect(found).to.deep.include({ id: 'c-named', residentName: '欧**' });
    expect(found).to.not.have.property('hit');
  });

  it('Words said in another estate are not found, however they are asked for', async () => {
    expect(ids(await search('水龙头'))).to.deep.equal(['c-tap']);
    expect((await chen.get('conversations?q=水龙头&estate=hill')).status).to.equal(404);
  });

  it('The newest place is shown with the words around it', async () => {
    const [found] = await search('电梯');
    expect(found?.hit).to.deep.equal({ seq: 2, text: '电梯又停了' });
    const [far] = await search('前电梯后');
    expect(far?.hit?.seq).to.equal(1);
    expect(far?.hit?.text).to.match(/^…前+电梯后+…$/);
    expect([...(far?.hit?.text ?? '')].length).to.be.below(130);
  });

  it('A script in a message comes back as the same words, as data', async () => {
    const [found] = await search('<script>');
    expect(found?.lastText).to.equal('<script>alert(1)</script><img src=x onerror=alert(1)>');
    const raw = await chen.fetch(`conversations?q=${encodeURIComponent('<script>')}`);
    expect(raw.headers.get('content-type')).to.equal('application/json; charset=utf-8');
    expect(raw.headers.get('x-content-type-options')).to.equal('nosniff');
  });

  it('Pages follow each other without gap or double, newest first', async () => {
    const all = ids((await chen.get<ConversationList>('conversations')).body.conversations);
    const paged: string[] = [];
    let next: string | null = '';
    do {
      const before: string = next ? `&before=${encodeURIComponent(next)}` : '';
      const { body } = await chen.get<ConversationList>(`conversations?limit=2${before}`);
      expect(body.conversations.length).to.be.within(1, 2);
      paged.push(...ids(body.conversations));
      next = body.next;
    } while (next);
    expect(paged).to.deep.equal(all);
    expect(all.slice(0, 2)).to.deep.equal(['c-named', 'c-long']);
    expect(all).to.not.include('c-hill');
  });

  it('Lists are narrowed by owner, channel and time', async () => {
    const waiting = await aWaitingChat(storage(), { at: start + 80 });
    const list = async (query: string) =>
      ids((await chen.get<ConversationList>(`conversations?${query}`)).body.conversations);
    expect(await list('owner=queue')).to.deep.equal([waiting]);
    expect(await list('owner=mine')).to.deep.equal([]);
    await chen.post(`conversations/${waiting}/claim`);
    expect(await list('owner=mine')).to.deep.equal([waiting]);
    expect(await list('owner=staff')).to.deep.equal([waiting]);
    expect(await list(`from=${start + 1}&to=${start + 3}`)).to.deep.equal(['c-file', 'c-half']);
    expect(await list('channel=wechat')).to.deep.equal([]);
    expect(await list('estate=lake&channel=webchat&limit=1')).to.deep.equal([waiting]);
  });

  it('Cases are found by number, dwelling, phone and words, and page like conversations', async () => {
    const file = (estateId: string, summary: string, unitCode: string) =>
      storage().transact((tx) =>
        fileTicket(
          tx,
          {
            estateId,
            conversationId: 'c-tap',
            service: 'repair',
            letter: 'R',
            date: '20261123',
            level: 'ordinary',
            summary,
            unitCode,
            answers: {},
            contactPhone: '13800138000',
            actor: 'desk',
          },
          systemClock,
        ),
      );
    await file('lake', '水龙头漏水 100%', '3-2-501');
    await file('lake', '灯不亮', '5-1-1203');
    await file('hill', '水龙头漏水', '1-1-101');
    const list = async (query: string) => (await chen.get<TicketList>(`tickets?${query}`)).body;
    const numbers = async (query: string) => (await list(query)).tickets.map(({ number }) => number);
    expect(await numbers('q=水龙头')).to.deep.equal(['R20261123-0001']);
    expect(await numbers('q=100%25')).to.deep.equal(['R20261123-0001']);
    expect(await numbers('q=5-1-1203')).to.deep.equal(['R20261123-0002']);
    expect(await numbers('q=r20261123-0002')).to.deep.equal(['R20261123-0002']);
    expect(await numbers('q=13800138000&service=repair&state=accepted')).to.have.length(2);
    expect(await numbers('state=done')).to.deep.equal([]);
    const first = await list('limit=1');
    const second = await list(`limit=1&before=${encodeURIComponent(first.next ?? '')}`);
    expect(second.next).to.equal(null);
    expect([...first.tickets, ...second.tickets].map(({ number }) => number).sort()).to.deep.equal([
      'R20261123-0001',
      'R20261123-0002',
    ]);
  });
});
