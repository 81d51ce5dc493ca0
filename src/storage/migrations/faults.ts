import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Reports of faults that several homes may have, by which the same fault is recognised. */
export function faultTables({ number }: { number: 'integer' | 'bigint' }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('fault_report')
        .addColumn('ticket_id', 'text', (c) => c.primaryKey())
        .addColumn('head_id', 'text', (c) => c.notNull())
        .addColumn('estate_id', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('building', 'text')
        .addColumn('unit', 'text')
        .addColumn('at', number, (c) => c.notNull())
        .execute();
      await db.schema.createIndex('fault_recent').on('fault_report').columns(['estate_id', 'kind', 'at']).execute();
      await db.schema.createIndex('fault_head').on('fault_report').columns(['head_id']).execute();
    },
  };
}
