import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Messages that the desk did not understand, kept for people to label. */
export function notUnderstoodTable({ number }: { number: 'integer' | 'bigint' }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('not_understood')
        .addColumn('conversation_id', 'text', (c) => c.notNull())
        .addColumn('seq', number, (c) => c.notNull())
        .addColumn('estate_id', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('guesses', 'text', (c) => c.notNull())
        .addColumn('certainty', number, (c) => c.notNull())
        .addColumn('band', 'text', (c) => c.notNull())
        .addColumn('next', 'text', (c) => c.notNull())
        .addColumn('at', number, (c) => c.notNull())
        .addColumn('label', 'text')
        .addColumn('labelled_by', 'text')
        .addColumn('labelled_at', number)
        .addPrimaryKeyConstraint('not_understood_pk', ['conversation_id', 'seq'])
        .execute();
      await sql`create index not_understood_waiting on not_understood (estate_id, certainty, at) where label is null`.execute(
        db,
      );
    },
  };
}
