import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openHandbook } from '#handbook/handbook.ts';
import { readLog, takeIn } from '#records/activities.ts';
import { fixedClock } from '#records/clock.ts';
import { findConversation } from '#records/conversations.ts';
import { type Desk, openDesk } from '#src/desk.ts';
import { createDeskLog } from '#src/desk-log.ts';
import { createLog } from '#src/log.ts';
import { openStorage } from '#storage/open.ts';
import type { Recognizer } from '#understanding/recognizer.ts';
import { fitModel } from './fitted-model.ts';
import { breaches } from './invariants.ts';
import { enter, type Resident } from './resident.ts';
import { lineOfLobbies } from './short-lives.ts';

const POISON = '毒药';
const handbookDir = process.env.HANDBOOK_DIR ?? 'data';

describe('A message that cannot be handled', function () {
  this.timeout(120_000);
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'lobby-poison-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const clock = fixedClock(Date.parse('2026-11-23T10:00:00+08:00'));
  const open = async (recognizer: Recognizer) => {
    const handbook = await openHandbook({ dir: handbookDir, watch: false });
    return openDesk({ dataDir, handbookDir, clock, log: createLog('silent'), handbook, recognizer });
  };
  const sayIn = (desk: Desk, conversationId: string, text: string) =>
    takeIn(
      desk.storage,
      conversationId,
      { type: 'message', role: 'resident', fromId: 'dl_r', text, channel: 'webchat' },
      { now: clock.now() },
    );
  const arrive = (desk: Desk, conversationId: string) =>
    createDeskLog(desk.storage, clock).start({ conversationId, user: { id: 'dl_r' }, context: { estate: 'qinghu' } });

  it('is tried three times, then the resident is told, a person gets it, and the talk goes on', async () => {
    let tries = 0;
    const desk = await open({
      name: 'rules',
      recognize(text) {
        if (text === POISON) tries += 1;
        if (text === POISON) throw new Error(`cannot read ${text}`);
        const reply = text === '不等了' ? 'cancel' : undefined;
        return {
          text,
          locale: 'zh-CN',
          intents: [{ name: 'greet', score: 1 }],
          band: 'act',
          entities: [],
          recognizer: 'rules',
          reply,
        };
      },
    });
    await arrive(desk, 'one');
    await arrive(desk, 'other');
    const poison = await sayIn(desk, 'one', POISON);
    await sayIn(desk, 'one', '不等了');
    await sayIn(desk, 'other', '你好');
    await desk.turns.idle();

    expect(tries).to.equal(3);
    const said = await readLog(desk.storage.db, { conversationId: 'one', after: poison.seq + 1, limit: 10 });
    const words = said.filter(({ type }) => type === 'message');
    expect(words.map(({ text }) => text)).to.deep.equal([
      '对不起，这条消息我没能处理好，已经请工作人员来看。',
      '好的，不再等候，由我继续为您服务。请问还有什么可以帮您？',
    ]);
    expect(JSON.parse(words[0]?.body ?? '{}')).to.deep.equal({ replyToId: poison.id });
    expect(JSON.parse(said[0]?.body ?? '{}')).to.deep.equal({ name: 'lobby.notice', value: { kind: 'queue' } });
    const [handoff] = await desk.storage.db.selectFrom('handoff').selectAll().execute();
    expect(handoff).to.include({ conversation_id: 'one', reason: 'failed-turn', level: 'urgent', state: 'withdrawn' });
    expect(await findConversation(desk.storage.db, 'other')).to.include({ owner: 'bot', attempts: 0 });
    expect(await breaches(desk.storage)).to.deep.equal([]);
    await desk.close();
  });

  it('waits for the next start when its desk ended, even when the clock was set back meanwhile', async () => {
    const never: Recognizer = { name: 'rules', recognize: () => new Promise(() => {}) };
    const left = await open(never);
    await arrive(left, 'one');
    const awake: Recognizer = {
      name: 'rules',
      recognize: (text) => ({
        text,
        locale: 'zh-CN',
        intents: [{ name: 'greet', score: 1 }],
        band: 'act',
        entities: [],
        recognizer: 'rules',
      }),
    };
    clock.advance(-3_600_000);
    const desk = await open(awake);
    await desk.turns.recover();
    await desk.turns.idle();
    clock.advance(3_600_000);
    expect(await breaches(desk.storage)).to.deep.equal([]);
    await desk.close();
    await left.storage.close();
  });

  it('that ends the process is given to a person after some starts, and nobody else is parked with it', async () => {
    const settings = { DATA_DIR: dataDir, LOG_LEVEL: 'error', HANDBOOK_DIR: handbookDir };
    const line = lineOfLobbies({ ...settings, KILLER_WORDS: POISON, MODEL: await fitModel(handbookDir, dataDir) });
    let lobby = await line.next();
    const residents: Resident[] = [];
    for (let n = 0; n < 4; n++) residents.push(await enter(() => lobby.url));
    const [guilty, ...others] = residents as [Resident, ...Resident[]];
    for (const one of residents) await one.heardAll();

    const sent = residents.map((one) => one.say(one === guilty ? POISON : '你好'));
    const parked = Promise.all(sent).then(() => guilty.heardAll());
    let deaths = 0;
    while (await Promise.race([parked.then(() => false), lobby.gone.then(() => true)])) {
      deaths += 1;
      // It may end so early that nobody sees it open.
      lobby = await line.next().catch(() => lobby);
    }
    for (const one of others) await one.heardAll();
    await lobby.stop();
    await line.close();

    expect(deaths).to.be.within(3, 5);
    const storage = await openStorage({ dataDir, onError: () => {} });
    const handoffs = await storage.db.selectFrom('handoff').select(['conversation_id', 'reason']).execute();
    expect(handoffs).to.deep.equal([{ conversation_id: guilty.conversationId, reason: 'failed-turn' }]);
    expect(await breaches(storage)).to.deep.equal([]);
    await storage.close();
  });
});
