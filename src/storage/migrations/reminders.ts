import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who is to deal with a case and how urgently it waits, and whether a conversation is closed before anything is filed from it. */
export function reminderTables({ number }: { number: 'integer' | 'bigint' }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('case_watch')
        .addColumn('ticket_id', 'text', (c) => c.primaryKey())
        .addColumn('estate_id', 'text', (c) => c.notNull())
        .addColumn('addressee', 'text', (c) => c.notNull())
        .addColumn('raised_to', 'text')
        .addColumn('alert', 'text')
        .addColumn('since', number, (c) => c.notNull())
        .addColumn('answer_due_at', number)
        .execute();
      await db.schema.createIndex('case_watch_alert').on('case_watch').columns(['estate_id', 'alert']).execute();
      await db.schema.alterTable('conversation').addColumn('confidential', number).execute();
    },
  };
}
