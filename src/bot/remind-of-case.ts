import type { Estate, Handbook } from '#handbook/handbook.ts';
import { isHigher, meansOfPost, type Post, postOf, raisedBy, remindAt } from '#handbook/posts.ts';
import { alertOfCase, isOwed, type Watched, watchedCase } from '#records/cases/case-alerts.ts';
import { lookAgain } from '#records/cases/case-watch.ts';
import type { Clock } from '#records/clock.ts';
import type { Tx } from '#storage/storage.ts';
import type { AgendaHandler } from './agenda-worker.ts';

/**
 * Looks after what the office owes in a case: staff are reminded before the time is over, and once it is, whoever stands above
 * them hears of it, one after the other as the handbook says. A case that went on meanwhile is left alone.
 */
export function remindOfCase({ handbook, clock }: { handbook: Handbook; clock: Clock }): AgendaHandler {
  return async (tx, row) => {
    const estate = handbook.estate(row.estate_id);
    const watched = await watchedCase(tx.db, row.subject);
    if (!estate || !watched || !isOwed(watched)) return;
    const { ticket, watch, dueAt } = watched;
    const running = { service: ticket.service, since: watch.since, dueAt };
    const now = clock.now();
    const soonAt = remindAt(estate, running);
    if (now < soonAt) return lookAgain(tx, ticket, soonAt, clock);
    if (now < dueAt) {
      await alertOfCase(tx, watched, { alert: 'soon', means: meansOfPost(estate, postOf(watch.addressee)) }, clock);
      return lookAgain(tx, ticket, dueAt, clock);
    }
    await raise(tx, watched, { estate, ...raisedBy(estate, running, now) }, clock);
  };
}

interface Raising {
  estate: Estate;
  posts: Post[];
  next: number | undefined;
}

async function raise(tx: Tx, watched: Watched, { estate, posts, next }: Raising, clock: Clock): Promise<void> {
  const { ticket, watch } = watched;
  const now = highest(postOf(watch.addressee), watch.raised_to === null ? [] : [postOf(watch.raised_to)]);
  const to = highest(now, posts);
  const raised = isHigher(to, now) && !watched.companyOnly ? to : undefined;
  const means = raised ? meansOfPost(estate, raised) : watch.alert === 'over' ? [] : meansOfPost(estate, now);
  await alertOfCase(tx, watched, { alert: 'over', raised, means }, clock);
  if (next !== undefined) await lookAgain(tx, ticket, next, clock);
}

function highest(first: Post, others: readonly Post[]): Post {
  return others.reduce((top, one) => (isHigher(one, top) ? one : top), first);
}
