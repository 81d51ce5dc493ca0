import type { Clock } from '#records/clock.ts';
import { requestHandoff } from '#records/handoffs/handoffs.ts';
import type { AgendaRow, OutboxRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import type { Log } from './log.ts';

/** Who is told when something could not be sent or done: the operator's log, and a person at the desk by the queue. */
export function createFailureDesk(clock: Clock, log: Log) {
  return {
    async lostSend(tx: Tx, row: OutboxRow): Promise<void> {
      log.error('outbox-gave-up', new Error(row.kind));
      if (!row.conversation_id) return;
      await requestHandoff(
        tx,
        { conversationId: row.conversation_id, estateId: row.estate_id, reason: 'undelivered', level: 'urgent' },
        clock,
      );
    },
    /** Everybody on duty was called and nobody came; the console's alarm stays on. */
    unansweredPage(estateId: string): void {
      log.warn('page-unanswered', { estateId });
    },
    async lostAgenda(_tx: Tx, row: AgendaRow): Promise<void> {
      log.error('agenda-gave-up', new Error(row.kind));
    },
  };
}

/** The one who is told of failures. */
export type FailureDesk = ReturnType<typeof createFailureDesk>;
