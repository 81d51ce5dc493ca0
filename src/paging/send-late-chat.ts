import type { Estate } from '#handbook/handbook.ts';
import { isStillWaiting, type LateChat } from '#records/handoffs/late-chats.ts';
import type { OutboxRow } from '#storage/schema.ts';
import type { Say } from './page-words.ts';
import type { RobotMessage } from './robots/robot.ts';
import type { AlertSender } from './send-alert.ts';
import { type Outcome, postToMeans } from './send-page.ts';

const MINUTE = 60_000;
/** From here on (minutes) a wait is told in hours. */
const IN_HOURS = 120;

/** Tells one means that a resident waits too long: in which estate, since when, and where the chat is to be found. */
export function sendLateChat(sender: AlertSender) {
  return async (row: OutboxRow, { signal }: { signal: AbortSignal }): Promise<Outcome> => {
    const late = JSON.parse(row.body) as LateChat;
    if (!(await isStillWaiting(sender.storage.db, late))) return { held: 'Somebody attended to it meanwhile.' };
    const estate = sender.estate(row.estate_id);
    const means = sender.means.find(late.means);
    // The console shows it all the same: a robot for such news is the office's own choice.
    if (!estate || !means) return { held: 'Nobody has set up this means.' };
    const say = sender.say(estate.office.languages[0] ?? 'zh-CN');
    const minutes = Math.max(1, Math.floor((sender.clock.now() - late.since) / MINUTE));
    const message = lateMessage(late, { estate, say, minutes, console: sender.console });
    return postToMeans(sender, row, { means, message, signal });
  };
}

function lateMessage(
  { which, conversationId }: LateChat,
  { estate, say, minutes, console }: { estate: Estate; say: Say; minutes: number; console: string | undefined },
): RobotMessage {
  const language = estate.office.languages[0] === 'en' ? 'en' : 'zh';
  const link = console === undefined ? undefined : `${console}#/desk/${encodeURIComponent(conversationId)}`;
  const wait =
    minutes < IN_HOURS
      ? say('alert:minutes', { n: `${minutes}` })
      : say('alert:hours', { n: `${Math.floor(minutes / 60)}` });
  const lines = [
    say(which === 'claim' ? 'alert:notTaken' : 'alert:notAnswered', { estate: estate.office.name[language], wait }),
    ...(link ? [say('alert:look', { link })] : []),
  ];
  const facts = { purpose: `chat-${which}`, estate: estate.id, minutes, ...(link && { link }) };
  return { text: lines.join('\n'), everybody: false, facts };
}
