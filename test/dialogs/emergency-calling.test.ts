import { expect } from 'chai';
import type { DueWorker } from '#bot/due-worker.ts';
import { startOutbox } from '#bot/outbox-worker.ts';
import { acceptPage } from '#records/paging/acceptance.ts';
import { callNextWhenLost } from '#src/paging/call-next.ts';
import { sendPage } from '#src/paging/send-page.ts';
import { type RobotStandin, startRobot } from '../paging/robot-standin.ts';
import { until } from '../storage/engines.ts';
import { type EmergencyDesk, openEmergencyDesk } from './emergency-desk.ts';

const person = (key: string, zh: string) => ({ key, name: { zh, en: key }, means: [`${key}-group`] });
const DUTY = {
  people: [person('day', '日班'), person('night', '夜班'), person('engineer', '工程主管'), person('manager', '经理')],
  order: ['day', 'engineer'],
  rota: [{ days: ['mon'], from: '18:00', to: '08:30', order: ['night', 'engineer'] }],
  manager: 'manager',
};
const MINUTE = 60_000;

describe('Calling the duty person, from the resident’s side', function () {
  this.timeout(60_000);
  let at: EmergencyDesk;
  let worker: DueWorker | undefined;
  const robots = new Map<string, RobotStandin>();

  beforeEach(async () => {
    at = await openEmergencyDesk(DUTY);
    for (const { means } of DUTY.people) robots.set(means[0] ?? '', await startRobot('wecom'));
    startSending();
  });
  afterEach(async () => {
    await worker?.stop();
    for (const robot of robots.values()) await robot.close();
    await at.close();
  });

  function startSending(): void {
    const { storage, handbook, failures } = at.desk;
    const { clock } = at;
    const send = sendPage({
      storage,
      clock,
      estate: (id) => handbook.estate(id),
      means: { find: (key) => robots.get(key)?.means },
      say: (locale) => (key, values) => `${locale} ${key} ${JSON.stringify(values)}`,
      links: () => undefined,
      timeLimit: 200,
    });
    worker = startOutbox({
      storage,
      clock,
      node: clock.id(),
      handlers: { 'page-send': send },
      onDead: callNextWhenLost({ clock, unanswered: failures.unansweredPage }),
      onError: () => {},
      random: () => 0,
    });
  }

  const silence = (...keys: string[]) => {
    for (const key of keys) robots.get(key)?.moods.splice(0, 1, 'refuses');
  };
  /** What the resident hears next, once there is something. */
  const next = async (chat: string) => {
    worker?.nudge();
    let heard: string[] = [];
    await until(async () => {
      heard = await at.hear(chat);
      return heard.length > 0;
    });
    return heard;
  };
  const minutesPass = async (minutes: number) => {
    at.clock.advance(minutes * MINUTE);
    at.desk.agenda.nudge();
    const due = () =>
      at.desk.storage.db
        .selectFrom('agenda')
        .select('id')
        .where('state', 'in', ['waiting', 'leased'])
        .where('due_at', '<=', at.clock.now())
        .executeTakeFirst();
    await until(async () => !(await due()));
  };
  const called = () => [...robots].flatMap(([key, { heard }]) => (heard.length > 0 ? [key] : []));

  it('calls who is on the night’s rota, then the next, then the manager; each time the resident is told once, when it was delivered', async () => {
    const chat = await at.chat();
    const [first] = await at.say(chat, '着火了');
    expect(first).to.not.contain('已通知');
    expect(await next(chat)).to.deep.equal(['已通知值班人员，请您先保证安全。']);
    expect(called()).to.deep.equal(['night-group']);
    await minutesPass(4);
    expect(await at.hear(chat)).to.deep.equal([]);
    await minutesPass(1);
    expect((await next(chat))[0]).to.contain('还没有人应答，已再次通知值班人员');
    expect(called()).to.deep.equal(['night-group', 'engineer-group']);
    await minutesPass(5);
    expect((await next(chat))[0]).to.contain('已再次通知值班人员');
    expect(called()).to.have.members(['night-group', 'engineer-group', 'manager-group']);
    await minutesPass(5);
    const [last = ''] = await next(chat);
    expect(last).to.contain('值班人员都还没有应答').and.contain('119').and.contain('020-5550-0101');
    expect(at.warned).to.include('page-unanswered');
    await minutesPass(60);
    expect(await at.hear(chat), 'that is all').to.deep.equal([]);
    for (const { heard } of robots.values()) expect(heard.length).to.be.at.most(1);
  });

  it('goes on calling after a restart in between, and after one that lasted longer than the five minutes', async () => {
    const chat = await at.chat();
    await at.say(chat, '着火了');
    await next(chat);
    await worker?.stop();
    await at.restart();
    startSending();
    await minutesPass(5);
    expect((await next(chat))[0]).to.contain('已再次通知值班人员');
    await worker?.stop();
    at.clock.advance(30 * MINUTE);
    await at.restart();
    startSending();
    at.desk.agenda.nudge();
    expect((await next(chat))[0]).to.contain('已再次通知值班人员');
    expect(called()).to.have.members(['night-group', 'engineer-group', 'manager-group']);
  });

  it('never says that somebody was notified while no robot has said so itself', async () => {
    silence('night-group', 'engineer-group', 'manager-group');
    const chat = await at.chat();
    const heard = [...(await at.say(chat, '着火了')), ...(await next(chat))];
    await until(async () =>
      Boolean(
        await at.desk.storage.db
          .selectFrom('duty_page')
          .select('id')
          .where('state', '=', 'unanswered')
          .executeTakeFirst(),
      ),
    );
    heard.push(...(await at.hear(chat)), ...(await at.say(chat, '你们什么时候到')));
    expect(heard.join('\n')).to.not.contain('已通知').and.not.contain('已再次通知');
    expect(heard.filter((one) => one.includes('还没能通知到值班人员'))).to.have.length(1);
    expect(heard.join('\n')).to.contain('119');
    expect(at.warned).to.include('page-unanswered');
  });

  it('says it once the second person has it, when the first could not be reached', async () => {
    silence('night-group');
    const chat = await at.chat();
    await at.say(chat, '着火了');
    const heard = await next(chat);
    await until(() => called().includes('engineer-group'));
    heard.push(...(heard.length > 1 ? [] : await next(chat)));
    expect(heard.map((one) => one.slice(0, 14))).to.deep.equal([
      '对不起，还没能通知到值班人员',
      '已通知值班人员，请您先保证安全'.slice(0, 14),
    ]);
  });

  it('stops when somebody accepts, and the resident hears of it in their own language', async () => {
    const chat = await at.chat();
    await at.say(chat, 'there is a fire in my kitchen');
    await next(chat);
    const page = await at.desk.storage.db.selectFrom('duty_page').select('id').executeTakeFirstOrThrow();
    await at.desk.storage.transact((tx) => acceptPage(tx, page.id, { name: '夜班', via: 'link' }, at.clock.now()));
    expect(await next(chat)).to.deep.equal(['The person on duty has taken your case and is on the way to it.']);
    await minutesPass(30);
    expect(await at.hear(chat)).to.deep.equal([]);
    expect(called()).to.deep.equal(['night-group']);
  });

  it('tells whoever has the page where it is once that is known, and that it is said to be over; a person ends it', async () => {
    const chat = await at.chat();
    await at.say(chat, '着火了');
    await next(chat);
    await at.say(chat, '3栋2单元501');
    await at.say(chat, '没事了，是误报');
    worker?.nudge();
    const robot = robots.get('night-group');
    await until(() => robot?.heard.length === 3);
    const updates = robot?.heard.slice(1).map(({ text }) => text) ?? [];
    expect(updates.every((text) => text.includes('page.update'))).to.equal(true);
    expect(updates.join()).to.contain('3栋2单元').and.contain('note.settled').and.not.contain('501');
    const state = await at.desk.storage.db.selectFrom('ticket').select('state').executeTakeFirst();
    expect(state?.state).to.equal('accepted');
  });
});
