import type { Estate } from '#handbook/handbook.ts';
import type { Clock } from '#records/clock.ts';
import { markDelivered } from '#records/paging/calls.ts';
import { findPageToSend, type PageToSend } from '#records/paging/lists.ts';
import type { OutboxRow } from '#storage/schema.ts';
import type { Storage } from '#storage/storage.ts';
import type { Means, MeansBook } from './means.ts';
import { type PageLinks, pageMessage, type Say } from './page-words.ts';
import { type PostAnswer, postOnce } from './post-once.ts';
import type { RobotMessage, Verdict } from './robots/robot.ts';
import { robots } from './robots/robots.ts';

/** What sending works with. */
export interface PageSender {
  storage: Storage;
  clock: Clock;
  estate(id: string): Estate | undefined;
  means: MeansBook;
  say(locale: 'zh-CN' | 'en'): Say;
  /** Absent while nobody has said under which address the desk is reached. */
  links(about: { pageId: string; step: number; conversationId: string }): PageLinks | undefined;
  /** For one try, milliseconds. */
  timeLimit?: number;
}

/** How a try ended, as the outbox takes it. */
export type Outcome = 'sent' | { held: string } | { dead: string };

/** With the outbox's pauses about half a minute: then the next person is called instead. */
const TRIES = 6;

/** May be tried again. The words stand in the record of the row. */
class NotDelivered extends Error {}

/**
 * Sends one message of a page. Whether it was delivered is written before the outbox row ends, so that a process that ends
 * between the two sends nothing twice; one that ends before repeats the page, which is better than none.
 */
export function sendPage(sender: PageSender) {
  return async (row: OutboxRow, { signal }: { signal: AbortSignal }): Promise<Outcome> => {
    const { sendId } = JSON.parse(row.body) as { sendId: string };
    const found = await findPageToSend(sender.storage.db, sendId);
    if (!found) return { dead: 'The page is gone.' };
    const { send, page } = found;
    if (send.state === 'delivered') return 'sent';
    if (send.purpose === 'call' && page.state === 'accepted') return { held: 'It was accepted before.' };
    if (send.purpose === 'call' && page.step !== send.step) return { held: 'The next person was called.' };
    const means = sender.means.find(send.means);
    if (!means) return { dead: 'There is no such means.' };
    const message = messageOf(sender, found);
    if (!message) return { dead: 'There is no such estate.' };
    const outcome = await postToMeans(sender, row, { means, message, signal });
    if (outcome === 'sent') await sender.storage.transact((tx) => markDelivered(tx, sendId, sender.clock.now()));
    return outcome;
  };
}

/** What is posted, and to whom. */
interface Posting {
  means: Means;
  message: RobotMessage;
  signal: AbortSignal;
}

/** Posts a message to a means once; trouble on the way is tried again by the outbox, a refusal is for good. */
export async function postToMeans(
  sender: Pick<PageSender, 'clock' | 'timeLimit'>,
  row: OutboxRow,
  posting: Posting,
): Promise<Outcome> {
  const verdict = await post(sender, posting);
  if (verdict === 'busy') return again(row, 'The robot is busy.');
  if (verdict === 'unanswered') return again(row, 'No answer of the robot.');
  return verdict === 'delivered' ? 'sent' : { dead: `The robot refused: ${verdict.refused}` };
}

function again({ attempts }: OutboxRow, reason: string): { dead: string } {
  if (attempts >= TRIES) return { dead: reason };
  throw new NotDelivered(reason);
}

function messageOf(sender: PageSender, found: PageToSend): RobotMessage | undefined {
  const { page, send } = found;
  const estate = sender.estate(page.estate_id);
  if (!estate) return undefined;
  const links = sender.links({ pageId: page.id, step: send.step, conversationId: page.conversation_id });
  const say = sender.say(estate.office.languages[0] ?? 'zh-CN');
  return pageMessage(found, { estate, say, links });
}

async function post(
  sender: Pick<PageSender, 'clock' | 'timeLimit'>,
  { means, message, signal }: Posting,
): Promise<Verdict | 'unanswered'> {
  const robot = robots[means.kind];
  const request = robot.request(means, message, sender.clock.now());
  try {
    const answer = await postOnce(request, { signal, timeLimit: sender.timeLimit });
    return statusVerdict(answer) ?? robot.verdict(answer.json);
  } catch {
    return 'unanswered';
  }
}

/** Trouble on the way, before the robot itself has a say; a redirect leads elsewhere than the office wrote. */
function statusVerdict({ status }: PostAnswer): Verdict | undefined {
  if (status >= 500 || status === 429 || status === 408) return 'busy';
  return status >= 200 && status < 300 ? undefined : { refused: `http-${status}` };
}
