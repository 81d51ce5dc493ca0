import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The calls for duty persons, and each message they were called with. */
export function dutyPageTables({ number }: { number: 'integer' | 'bigint' }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('duty_page')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('estate_id', 'text', (c) => c.notNull())
        .addColumn('ticket_id', 'text', (c) => c.notNull().unique())
        .addColumn('conversation_id', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('place', 'text')
        .addColumn('notes', 'text', (c) => c.notNull())
        .addColumn('people', 'text', (c) => c.notNull())
        .addColumn('minutes', number, (c) => c.notNull())
        .addColumn('step', number, (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('accepted_at', number)
        .addColumn('accepted_by', 'text')
        .addColumn('accepted_name', 'text')
        .addColumn('created_at', number, (c) => c.notNull())
        .addColumn('updated_at', number, (c) => c.notNull())
        .execute();
      await sql`create index duty_page_open on duty_page (estate_id, created_at) where state <> 'accepted'`.execute(db);
      await db.schema.createIndex('duty_page_conversation').on('duty_page').columns(['conversation_id']).execute();
      await db.schema.createIndex('duty_page_accepted').on('duty_page').columns(['estate_id', 'accepted_at']).execute();
      await db.schema
        .createTable('duty_page_send')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('page_id', 'text', (c) => c.notNull())
        .addColumn('estate_id', 'text', (c) => c.notNull())
        .addColumn('step', number, (c) => c.notNull())
        .addColumn('means', 'text', (c) => c.notNull())
        .addColumn('purpose', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('created_at', number, (c) => c.notNull())
        .addColumn('ended_at', number)
        .execute();
      await db.schema.createIndex('duty_page_send_page').on('duty_page_send').columns(['page_id', 'step']).execute();
    },
  };
}
