import { expect } from 'chai';
import { fixedClock, systemClock } from '#records/clock.ts';
import { findConversation } from '#records/conversations.ts';
import { codeIn, issueCode, type NewCode, openCodes, revokeCode } from '#records/residents/household-codes.ts';
import { noteMiss } from '#records/residents/identity-misses.ts';
import { otherConversations, replaceState } from '#records/residents/other-conversations.ts';
import { redeemCode } from '#records/residents/redeem-code.ts';
import { membersOf, residentOf } from '#records/residents/residents.ts';
import type { ConversationRow } from '#storage/schema.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { openAConversation } from './builders.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

onEveryEngine('A code of the desk', (store) => {
  const clock = fixedClock(Date.parse('2026-11-23T10:00:00+08:00'));
  const mine = { ...systemClock, now: clock.now };
  const issue = (wish: Partial<NewCode> = {}) =>
    store().transact((tx) =>
      issueCode(
        tx,
        {
          estateId: 'qhhy',
          unitCode: '3-2-501',
          relation: 'owner',
          name: '李先生',
          actor: 'staff:1',
          why: '前台核对身份',
          ...wish,
        },
        mine,
      ),
    );
  const chat = async (id?: string): Promise<ConversationRow> => {
    const opened = id ?? (await openAConversation(store()));
    return (await findConversation(store().db, opened)) as ConversationRow;
  };
  const type = async ({ id }: ConversationRow, code: string) => {
    const conversation = await chat(id);
    return store().transact((tx) => redeemCode(tx, conversation, codeIn(code) ?? code, mine));
  };
  const homesOf = async (conversation: ConversationRow) =>
    (await residentOf(store().db, await chat(conversation.id), clock.now()))?.homes.map(
      ({ unitCode, relation }) => `${unitCode} ${relation}`,
    );
  const audited = async (action: string) =>
    (await store().db.selectFrom('audit').selectAll().where('action', '=', action).execute()).at(-1);

  it('binds the conversation in which it is typed, and no other', async () => {
    const wechat = await chat();
    const { code } = await issue();
    const done = await type(wechat, `我的绑定码是 ${code.toLowerCase()} 谢谢`);
    expect(done).to.deep.include({ kind: 'bound', unitCode: '3-2-501' });
    expect(await homesOf(wechat)).to.deep.equal(['3-2-501 owner']);
    expect(await homesOf(await chat())).to.equal(undefined);
  });

  it('is nowhere in the store as it was printed, and the audit says who issued it, for which home and why', async () => {
    const { code, id } = await issue({ unitCode: '3-2-502' });
    const rows = await store().db.selectFrom('household_code').selectAll().where('id', '=', id).execute();
    const plain = code.replace('-', '');
    expect(JSON.stringify(rows)).to.not.contain(plain).and.not.contain(code);
    const entry = await audited('household.code.issue');
    expect(entry).to.deep.include({ actor: 'staff:1', subject: `household-code:${id}`, estate_id: 'qhhy' });
    expect(JSON.parse(entry?.detail ?? '{}')).to.deep.equal({
      home: '3-2-502',
      relation: 'owner',
      why: '前台核对身份',
    });
    expect(entry?.detail).to.not.contain(plain);
  });

  it('works once, even when two conversations type it at the same moment', async () => {
    const { code } = await issue({ unitCode: '3-2-503' });
    const chats = await Promise.all([chat(), chat(), chat()]);
    const kinds = (await Promise.all(chats.map((one) => type(one, code)))).map(({ kind }) => kind);
    expect(kinds.sort()).to.deep.equal(['bound', 'used', 'used']);
  });

  it('may be typed again by the one it bound, and does nothing more', async () => {
    const wechat = await chat();
    const { code } = await issue({ unitCode: '3-2-504' });
    await type(wechat, code);
    expect((await type(wechat, code)).kind).to.equal('already');
    expect(await homesOf(wechat)).to.deep.equal(['3-2-504 owner']);
  });

  it('is over after a week, and when it was taken back', async () => {
    const { code } = await issue();
    const { code: taken, id } = await issue();
    clock.advance(7 * DAY);
    expect((await type(await chat(), code)).kind).to.equal('expired');
    clock.advance(-7 * DAY);
    expect(await store().transact((tx) => revokeCode(tx, { id, estateId: 'other', actor: 's' }, 1))).to.equal(false);
    await store().transact((tx) => revokeCode(tx, { id, estateId: 'qhhy', actor: 'staff:1' }, clock.now()));
    expect((await type(await chat(), taken)).kind).to.equal('wrong');
    const open = await openCodes(store().db, { estateId: 'qhhy', unitCode: '3-2-501' }, clock.now());
    expect(open.map((one) => one.id)).to.not.include(id);
  });

  it('is not known on another estate', async () => {
    const { code } = await issue({ estateId: 'hill' });
    expect((await type(await chat(), code)).kind).to.equal('wrong');
  });

  it('cannot be guessed: a conversation is heard five times a day, an estate two hundred times an hour', async () => {
    const { code } = await issue({ estateId: 'dale' });
    const guesser = await chat(await openAConversation(store(), { estateId: 'dale' }));
    for (let n = 0; n < 5; n++) expect((await type(guesser, 'ACEH2345')).kind).to.equal('wrong');
    expect((await type(guesser, code)).kind).to.equal('too-many');
    clock.advance(DAY + 1);
    const miss = (n: number) => ({ kind: 'code', estateId: 'dale', conversationId: `chat-${n}` }) as const;
    for (let n = 0; n < 200; n++) await store().transact((tx) => noteMiss(tx, miss(n), clock.now()));
    const fresh = await chat(await openAConversation(store(), { estateId: 'dale' }));
    expect((await type(fresh, code)).kind).to.equal('too-many');
    clock.advance(HOUR + 1);
    expect((await type(fresh, code)).kind).to.equal('bound');
  });

  it('for a second home is added to the one who is bound, and one made out to somebody else is not', async () => {
    const wechat = await chat();
    await type(wechat, (await issue({ unitCode: '4-1-101' })).code);
    await type(wechat, (await issue({ unitCode: '4-1-102', relation: 'agent' })).code);
    expect(await homesOf(wechat)).to.deep.equal(['4-1-101 owner', '4-1-102 agent']);
    const { code } = await issue({ unitCode: '4-1-103', name: '王女士' });
    expect((await type(wechat, code)).kind).to.equal('another-person');
    expect((await type(await chat(), code)).kind).to.equal('bound');
  });

  it('makes one person of the same name and phone, on two channels', async () => {
    const [web, wechat] = [await chat(), await chat()];
    const phone = '13800138000';
    await type(web, (await issue({ unitCode: '5-1-101', phone })).code);
    await type(wechat, (await issue({ unitCode: '5-1-101', phone })).code);
    const who = async (one: ConversationRow) => (await chat(one.id)).resident_id;
    expect(await who(web)).to.equal(await who(wechat));
    expect(await homesOf(wechat)).to.deep.equal(['5-1-101 owner']);
    const [member] = await membersOf(store().db, 'qhhy', '5-1-101');
    expect(member).to.deep.include({ name: '李先生', relation: 'owner' });
    expect(Number(member?.conversations)).to.equal(2);
  });

  it('reads only what can be a code, and not what looks like one', () => {
    expect(codeIn('k7ma-3xh9')).to.equal('K7MA3XH9');
    expect(codeIn('码：ＡＣ２３ ４５６７。')).to.equal('AC234567');
    expect(codeIn('码是 K 7 M A 3 X H 9 对吧')).to.equal('K7MA3XH9');
    expect(codeIn('K七MA 三XH九')).to.equal('K7MA3XH9');
    for (const text of [
      '3-2-501',
      '13800138000',
      'R20261123-0007',
      'computer',
      '20261123',
      'WX24315B',
      'ACEHJKLM',
      'unit 3 2 501 at 8',
    ])
      expect(codeIn(text), text).to.equal(undefined);
  });
});

onEveryEngine('The other conversations of a resident', (store) => {
  const bound = async (channelOwner: 'bot' | 'staff' = 'bot') => {
    const id = await openAConversation(store());
    const change = { resident_id: 'r1', owner: channelOwner, state: '{"version":1,"open":1}' };
    await store().db.updateTable('conversation').set(change).where('id', '=', id).execute();
    return id;
  };

  it('are those that the desk itself has in hand; what a clerk holds is left alone', async () => {
    const [here, there, held] = [await bound(), await bound(), await bound('staff')];
    const others = (await otherConversations(store().db, 'r1', here)).map(({ id }) => id);
    expect(others).to.include(there);
    expect(others).to.not.include(here).and.not.include(held);
  });

  it('are changed only as they were read: whoever comes second writes nothing', async () => {
    const there = await bound();
    const [read] = (await otherConversations(store().db, 'r1', 'here')).filter(({ id }) => id === there);
    if (!read) throw new Error('not found');
    const take = () => store().transact((tx) => replaceState(tx, { ...read, state: '{"version":1}' }));
    expect((await Promise.all([take(), take(), take()])).filter(Boolean)).to.have.length(1);
    const now = await findConversation(store().db, there);
    expect(now).to.deep.include({ state: '{"version":1}', state_version: read.state_version + 1 });
  });
});
