import type { Clock } from '#records/clock.ts';
import { markFailed, timeIsOver } from '#records/paging/calls.ts';
import { SEND_PAGE } from '#records/paging/pages.ts';
import type { AgendaRow, OutboxRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';

/** `unanswered` is told, by the estate's id, when everybody was called and nobody came. */
interface Calling {
  clock: Clock;
  unanswered(estateId: string): void;
}

/** What the agenda does when the time of whoever was called is over. */
export function callNext({ clock, unanswered }: Calling) {
  return async (tx: Tx, row: AgendaRow): Promise<void> => {
    const { step } = JSON.parse(row.body) as { step: number };
    if (await timeIsOver(tx, row.subject, step, clock)) unanswered(row.estate_id);
  };
}

/** What follows when a row of the outbox is given up: for a page, the next person is called. */
export function callNextWhenLost({ clock, unanswered }: Calling) {
  return async (tx: Tx, row: OutboxRow): Promise<void> => {
    if (row.kind !== SEND_PAGE) return;
    const { sendId } = JSON.parse(row.body) as { sendId: string };
    if (await markFailed(tx, sendId, clock)) unanswered(row.estate_id);
  };
}
