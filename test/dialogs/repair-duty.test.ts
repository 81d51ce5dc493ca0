import { expect } from 'chai';
import { acceptPage } from '#records/paging/acceptance.ts';
import { findPageToSend } from '#records/paging/lists.ts';
import { pageMessage } from '#src/paging/page-words.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { Talk } from './a-talk.ts';

const NIGHT = Date.parse('2026-11-23T23:10:00+08:00');
const LEAK = ['暖气漏水了，3栋2单元501', '关不住', '跳过', '有人', '13800138000', '跳过', '对'];
const DRIP = ['水龙头滴水，3栋2单元501', '关上阀门水能停', '跳过', '明天下午', '13800138000', '跳过', '对'];

describe('An urgent repair', function () {
  this.timeout(60_000);
  const heard: { code: string; error: unknown }[] = [];
  let shared: Shared;
  let talk: Talk;
  before(async () => {
    shared = await openShared(heard);
    talk = await Talk.open(shared);
  });
  after(async () => {
    await talk.close();
    await shared.handbook.close();
    expect(heard).to.deep.equal([]);
  });

  const says = async (who: string, lines: readonly string[]) => {
    let last: string[] = [];
    for (const line of lines) last = await talk.say(who, line);
    return last.join('\n');
  };
  const pages = (who: string) =>
    talk.desk.storage.db.selectFrom('duty_page').selectAll().where('conversation_id', '=', who).execute();
  const ticket = (who: string) =>
    talk.desk.storage.db.selectFrom('ticket').selectAll().where('conversation_id', '=', who).executeTakeFirstOrThrow();

  it('by day is for the front desk, which sees it: nobody on duty is called', async () => {
    expect(await says('by-day', LEAK)).not.to.contain('值班人员');
    expect(await pages('by-day')).to.deep.equal([]);
  });

  it('at night calls the person on duty, with its building and without room, phone or words of the resident', async () => {
    talk.clock.set(NIGHT);
    expect(await says('at-night', LEAK)).to.contain('正在联系值班人员');
    const [page] = await pages('at-night');
    expect(page).to.include({ kind: 'urgent-repair', state: 'calling' });
    const { db } = talk.desk.storage;
    const send = await db.selectFrom('duty_page_send').selectAll().executeTakeFirstOrThrow();
    const found = (await findPageToSend(db, send.id)) ?? expect.fail('no page');
    const estate = shared.handbook.estate('qinghu') ?? expect.fail('no estate');
    const { text } = pageMessage(found, { estate, say: shared.speech.say('zh-CN'), links: undefined });
    const { number } = await ticket('at-night');
    expect(text).to.equal(`【急修】上门维修（晴湖花园）\n地点：3栋2单元\n编号：${number}\n请夜间值班接单。`);
  });

  it('taken by the person on duty is on its way, and the resident hears of it', async () => {
    const [page] = await pages('at-night');
    await talk.desk.storage.transact((tx) =>
      acceptPage(tx, page?.id ?? '', { name: '老吴', via: 'link' }, talk.clock.now()),
    );
    expect((await talk.hear('at-night')).join()).to.contain('值班人员已接单');
    expect(await ticket('at-night')).to.include({ state: 'dispatched' });
  });

  it('is told apart from what can wait until morning, for which nobody is woken', async () => {
    await says('can-wait', DRIP);
    expect(await ticket('can-wait')).to.include({ level: 'ordinary' });
    expect(await pages('can-wait')).to.deep.equal([]);
  });
});
