import { join } from 'node:path';
import { expect } from 'chai';
import { startAgenda } from '#bot/agenda-worker.ts';
import { watchHandoff } from '#bot/handoff-limits.ts';
import { createSpeech } from '#dialogs/speech.ts';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { fixedClock } from '#records/clock.ts';
import { claimChat, requestHandoff } from '#records/handoffs/handoffs.ts';
import { readLateChats, SEND_LATE_CHAT } from '#records/handoffs/late-chats.ts';
import { HANDOFF_LIMIT } from '#records/handoffs/limits.ts';
import { requeueChat } from '#records/handoffs/moves.ts';
import { sendLateChat } from '#src/paging/send-late-chat.ts';
import { ROOT } from '#src/root.ts';
import type { OutboxRow } from '#storage/schema.ts';
import type { Storage } from '#storage/storage.ts';
import { type RobotStandin, startRobot } from '../paging/robot-standin.ts';
import { openAConversation } from '../records/builders.ts';
import { engines, type Place, until } from '../storage/engines.ts';

const MINUTE = 60_000;
/** A Monday morning, the office open. */
const TEN = Date.parse('2026-11-23T10:00:00+08:00');
const LIN = { id: 'staff-lin', name: '林芳' };

for (const engine of engines) {
  describe(`A resident who waits too long (${engine.name})`, function () {
    this.timeout(60_000);
    let handbook: Handbook;
    let robot: RobotStandin;
    let place: Place;
    let storage: Storage;
    const clock = { ...fixedClock(TEN), id: () => crypto.randomUUID() };
    before(async () => {
      handbook = await openHandbook({ dir: join(ROOT, 'data'), watch: false });
      robot = await startRobot('wecom');
      place = await engine.place();
      storage = await place.open();
    });
    after(async () => {
      await storage.close();
      await place.remove();
      await robot.close();
      await handbook.close();
    });
    beforeEach(async () => {
      clock.set(TEN);
      robot.heard.length = 0;
      await storage.db.deleteFrom('agenda').execute();
      await storage.db.deleteFrom('outbox').execute();
      await storage.db.deleteFrom('handoff').execute();
    });

    /** Time passes; then a desk that has just started does what is due by its agenda. */
    async function pass(minutes: number): Promise<void> {
      clock.advance(minutes * MINUTE);
      const agenda = startAgenda({
        storage,
        clock,
        node: crypto.randomUUID(),
        handlers: { [HANDOFF_LIMIT]: watchHandoff({ handbook, clock }) },
        onDead: async () => undefined,
        onError: (error) => expect.fail(String(error)),
      });
      await until(async () => {
        agenda.nudge();
        const due = storage.db.selectFrom('agenda').select('id').where('state', 'in', ['waiting', 'leased']);
        return (await due.where('due_at', '<=', clock.now()).executeTakeFirst()) === undefined;
      });
      await agenda.stop();
    }

    async function aWish() {
      const conversationId = await openAConversation(storage, { estateId: 'qinghu' });
      const chat = { conversationId, estateId: 'qinghu' };
      await storage.transact((tx) => requestHandoff(tx, { ...chat, reason: 'asked', level: 'ordinary' }, clock));
      return chat;
    }
    const claim = (chat: Awaited<ReturnType<typeof aWish>>) =>
      storage.transact((tx) => claimChat(tx, chat, LIN, clock.now()));
    const toSend = () =>
      storage.db.selectFrom('outbox').selectAll().where('kind', '=', SEND_LATE_CHAT).orderBy('seq').execute();
    const send = (row: OutboxRow | undefined, means: RobotStandin | undefined = robot) => {
      if (!row) throw new Error('Nothing is to be sent.');
      return sendLateChat({
        storage,
        clock,
        estate: (id) => handbook.estate(id),
        means: { find: (key) => (key === 'manager-group' ? means?.means : undefined) },
        say: (locale) => createSpeech(join(ROOT, 'locales')).say(locale),
        console: 'https://desk.example.com/console/',
      })(row, { signal: new AbortController().signal });
    };

    it('The manager’s group hears once that nobody took the chat: how long it waits and where it is, no name, no words', async () => {
      const { conversationId } = await aWish();
      await pass(4);
      expect(await toSend()).to.deep.equal([]);
      await pass(2);
      await pass(90);
      const rows = await toSend();
      expect(rows).to.have.length(1);
      clock.set(TEN + 6 * MINUTE);
      expect(await send(rows[0])).to.equal('sent');
      expect(robot.heard.map(({ text }) => text)).to.deep.equal([
        `【晴湖花园】有住户已经等了 6 分钟，还没有人接待，请安排。\n查看：https://desk.example.com/console/#/desk/${conversationId}`,
      ]);
    });

    it('Nobody is told of a chat that was taken meanwhile', async () => {
      const chat = await aWish();
      await pass(6);
      const [row] = await toSend();
      await claim(chat);
      expect(await send(row)).to.deep.equal({ held: 'Somebody attended to it meanwhile.' });
      expect(robot.heard).to.deep.equal([]);
    });

    it('A desk that was down when the limit passed tells of it when it is up again', async () => {
      await aWish();
      await storage.close();
      storage = await place.open();
      await pass(20);
      expect(await toSend()).to.have.length(1);
    });

    it('Of a clerk who takes a chat and writes nothing the manager hears too; of each limit once, even when the chat goes back to the queue', async () => {
      const chat = await aWish();
      await claim(chat);
      await pass(1);
      await pass(3);
      const whiches = async () => (await toSend()).map(({ body }) => JSON.parse(body).which);
      expect(await whiches()).to.deep.equal(['reply']);
      expect(await send((await toSend())[0])).to.equal('sent');
      expect(robot.heard.at(-1)?.text).to.contain('接手 4 分钟了，还没有回复住户');
      const again = () => storage.transact((tx) => requeueChat(tx, chat, { from: LIN, why: 'vanished' }, clock.now()));
      await again();
      await pass(6);
      expect(await whiches()).to.deep.equal(['reply', 'claim']);
      await claim(chat);
      await pass(0);
      await pass(10);
      await again();
      await pass(10);
      expect(await whiches()).to.deep.equal(['reply', 'claim']);
    });

    it('Managers see it in the console, as long as it lasts, whether or not a group is set up', async () => {
      const chat = await aWish();
      const late = async () => (await readLateChats(storage.db, ['qinghu'])).map(({ which }) => which);
      await pass(2);
      expect(await late()).to.deep.equal([]);
      await pass(4);
      expect(await late()).to.deep.equal(['claim']);
      expect(await readLateChats(storage.db, ['elsewhere'])).to.deep.equal([]);
      expect(await send((await toSend())[0], { ...robot, means: undefined as never })).to.deep.equal({
        held: 'Nobody has set up this means.',
      });
      await claim(chat);
      expect(await late()).to.deep.equal([]);
    });
  });
}
