import { join } from 'node:path';
import { expect } from 'chai';
import type { DueWorker } from '#bot/due-worker.ts';
import { startOutbox } from '#bot/outbox-worker.ts';
import { createSpeech } from '#dialogs/speech.ts';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { readLog } from '#records/activities.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { openPage } from '#records/paging/calls.ts';
import { callNextWhenLost } from '#src/paging/call-next.ts';
import type { Means } from '#src/paging/means.ts';
import { sendPage } from '#src/paging/send-page.ts';
import { ROOT } from '#src/root.ts';
import type { Storage } from '#storage/storage.ts';
import { aTicket, openAConversation } from '../records/builders.ts';
import { type Place, sqlitePlace, until } from '../storage/engines.ts';
import { type Mood, type RobotStandin, SECRET, startRobot } from './robot-standin.ts';

const KINDS: Means['kind'][] = ['wecom', 'dingtalk', 'feishu', 'webhook'];

describe('Calling the duty person by a robot', function () {
  this.timeout(60_000);
  let place: Place;
  let storage: Storage;
  let handbook: Handbook;
  let worker: DueWorker | undefined;
  const robots = new Map<string, RobotStandin>();
  const heardErrors: string[] = [];
  const speech = createSpeech(join(ROOT, 'locales'));

  before(async () => {
    handbook = await openHandbook({ dir: join(ROOT, 'data'), watch: false });
    place = await sqlitePlace();
    storage = await place.open();
  });
  after(async () => {
    await storage.close();
    await place.remove();
    await handbook.close();
  });
  afterEach(async () => {
    await worker?.stop();
    for (const robot of robots.values()) await robot.close();
    robots.clear();
    heardErrors.length = 0;
  });

  /** Pages 夜间值班 by the robot called `first`, and after them 经理 by the one called `second`. */
  async function call(first: RobotStandin | undefined, second?: RobotStandin) {
    if (first) robots.set('first', first);
    if (second) robots.set('second', second);
    const conversationId = await openAConversation(storage, { estateId: 'qinghu' });
    await storage.transact(async (tx) => {
      const filed = aTicket({
        estateId: 'qinghu',
        conversationId,
        service: 'emergency',
        letter: 'E',
        level: 'critical',
        place: '3栋2单元501',
        unitCode: '3-2-501',
        summary: '电梯困人',
        contactName: '王秀英',
        contactPhone: '13800138000',
      });
      const ticket = await fileTicket(tx, filed, systemClock);
      const people = ['first', 'second'].map((key) => ({ name: { zh: `值班${key}`, en: key }, means: [key] }));
      const where = { zh: '3栋2单元4号梯', en: 'Building 3, Unit 2, Lift 4' };
      const about = { estateId: 'qinghu', conversationId, ticketId: ticket.id, kind: 'lift', place: where };
      await openPage(tx, { ...about, notes: ['hurt'], people, minutes: 5 }, systemClock);
    });
    start();
    return conversationId;
  }

  function start(): void {
    const clock = systemClock;
    const send = sendPage({
      storage,
      clock,
      estate: (id) => handbook.estate(id),
      means: { find: (key) => robots.get(key)?.means },
      say: (locale) => speech.say(locale),
      links: () => ({
        accept: 'https://desk.example.com/duty/token',
        conversation: 'https://desk.example.com/console/',
      }),
      timeLimit: 150,
    });
    worker = startOutbox({
      storage,
      clock,
      node: 'node',
      handlers: { 'page-send': send },
      onDead: callNextWhenLost({ clock, unanswered: () => {} }),
      onError: (error) => heardErrors.push(String((error as Error).stack)),
      random: () => 0,
    });
  }

  const told = async (conversationId: string) =>
    (await readLog(storage.db, { conversationId, limit: 50 })).map(({ body }) => JSON.parse(body).name as string);
  const toldOnce = (conversationId: string, name: string) =>
    until(async () => (await told(conversationId)).includes(name));
  const moody = async (kind: Means['kind'], ...moods: Mood[]) => {
    const robot = await startRobot(kind);
    robot.moods.splice(0, robot.moods.length, ...moods);
    return robot;
  };

  for (const kind of KINDS) {
    describe(kind, () => {
      it('has the page once it says so itself, with its own signature; the conversation is told', async () => {
        const robot = await startRobot(kind);
        const chat = await call(robot);
        await toldOnce(chat, 'page.delivered');
        expect(robot.heard).to.have.length(1);
      });

      it('is told kind, place and number, and nothing of who the resident is or what they wrote', async () => {
        const robot = await startRobot(kind);
        await toldOnce(await call(robot), 'page.delivered');
        const { text, body } = robot.heard[0] ?? expect.fail('nothing');
        expect(text)
          .to.contain('电梯困人')
          .and.contain('3栋2单元4号梯')
          .and.match(/E20261123-\d{4}/);
        expect(text).to.contain('有人受伤').and.contain('值班first').and.contain('https://desk.example.com/duty/token');
        // The signature and its time are random digits: anything may stand in them.
        const rest = JSON.stringify({ ...body, timestamp: '', sign: '' });
        expect(rest).to.not.match(/2单元501|3-2-501|王|13800138000/);
      });

      it('has not got it when it answers 200 with an error of its own: the next person is called', async () => {
        const [robot, next] = [await moody(kind, 'refuses'), await startRobot(kind)];
        const chat = await call(robot, next);
        await toldOnce(chat, 'page.delivered');
        expect(await told(chat)).to.deep.equal(['page.undelivered', 'page.delivered']);
        expect([robot.heard.length, next.heard.length]).to.deep.equal([1, 1]);
      });

      it('has not got it when somebody else answers in its place', async () => {
        const chat = await call(await moody(kind, 'babbles'));
        await toldOnce(chat, 'page.exhausted');
        expect(await told(chat)).to.not.include('page.delivered');
      });

      it('is asked again after trouble of its own, and after no answer', async () => {
        const robot = await moody(kind, 'broken', 'silent', 'ok');
        const chat = await call(robot);
        await toldOnce(chat, 'page.delivered');
        expect(robot.heard).to.have.length(3);
        expect(await told(chat)).to.deep.equal(['page.delivered']);
      });

      it('is given up after six tries without an answer, and the next person is called', async () => {
        const [robot, next] = [await moody(kind, 'silent'), await startRobot(kind)];
        const chat = await call(robot, next);
        await toldOnce(chat, 'page.delivered');
        expect(robot.heard).to.have.length(6);
        expect(await told(chat)).to.deep.equal(['page.undelivered', 'page.delivered']);
      });

      it('is never followed to another address', async () => {
        const robot = await moody(kind, 'redirects');
        const chat = await call(robot);
        await toldOnce(chat, 'page.exhausted');
        expect(robot.heard.map(({ path }) => path)).to.not.include('/elsewhere');
        expect(robot.heard).to.have.length(1);
      });

      it('leaves neither key nor secret in what is stored or reported', async () => {
        const chat = await call(await moody(kind, 'broken', 'silent', 'refuses'));
        await toldOnce(chat, 'page.exhausted');
        const outbox = await storage.db.selectFrom('outbox').selectAll().execute();
        const events = await storage.db.selectFrom('ticket_event').selectAll().execute();
        const written = JSON.stringify([outbox, events, heardErrors]);
        expect(heardErrors).to.not.deep.equal([]);
        for (const secret of [SECRET, 'key-of-the-group', '127.0.0.1']) expect(written).to.not.contain(secret);
      });
    });
  }

  for (const kind of ['wecom', 'dingtalk', 'feishu'] as const) {
    it(`${kind} that is sent too much is asked again later`, async () => {
      const robot = await moody(kind, 'busy', 'ok');
      await toldOnce(await call(robot), 'page.delivered');
      expect(robot.heard).to.have.length(2);
    });
  }

  it('calls the next person when the office has named means that it has not set up', async () => {
    const next = await startRobot('wecom');
    const chat = await call(undefined, next);
    await toldOnce(chat, 'page.delivered');
    expect(await told(chat)).to.deep.equal(['page.undelivered', 'page.delivered']);
  });

  it('sends nothing twice when the desk ended between the delivery and its note', async () => {
    const robot = await startRobot('wecom');
    const chat = await call(robot);
    await toldOnce(chat, 'page.delivered');
    await worker?.stop();
    await storage.db
      .updateTable('outbox')
      .set({ state: 'pending', ended_at: null, due_at: 0 })
      .where('kind', '=', 'page-send')
      .execute();
    start();
    await until(
      async () =>
        !(await storage.db
          .selectFrom('outbox')
          .select('id')
          .where('state', 'in', ['pending', 'leased'])
          .executeTakeFirst()),
    );
    expect(robot.heard).to.have.length(1);
    expect(await told(chat)).to.deep.equal(['page.delivered']);
  });
});
