import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which desk a chat goes to and how its wait went; posts and presence of staff; what a resident's page has shown. */
export function handoffDesks({ number }: { number: 'integer' | 'bigint' }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      const texts = ['desk', 'avoid', 'offered_to', 'overdue', 'outcome', 'note', 'told'];
      for (const name of texts) await db.schema.alterTable('handoff').addColumn(name, 'text').execute();
      for (const name of ['offered_until', 'ahead', 'first_reply_at'])
        await db.schema.alterTable('handoff').addColumn(name, number).execute();
      await sql`create index handoff_accepted on handoff (estate_id, accepted_at) where accepted_at is not null`.execute(
        db,
      );
      await db.schema
        .createTable('staff_post')
        .addColumn('staff_id', 'text', (c) => c.primaryKey())
        .addColumn('desks', 'text', (c) => c.notNull())
        .addColumn('languages', 'text', (c) => c.notNull())
        .addColumn('capacity', number)
        .addColumn('updated_at', number, (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('staff_presence')
        .addColumn('page_id', 'text', (c) => c.primaryKey())
        .addColumn('staff_id', 'text', (c) => c.notNull())
        .addColumn('viewing', 'text')
        .addColumn('seen_at', number, (c) => c.notNull())
        .execute();
      await db.schema
        .createIndex('staff_presence_staff')
        .on('staff_presence')
        .columns(['staff_id', 'seen_at'])
        .execute();
      await db.schema.createIndex('staff_presence_viewing').on('staff_presence').columns(['viewing']).execute();
      await db.schema
        .createTable('resident_seen')
        .addColumn('conversation_id', 'text', (c) => c.primaryKey())
        .addColumn('seq', number, (c) => c.notNull())
        .addColumn('at', number, (c) => c.notNull())
        .execute();
    },
  };
}
