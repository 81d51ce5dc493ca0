import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When the manager heard that nobody took a chat, or answered in it, in time. */
export function lateChats({ number }: { number: 'integer' | 'bigint' }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const name of ['claim_late_at', 'reply_late_at'])
        await db.schema.alterTable('handoff').addColumn(name, number).execute();
      await sql`create index handoff_late on handoff (estate_id, requested_at) where overdue is not null and ended_at is null`.execute(
        db,
      );
    },
  };
}
