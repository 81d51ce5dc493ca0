import { join } from 'node:path';
import { expect } from 'chai';
import { createSpeech } from '#dialogs/speech.ts';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { alertOfCase, SEND_ALERT, watchedCase } from '#records/cases/case-alerts.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { sendAlert } from '#src/paging/send-alert.ts';
import { ROOT } from '#src/root.ts';
import type { OutboxRow } from '#storage/schema.ts';
import { aTicket, openAConversation } from '../records/builders.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { type RobotStandin, startRobot } from './robot-standin.ts';

onEveryEngine('A case that is late, at the robot of whoever stands above', (store) => {
  let handbook: Handbook;
  let robot: RobotStandin;
  before(async () => {
    handbook = await openHandbook({ dir: join(ROOT, 'data'), watch: false });
    robot = await startRobot('wecom');
  });
  after(async () => {
    await robot.close();
    await handbook.close();
  });

  /** A late complaint and the row that tells of it. */
  async function aLateCase(means = 'manager-group') {
    const conversationId = await openAConversation(store(), { estateId: 'qinghu' });
    const filed = { service: 'complaint', letter: 'C', contactPhone: '13800138000', dueAt: systemClock.now() - 1000 };
    const ticket = await store().transact((tx) =>
      fileTicket(tx, aTicket({ estateId: 'qinghu', conversationId, ...filed }), systemClock),
    );
    const watched = await watchedCase(store().db, ticket.id);
    if (!watched) throw new Error('Nothing is owed.');
    await store().transact((tx) => alertOfCase(tx, watched, { alert: 'over', means: [means] }, systemClock));
    const rows = await store().db.selectFrom('outbox').selectAll().where('kind', '=', SEND_ALERT).execute();
    const row = rows.find(({ body }) => body.includes(ticket.id));
    if (!row) throw new Error('Nothing is to be sent.');
    return { ticket, row: row as OutboxRow };
  }
  const send = (row: OutboxRow) =>
    sendAlert({
      storage: store(),
      clock: systemClock,
      estate: (id) => handbook.estate(id),
      means: { find: (key) => (key === 'manager-group' ? robot.means : undefined) },
      say: (locale) => createSpeech(join(ROOT, 'locales')).say(locale),
      console: 'https://desk.example.com/console/',
    })(row, { signal: new AbortController().signal });

  it('is named by its number with the way to it, and without who and what', async () => {
    const { ticket, row } = await aLateCase();
    expect(await send(row)).to.equal('sent');
    const text = robot.heard.at(-1)?.text ?? '';
    expect(text).to.contain(ticket.number).and.contain(`https://desk.example.com/console/#/tickets/${ticket.id}`);
    expect(text).to.contain('已超过答复期限').and.not.contain(ticket.summary).and.not.contain('13800138000');
  });

  it('is not told of any more once it was answered', async () => {
    const { ticket, row } = await aLateCase();
    const before = robot.heard.length;
    await store().db.updateTable('ticket').set({ due_at: null }).where('id', '=', ticket.id).execute();
    expect(await send(row)).to.deep.equal({ held: 'It was answered meanwhile.' });
    expect(robot.heard).to.have.length(before);
  });

  it('stays in the console alone where nobody has set the means up', async () => {
    const { row } = await aLateCase('no-such-group');
    expect(await send(row)).to.deep.equal({ held: 'Nobody has set up this means.' });
  });
});
