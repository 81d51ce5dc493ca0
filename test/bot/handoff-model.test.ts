import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { readLog, takeIn } from '#records/activities.ts';
import { fixedClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { claimChat, letGoOfChat } from '#records/handoffs/handoffs.ts';
import { passChat, pullChat, requeueChat } from '#records/handoffs/moves.ts';
import { sendOnce } from '#records/staff/messages.ts';
import { type Desk, openDesk } from '#src/desk.ts';
import type { Heard } from '../conversations/shared.ts';
import { openShared } from '../conversations/shared.ts';

const RUNS = 1000;
const CLERKS = [0, 1, 2].map((n) => ({ id: `clerk-${n}`, name: `同事${n}` }));
const ESTATE = 'qinghu';
const WANTS = '转人工';
const GIVES_UP = '不等了';

/** What must be so: who has the chat, and what was said by whom, in order. */
interface Model {
  owner: 'bot' | 'queue' | number;
  resident: string[];
  staff: { clerk: number; text: string }[];
  vanished: number;
}

/** The real thing: one conversation of one desk. */
interface Real {
  desk: Desk;
  clock: ReturnType<typeof fixedClock>;
  id: string;
  said: number;
}

type Step = fc.AsyncCommand<Model, Real>;
const chatOf = ({ id }: Real) => ({ conversationId: id, estateId: ESTATE });
const clerkOf = (n: number) => CLERKS[n] ?? { id: '', name: '' };

/** A step that is always possible; what it does to the model is written beside what it does to the desk. */
function step(name: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return { check: () => true, run, toString: () => name };
}

async function say(real: Real, text: string, externalId: string): Promise<void> {
  const said = { type: 'message', role: 'resident', fromId: 'r', text, externalId, channel: 'webchat' } as const;
  await takeIn(real.desk.storage, real.id, said, { now: real.clock.now() });
}

/** What the bot makes of words is its own affair, as long as it takes no chat from a person. */
async function botDecided(model: Model, { desk, id }: Real): Promise<void> {
  if (typeof model.owner === 'number') return;
  const row = await desk.storage.db.selectFrom('conversation').select('owner').where('id', '=', id).executeTakeFirst();
  expect(['bot', 'queue']).to.include(row?.owner);
  model.owner = row?.owner === 'queue' ? 'queue' : 'bot';
}

/** The resident writes, perhaps with every copy sent twice at once. */
const residentSays = (text: string, twice: boolean) =>
  step(`resident: ${text}${twice ? ' (twice)' : ''}`, async (model, real) => {
    real.said += 1;
    const externalId = `r-${real.said}`;
    await Promise.all(Array.from({ length: twice ? 2 : 1 }, () => say(real, text, externalId)));
    await real.desk.turns.idle();
    model.resident.push(text);
    const { owner } = model;
    await botDecided(model, real);
    if (text === WANTS && owner === 'bot') expect(model.owner).to.equal('queue');
    if (text === GIVES_UP && owner === 'queue') expect(model.owner).to.equal('bot');
  });

/** Two clerks at the same moment, or one twice: one of them has it, if it waits. */
const claims = (a: number, b: number) =>
  step(`${a} and ${b} claim`, async (model, real) => {
    const tries = [a, b].map((n) =>
      real.desk.storage.transact((tx) => claimChat(tx, chatOf(real), clerkOf(n), real.clock.now())),
    );
    const won = (await Promise.all(tries)).flatMap((one, at) => (one.claimed ? [[a, b][at] ?? -1] : []));
    expect(won).to.have.length(model.owner === 'queue' ? 1 : 0);
    if (model.owner === 'queue') model.owner = won[0] ?? -1;
  });

const sends = (n: number, twice: boolean) =>
  step(`${n} writes${twice ? ' (twice)' : ''}`, async (model, real) => {
    real.said += 1;
    const text = `话${real.said}`;
    const message = { ...chatOf(real), text, clientId: `s-${real.said}` };
    const options = { now: real.clock.now(), also: async () => {} };
    const tries = Array.from({ length: twice ? 2 : 1 }, () =>
      sendOnce(real.desk.storage, message, clerkOf(n), options),
    );
    const placed = await Promise.all(tries);
    const mine = model.owner === n;
    for (const one of placed) expect(one !== undefined).to.equal(mine);
    expect(new Set(placed.map((one) => one?.seq)).size).to.equal(1);
    if (mine) model.staff.push({ clerk: n, text });
  });

/** Something that only whoever has the chat can do. */
const holderDoes = (
  name: string,
  n: number,
  act: (real: Real) => Promise<boolean>,
  becomes: Model['owner'],
  also = (_: Model) => {},
) =>
  step(`${n} ${name}`, async (model, real) => {
    const mine = model.owner === n;
    const done = await Promise.all([act(real), act(real)]);
    expect(done.filter(Boolean)).to.have.length(mine && becomes !== n ? 1 : 0);
    if (mine && becomes !== n) {
      model.owner = becomes;
      also(model);
    }
    await real.desk.turns.idle();
  });

const lets = (n: number, how: 'returned' | 'closed') =>
  holderDoes(
    how,
    n,
    (real) =>
      real.desk.storage.transact((tx) => letGoOfChat(tx, { ...chatOf(real), how }, clerkOf(n), real.clock.now())),
    'bot',
  );
const vanishes = (n: number) =>
  holderDoes(
    'vanishes',
    n,
    (real) =>
      real.desk.storage.transact((tx) =>
        requeueChat(tx, chatOf(real), { from: clerkOf(n), why: 'vanished' }, real.clock.now()),
      ),
    'queue',
    (model) => {
      model.vanished += 1;
    },
  );
const passes = (n: number, to: number) =>
  holderDoes(
    `passes to ${to}`,
    n,
    async (real) => {
      if (n === to) return false;
      const pass = { from: clerkOf(n), to: clerkOf(to), message: 'transferred', note: '请看' } as const;
      return real.desk.storage.transact((tx) => passChat(tx, chatOf(real), pass, real.clock.now()));
    },
    to,
  );
const pulls = (n: number) =>
  step(`${n} takes it from the bot`, async (model, real) => {
    const done = await real.desk.storage.transact((tx) => pullChat(tx, chatOf(real), clerkOf(n), real.clock));
    expect(done).to.equal(model.owner === 'bot');
    if (done) model.owner = n;
    await real.desk.turns.idle();
  });

/** A clerk claims while the resident gives up: one of the two comes first, and it is as if the other came later. */
const race = (n: number) =>
  step(`${n} claims while the resident gives up`, async (model, real) => {
    real.said += 1;
    const [claimed] = await Promise.all([
      real.desk.storage.transact((tx) => claimChat(tx, chatOf(real), clerkOf(n), real.clock.now())),
      say(real, GIVES_UP, `r-${real.said}`),
    ]);
    await real.desk.turns.idle();
    model.resident.push(GIVES_UP);
    if (model.owner !== 'queue') return botDecided(model, real);
    model.owner = claimed.claimed ? n : 'bot';
  });

const steps = [
  fc.boolean().map((twice) => residentSays('我家的灯不亮', twice)),
  fc.boolean().map((twice) => residentSays(WANTS, twice)),
  fc.constant(residentSays(GIVES_UP, false)),
  fc.tuple(fc.nat(2), fc.nat(2)).map(([a, b]) => claims(a, b)),
  fc.tuple(fc.nat(2), fc.boolean()).map(([n, twice]) => sends(n, twice)),
  fc.nat(2).map((n) => lets(n, 'returned')),
  fc.nat(2).map((n) => lets(n, 'closed')),
  fc.nat(2).map(vanishes),
  fc.tuple(fc.nat(2), fc.nat(2)).map(([n, to]) => passes(n, to)),
  fc.nat(2).map(pulls),
  fc.nat(2).map(race),
];

describe('A resident, the bot and three clerks in any order', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-model-'));
  const clock = fixedClock(Date.parse('2026-11-23T10:00:00+08:00'));
  const heard: Heard[] = [];
  let desk: Desk;

  before(async function () {
    this.timeout(60_000);
    desk = await openDesk({ ...(await openShared(heard)), dataDir, clock });
  });
  after(async () => {
    await desk.close();
    rmSync(dataDir, { recursive: true, force: true });
    expect(heard).to.deep.equal([]);
  });

  async function check(model: Model, { id }: Real): Promise<void> {
    const { storage } = desk;
    const conversation = await storage.db
      .selectFrom('conversation')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const held = typeof model.owner === 'number';
    expect([conversation.owner, conversation.owner_staff_id]).to.deep.equal(
      held ? ['staff', clerkOf(model.owner as number).id] : [model.owner, null],
    );
    const open = await storage.db
      .selectFrom('handoff')
      .select(['state', 'staff_id'])
      .where('conversation_id', '=', id)
      .where('state', 'in', ['waiting', 'accepted'])
      .execute();
    const expected = held
      ? [{ state: 'accepted', staff_id: conversation.owner_staff_id }]
      : model.owner === 'queue'
        ? [{ state: 'waiting', staff_id: null }]
        : [];
    expect(open).to.deep.equal(expected);
    expect(conversation.turned_seq, 'nothing waits for its turn').to.equal(conversation.inbound_seq);
    checkLog(model, await readLog(storage.db, { conversationId: id, limit: 1000 }));
  }

  it(`has one owner at a time, and nothing that was said is lost, doubled or out of order: ${RUNS} times`, async function () {
    this.timeout(600_000);
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 14, size: 'max' }), async (commands) => {
        runs += 1;
        const real: Real = { desk, clock, id: `model-${runs}`, said: 0 };
        const model: Model = { owner: 'bot', resident: [], staff: [], vanished: 0 };
        const opening = { id: real.id, estateId: ESTATE, channel: 'webchat', userId: 'r', locale: 'zh-CN' };
        await desk.storage.transact((tx) => openConversation(tx, opening, clock.now()));
        await fc.asyncModelRun(() => ({ model, real }), commands);
        await desk.turns.idle();
        await check(model, real);
      }),
      { numRuns: RUNS, endOnFailure: false },
    );
  });
});

type Row = Awaited<ReturnType<typeof readLog>>[number];

/** The log tells the same story: dense, everybody's words in their order, the bot silent while a person has the chat. */
function checkLog(model: Model, rows: Row[]): void {
  expect(rows.map(({ seq }) => seq)).to.deep.equal(rows.map((_, at) => at + 1));
  const by = (role: string) => rows.filter((row) => row.role === role && row.type === 'message');
  expect(by('resident').map(({ text }) => text)).to.deep.equal(model.resident);
  expect(by('staff').map(({ from_id, text }) => [from_id, text])).to.deep.equal(
    model.staff.map(({ clerk, text }) => [clerkOf(clerk).id, text]),
  );
  let owner: string | undefined;
  let notices = 0;
  for (const row of rows) {
    const { name, value } = JSON.parse(row.body) as { name?: string; value?: { state?: string } };
    if (name === 'handoff.status') owner = value?.state === 'accepted' ? row.from_id : undefined;
    if (name === 'handoff.requeued') owner = undefined;
    if (row.role === 'staff') expect(row.from_id, 'only who has the chat writes').to.equal(owner);
    if (row.role !== 'desk' || row.type !== 'message') continue;
    if (row.text?.includes('暂时离开了')) notices += 1;
    if (owner !== undefined) expect(row.text, 'the bot is silent but for who comes').to.match(/^同事\d为您服务。$/);
  }
  expect(notices, 'told once each time').to.equal(model.vanished);
}
