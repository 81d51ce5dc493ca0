import type { Estate } from '#handbook/handbook.ts';
import { type CaseAlert, isStillLate } from '#records/cases/case-alerts.ts';
import type { OutboxRow } from '#storage/schema.ts';
import type { Say } from './page-words.ts';
import type { RobotMessage } from './robots/robot.ts';
import { type Outcome, type PageSender, postToMeans } from './send-page.ts';

/** What sending works with; `console` is the address of the staff's page, absent while nobody has said where the desk is reached. */
export interface AlertSender extends Omit<PageSender, 'links'> {
  console: string | undefined;
}

/** Tells one means that a case is nearly late or late: its number and kind, and where it is to be found. */
export function sendAlert(sender: AlertSender) {
  return async (row: OutboxRow, { signal }: { signal: AbortSignal }): Promise<Outcome> => {
    const alert = JSON.parse(row.body) as CaseAlert;
    if (!(await isStillLate(sender.storage.db, alert))) return { held: 'It was answered meanwhile.' };
    const estate = sender.estate(row.estate_id);
    const means = sender.means.find(alert.means);
    // The console shows it all the same: a robot for such news is the office's own choice.
    if (!estate || !means) return { held: 'Nobody has set up this means.' };
    const say = sender.say(estate.office.languages[0] ?? 'zh-CN');
    return postToMeans(sender, row, {
      means,
      message: alertMessage(alert, { estate, say, console: sender.console }),
      signal,
    });
  };
}

function alertMessage(
  { ticketId, number, service, alert, dueAt }: CaseAlert,
  { estate, say, console }: { estate: Estate; say: Say; console: string | undefined },
): RobotMessage {
  const language = estate.office.languages[0] === 'en' ? 'en' : 'zh';
  const link = console === undefined ? undefined : `${console}#/tickets/${encodeURIComponent(ticketId)}`;
  const lines = [
    say(alert === 'soon' ? 'alert:soon' : 'alert:over', { number, estate: estate.office.name[language] }),
    ...(link ? [say('alert:look', { link })] : []),
  ];
  const facts = { purpose: `case-${alert}`, estate: estate.id, service, number, dueAt, ...(link && { link }) };
  return { text: lines.join('\n'), everybody: false, facts };
}
