import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What staff promised residents, and who was named in a note. */
export function clerkToolTables({ number }: { number: 'integer' | 'bigint' }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('promise')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('estate_id', 'text', (c) => c.notNull())
        .addColumn('conversation_id', 'text', (c) => c.notNull())
        .addColumn('seq', number)
        .addColumn('staff_id', 'text', (c) => c.notNull())
        .addColumn('words', 'text', (c) => c.notNull())
        .addColumn('due_at', number, (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('overdue_at', number)
        .addColumn('created_at', number, (c) => c.notNull())
        .addColumn('ended_at', number)
        .addColumn('ended_by', 'text')
        .addColumn('why', 'text')
        .execute();
      await sql`create index promise_open on promise (estate_id, due_at) where state = 'open'`.execute(db);
      await db.schema.createIndex('promise_conversation').on('promise').columns(['conversation_id']).execute();
      await db.schema
        .createTable('mention')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('estate_id', 'text', (c) => c.notNull())
        .addColumn('conversation_id', 'text', (c) => c.notNull())
        .addColumn('seq', number, (c) => c.notNull())
        .addColumn('staff_id', 'text', (c) => c.notNull())
        .addColumn('by_staff_id', 'text', (c) => c.notNull())
        .addColumn('at', number, (c) => c.notNull())
        .addColumn('seen_at', number)
        .execute();
      await sql`create index mention_unseen on mention (staff_id, at) where seen_at is null`.execute(db);
    },
  };
}
