import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a case carries besides its form, who speaks in a conversation, and which steps of the reception script were done. */
export function caseColumns({ number }: { number: 'integer' | 'bigint' }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('ticket').addColumn('resident_id', 'text').execute();
      await db.schema.alterTable('ticket').addColumn('joined_id', 'text').execute();
      await db.schema.alterTable('ticket').addColumn('due_at', number).execute();
      await db.schema.alterTable('ticket').addColumn('confidential', number).execute();
      await db.schema
        .createIndex('ticket_unit')
        .on('ticket')
        .columns(['estate_id', 'unit_code', 'created_at'])
        .execute();
      await db.schema.alterTable('conversation').addColumn('resident_id', 'text').execute();
      await db.schema.createIndex('conversation_resident').on('conversation').columns(['resident_id']).execute();
      await db.schema
        .createTable('script_step')
        .addColumn('conversation_id', 'text', (c) => c.notNull())
        .addColumn('seq', number, (c) => c.notNull())
        .addColumn('step', 'text', (c) => c.notNull())
        .addColumn('estate_id', 'text', (c) => c.notNull())
        .addColumn('at', number, (c) => c.notNull())
        .addPrimaryKeyConstraint('script_step_pk', ['conversation_id', 'seq', 'step'])
        .execute();
    },
  };
}
