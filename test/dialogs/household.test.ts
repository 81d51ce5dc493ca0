import { expect } from 'chai';
import { codeIn } from '#records/residents/household-codes.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { Talk } from './a-talk.ts';

describe('Who is speaking', () => {
  let shared: Shared;
  let talk: Talk;
  const heard: { code: string; error: unknown }[] = [];
  before(async () => {
    shared = await openShared(heard);
  });
  after(() => shared.handbook.close());
  beforeEach(async () => {
    talk = await Talk.open(shared);
  });
  afterEach(async () => {
    await talk.close();
    expect(heard).to.deep.equal([]);
  });

  const bindLi = async (who: string, channel = 'webchat') => {
    const code = await talk.code('3-2-501', 'owner', '李先生', '13800138000');
    return talk.say(who, { text: code, channel });
  };

  it('is nobody known until a code says so, and is told in words whose home it is', async () => {
    await talk.say('li', '你好');
    expect((await talk.conversation('li')).resident_id).to.equal(null);
    expect((await bindLi('li')).join()).to.contain('3栋2单元501（业主）');
    expect((await talk.conversation('li')).resident_id).to.be.a('string');
  });

  it('is heard in a sentence, in a form and in the queue, and the code is never said again', async () => {
    const code = () => talk.code('3-2-501', 'owner', '李先生');
    const said: string[] = [];
    const say = async (who: string, text: string) => said.push(...(await talk.say(who, text)));
    const codes = [await code(), await code(), await code()];
    await say('a', `您好，前台给我的绑定码是${codes[0]}，麻烦了`);
    await say('b', '我要报修');
    await say('b', codes[1] ?? '');
    await say('c', '人工');
    await say('c', (codes[2] ?? '').toLowerCase().replace('-', ' '));
    for (const who of ['a', 'b', 'c']) expect((await talk.conversation(who)).resident_id, who).to.be.a('string');
    expect(said.map(codeIn).filter(Boolean)).to.deep.equal([]);
    expect((await talk.conversation('b')).state.open.form).to.equal('repair');
  });

  it('is not asked for again once it is known: home and phone of the code stand in the form', async () => {
    await talk.say('li', '我要投诉');
    await bindLi('li');
    const { open } = (await talk.conversation('li')).state;
    const told = Object.fromEntries(
      Object.entries(open.answers).map(([key, one]) => [key, (one as { told: string }).told]),
    );
    expect(told.contact).to.equal('李先生，13800138000');
  });

  it('goes to a person after three codes that do not match, and no code is looked at after five', async () => {
    const wrong = ['K7MA-3XH9', 'K7MA-3XH8', 'K7MA-3XH7', 'K7MA-3XH6', 'K7MA-3XH5'];
    const said = [];
    for (const code of wrong) said.push((await talk.say('x', code)).join());
    expect(said[0]).to.contain('没有对上');
    expect((await talk.conversation('x')).owner).to.equal('queue');
    expect((await bindLi('x')).join()).to.contain('试的次数');
    expect((await talk.conversation('x')).resident_id).to.equal(null);
  });

  it('can be asked for at any time', async () => {
    await bindLi('li');
    const who = (await talk.say('li', '我绑定了吗')).join();
    expect(who).to.contain('李先生');
  });

  const beginElsewhere = async () => {
    await bindLi('page');
    await talk.say('page', '我要报修');
    await talk.say('page', '书房的窗户关不上');
    await bindLi('wechat', 'wechat');
    await bindLi('tablet');
  };
  const openForms = async () => {
    const chats = await Promise.all(['page', 'wechat', 'tablet'].map((who) => talk.conversation(who)));
    return chats.filter(({ state }) => state.open).map(({ id }) => id);
  };

  it('may go on elsewhere with what was begun: taken over once, whole, and closed where it was', async () => {
    await beginElsewhere();
    const before = (await talk.conversation('page')).state.open.answers;
    await talk.say('wechat', { text: '接着填', channel: 'wechat' });
    expect(await openForms()).to.deep.equal(['wechat']);
    expect((await talk.conversation('wechat')).state.open.answers).to.deep.equal(before);
    expect((await talk.hear('page')).join()).to.contain('微信里接着填');
  });

  it('is taken over by one alone when two channels take it at the same moment', async () => {
    await beginElsewhere();
    await Promise.all([
      talk.post('wechat', { text: '接着填', channel: 'wechat' }),
      talk.post('tablet', { text: '接着填' }),
    ]);
    await talk.desk.turns.idle();
    await talk.hear('page');
    expect(await openForms()).to.have.length(1);
    expect(await openForms()).to.not.include('page');
  });

  it('is not lost when it goes on where it was begun at the very moment it is taken', async () => {
    await beginElsewhere();
    await Promise.all([
      talk.post('page', { text: '没有掉下去的危险' }),
      talk.post('wechat', { text: '接着填', channel: 'wechat' }),
    ]);
    await talk.desk.turns.idle();
    await talk.hear('page');
    expect(await openForms()).to.have.length(1);
  });

  it('is offered nothing of somebody else', async () => {
    await beginElsewhere();
    const code = await talk.code('3-2-501', 'tenant', '陈先生', '13900000000');
    expect((await talk.say('chen', code)).join()).to.not.contain('没填完');
    expect((await talk.say('chen', '接着填')).join()).to.not.contain('窗');
    expect(await openForms()).to.deep.equal(['page']);
  });
});
