import { expect } from 'chai';
import fc from 'fast-check';
import type { DeskState, ToldEmergency } from '#dialogs/desk-state.ts';
import { findConversation } from '#records/conversations.ts';
import { type EmergencyDesk, openEmergencyDesk } from './emergency-desk.ts';

const CRIES = ['厨房着火了', '楼道着火了', '我被困在电梯里了', '水管爆了', '整栋楼都停电了', '闻到煤气味'];
const SAID = [
  ...['3栋2单元501', '楼道', '2号梯', '1号3楼2', '5栋', '我不知道', '跳过', '不是3栋，是5栋'],
  ...['两个人', '没人受伤', '有人受伤', '就我一个人', '2', '1', '有'],
  ...['什么时候来人', '楼上是谁家，电话给我', '赔不赔？', '你们几点下班？', '快来人啊', '嘎嘎乌拉呼', '🙂'],
  ...['人工', '取消', '返回', '帮助', '留言', '着火了', '没事了'],
];
const RESTART = 'restart';

describe('In an emergency, whatever is said in whatever order', function () {
  this.timeout(120_000);
  let at: EmergencyDesk;
  before(async () => {
    at = await openEmergencyDesk();
  });
  after(() => at.close());

  const lastOf = async (chat: string): Promise<ToldEmergency | undefined> => {
    const row = await findConversation(at.desk.storage.db, chat);
    return (JSON.parse(row?.state ?? '{}') as DeskState).emergencies?.at(-1);
  };

  async function play(cry: string, talk: readonly string[]): Promise<void> {
    const chat = await at.chat();
    expect(await at.say(chat, cry)).to.not.have.length(0);
    for (const words of talk) {
      const before = await lastOf(chat);
      if (words === RESTART) {
        await at.restart();
        expect(await lastOf(chat), 'after a restart').to.deep.equal(before);
      } else await hear(words, { before, said: await at.say(chat, words), after: await lastOf(chat) });
    }
    const filed = at.desk.storage.db.selectFrom('ticket').select('number').where('conversation_id', '=', chat);
    expect(await filed.where('service', '=', 'emergency').execute(), 'cases').to.not.have.length(0);
  }

  interface Turn {
    before: ToldEmergency | undefined;
    said: string[];
    after: ToldEmergency | undefined;
  }

  async function hear(words: string, { before, said, after }: Turn): Promise<void> {
    if (!before || !after || before.ticketId !== after.ticketId) return;
    expect(Object.keys(after.answers), `lost by “${words}”`).to.include.members(Object.keys(before.answers));
    expect(after.heard, 'asked again').to.not.include(after.asking);
    const known = after.asking === 'where' ? undefined : after.answers[after.asking ?? ''];
    expect(known, `asked for what is known, after “${words}”`).to.equal(undefined);
    // Who is asked is answered; who only adds to what people will read is told so once.
    if (before.asking) expect(said, `no answer to “${words}”`).to.not.have.length(0);
    if (words === '人工') expect(said.join(), 'the number to ring').to.match(/020-5550-01\d\d/);
  }

  it('no answer is lost, none is asked for twice, a question open is never left without a word', async () => {
    const talks = fc.array(fc.constantFrom(...SAID, ...SAID, RESTART), { maxLength: 10 });
    await fc.assert(fc.asyncProperty(fc.constantFrom(...CRIES), talks, play), { numRuns: 80, seed: 20261123 });
  });
});
