import { expect } from 'chai';
import fc from 'fast-check';
import { append } from '#records/activities.ts';
import { openConversation } from '#records/conversations.ts';
import type { ConversationFilter } from '#records/transcripts/conversation-filter.ts';
import { indexSome } from '#records/transcripts/search-index.ts';
import { foldWords, searchTerms } from '#records/transcripts/search-tokens.ts';
import { listConversations } from '#records/transcripts/transcripts.ts';
import { eraseResident } from '#records/wechat/erasure.ts';
import type { Storage } from '#storage/storage.ts';
import { onEveryEngine } from '../storage/engines.ts';

const NO_PHRASES = { greet: [], listen: [], answer: [], serve: [], thank: [] };
const START = 1_795_000_000_000;

onEveryEngine('A manager searches what was ever said', (storage) => {
  let minute = 0;

  const say = async (id: string, texts: string[], estateId = 'lake', userName?: string) => {
    for (const text of texts) {
      minute += 1;
      const at = START + minute * 60_000;
      await storage().transact(async (tx) => {
        await openConversation(tx, { id, estateId, channel: 'webchat', userId: 'u', userName, locale: 'zh-CN' }, at);
        await append(tx, id, [{ type: 'message', role: 'resident', fromId: 'u', text }], at);
      });
    }
  };
  const indexAll = async (store: Storage = storage()) => {
    while ((await indexSome(store, NO_PHRASES, 7)) > 0);
  };
  const find = (
    words: string,
    more: { filter?: ConversationFilter; limit?: number; before?: { at: number; id: string } } = {},
  ) =>
    listConversations(storage(), more.filter?.estateId ? '*' : ['lake'], {
      filter: { ...more.filter, words },
      before: more.before,
      limit: more.limit ?? 50,
      now: START,
    });
  const ids = async (words: string) => (await find(words)).rows.map(({ id }) => id);

  before(async () => {
    await say('tap', ['厨房水龙头漏水，麻烦派人看看', '单号是 R20261123-0007 吗', '我的电话 138 0013 8000']);
    await say('lift', ['电梯又停了，３号楼', 'The LIGHT in the hallway is broken'], 'lake', '欧阳女士');
    await say('hill', ['厨房水龙头漏水'], 'hill');
    await say('odd', [`it's "urgent"; drop table x; -- 100% a_b C:\\temp`, '😀👍', '水']);
    await say('late', ['水管爆裂了']);
    await indexAll();
    // Said since, and not in the index yet.
    await say('late', ['现在没有水了']);
    await say('new', ['新来的也说漏水']);
  });

  it('finds one sign, words, phrases, numbers and phones, in and out of the index', async () => {
    expect(await ids('漏水')).to.deep.equal(['new', 'tap']);
    expect(await ids('水')).to.deep.equal(['new', 'late', 'odd', 'tap']);
    expect(await ids('R20261123-0007')).to.deep.equal(['tap']);
    expect(await ids('0007')).to.deep.equal(['tap']);
    expect(await ids('13800138000')).to.deep.equal(['tap']);
    expect(await ids('"138 0013"')).to.deep.equal(['tap']);
    expect(await ids('8000')).to.deep.equal(['tap']);
    expect(await ids('hallway light')).to.deep.equal(['lift']);
    expect(await ids('"light hallway"')).to.deep.equal([]);
    expect(await ids('allwa')).to.deep.equal(['lift']);
    expect(await ids('3号楼')).to.deep.equal(['lift']);
    expect(await ids('电梯 broken')).to.deep.equal([]);
    expect(await ids('😀')).to.deep.equal(['odd']);
    expect(await ids('100% a_b')).to.deep.equal(['odd']);
    expect(await ids('it\'s "urgent"; drop')).to.deep.equal(['odd']);
    expect(await ids('C:\\')).to.deep.equal(['odd']);
    expect(await ids('欧阳')).to.deep.equal(['lift']);
    expect(await ids('水龙头漏水了没有')).to.deep.equal([]);
  });

  it('shows the newest place, and nothing of another estate', async () => {
    const { rows } = await find('水', { limit: 2 });
    expect(rows.map(({ id, hit }) => [id, hit])).to.deep.equal([
      ['new', { seq: 1, text: '新来的也说漏水' }],
      ['late', { seq: 2, text: '现在没有水了' }],
    ]);
    const hill = await find('水龙头', { filter: { estateId: 'hill' } });
    expect(hill.rows.map(({ id }) => id)).to.deep.equal(['hill']);
    expect(hill.complete).to.equal(true);
  });

  it('pages through every conversation once, while others are taken into the index', async () => {
    const seen: string[] = [];
    let before: { at: number; id: string } | undefined;
    do {
      const page = await find('水', { limit: 1, ...(before && { before }) });
      seen.push(...page.rows.map(({ id }) => id));
      before = page.end;
      await indexSome(storage(), NO_PHRASES, 1);
    } while (before);
    expect(seen).to.deep.equal(['new', 'late', 'odd', 'tap']);
  });

  it('finds what was erased no more, not even in the index itself', async () => {
    await say('gone', ['钢琴声太大']);
    await indexAll();
    expect(await ids('钢琴')).to.deep.equal(['gone']);
    await storage().transact((tx) => eraseResident(tx, 'gone', START, 'erased|1'));
    expect(await ids('钢琴')).to.deep.equal([]);
    const left = await storage().textIndex.find(storage().db, { all: ['钢琴'], any: [], limit: 10 });
    expect(left).to.deep.equal([]);
  });

  it('takes every message in once when two nodes index at the same time', async () => {
    await say('both', ['同时说的话', '第二句']);
    await Promise.all([indexAll(), indexAll()]);
    const rows = await storage()
      .db.selectFrom('search_entry')
      .select('seq')
      .where('conversation_id', '=', 'both')
      .execute();
    expect(rows.map(({ seq }) => seq).sort()).to.deep.equal([1, 2]);
    expect(await ids('第二句')).to.deep.equal(['both']);
  });

  it('finds exactly what reading every message would find', async function () {
    this.timeout(60_000);
    const sign = fc.constantFrom(...'水电梯漏ab1- A%_"\'');
    const said = await fc.sample(fc.array(sign, { minLength: 1, maxLength: 8 }), 60);
    const texts = said.map((one) => one.join(''));
    for (const [place, text] of texts.entries()) await say(`r${place}`, [text], 'random');
    await indexAll();
    await fc.assert(
      fc.asyncProperty(fc.array(sign, { minLength: 1, maxLength: 4 }), async (signs) => {
        const words = signs.join('');
        const terms = searchTerms(words);
        if (terms.length === 0) return;
        const { rows } = await find(words, { filter: { estateId: 'random' }, limit: 100 });
        const wanted = texts.flatMap((text, place) =>
          terms.every((term) =>
            [text, text.replace(/(?<=\d)[ -](?=\d)/g, '')].some((one) => foldWords(one).includes(term)),
          )
            ? [`r${place}`]
            : [],
        );
        expect(rows.map(({ id }) => id)).to.deep.equal(wanted.reverse());
      }),
      { numRuns: 150 },
    );
  });
});
