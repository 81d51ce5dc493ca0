import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When the desk was taught what a message meant, and what a draft of such lessons would change. */
export function reviewTables({ number }: { number: 'integer' | 'bigint' }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('not_understood').addColumn('taught_at', number).execute();
      await sql`create index not_understood_draft on not_understood (estate_id, labelled_at) where label is not null and taught_at is null`.execute(
        db,
      );
      await db.schema
        .createTable('example_trial')
        .addColumn('mark', 'text', (c) => c.primaryKey())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('started_by', 'text', (c) => c.notNull())
        .addColumn('started_at', number, (c) => c.notNull())
        .addColumn('ended_at', number)
        .addColumn('result', 'text')
        .execute();
    },
  };
}
