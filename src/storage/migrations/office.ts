import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Questions with their answers, drafts of knowledge, and what came by telephone, in person and by letter. */
export function officeTables({ number }: { number: 'integer' | 'bigint' }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('question_work')
        .addColumn('ticket_id', 'text', (c) => c.primaryKey())
        .addColumn('estate_id', 'text', (c) => c.notNull())
        .addColumn('desk', 'text', (c) => c.notNull())
        .addColumn('answer', 'text')
        .addColumn('answered_by', 'text')
        .addColumn('answered_at', number)
        .addColumn('told_in', 'text')
        .addColumn('told_seq', number)
        .execute();
      await sql`create index ticket_question on ticket (estate_id, state, created_at) where service = 'enquiry'`.execute(
        db,
      );
      await db.schema
        .createTable('knowledge_draft')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('estate_id', 'text', (c) => c.notNull())
        .addColumn('ticket_id', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('drafted_by', 'text', (c) => c.notNull())
        .addColumn('drafted_at', number, (c) => c.notNull())
        .addColumn('decided_by', 'text')
        .addColumn('decided_at', number)
        .addColumn('why', 'text')
        .addColumn('entry_id', 'text')
        .execute();
      await db.schema.createIndex('knowledge_draft_ticket').on('knowledge_draft').columns(['ticket_id']).execute();
      await officeEntries(db, number);
    },
  };
}

async function officeEntries(db: Kysely<unknown>, number: 'integer' | 'bigint'): Promise<void> {
  await db.schema
    .createTable('office_entry')
    .addColumn('conversation_id', 'text', (c) => c.primaryKey())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('caller', 'text')
    .addColumn('phone', 'text')
    .addColumn('unit_code', 'text')
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('entered_by', 'text', (c) => c.notNull())
    .addColumn('owner_id', 'text', (c) => c.notNull())
    .addColumn('reply_by', number)
    .addColumn('overdue_at', number)
    .addColumn('reply', 'text')
    .addColumn('replied_at', number)
    .addColumn('replied_by', 'text')
    .addColumn('created_at', number, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('office_entry_newest').on('office_entry').columns(['estate_id', 'created_at']).execute();
  await sql`create index office_entry_owed on office_entry (estate_id, reply_by) where reply_by is not null and replied_at is null`.execute(
    db,
  );
}
