import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

type NumberType = { number: 'integer' | 'bigint' };

/** The tables of moving in: cases, appointments, inspection, defects and keys. */
export function moveInTables(types: NumberType): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await cases(db, types);
      await inspection(db, types);
      await keys(db, types);
    },
  };
}

async function cases(db: Kysely<unknown>, { number }: NumberType): Promise<void> {
  await db.schema
    .createTable('move_in_case')
    .addColumn('ticket_id', 'text', (c) => c.primaryKey())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('unit_code', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('papers', 'text', (c) => c.notNull())
    .addColumn('signatures', 'text', (c) => c.notNull())
    .addColumn('slot_date', 'text')
    .addColumn('slot_time', 'text')
    .addColumn('recheck_date', 'text')
    .addColumn('recheck_time', 'text')
    .addColumn('fee_sheet', 'text')
    .addColumn('version', number, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('move_in_case_unit').on('move_in_case').columns(['estate_id', 'unit_code']).execute();
  await db.schema
    .createTable('move_in_claim')
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('unit_code', 'text', (c) => c.notNull())
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('resident_id', 'text')
    .addPrimaryKeyConstraint('move_in_claim_pk', ['estate_id', 'unit_code'])
    .execute();
  await db.schema
    .createTable('move_in_slot')
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('date', 'text', (c) => c.notNull())
    .addColumn('time', 'text', (c) => c.notNull())
    .addColumn('place', number, (c) => c.notNull())
    .addColumn('ticket_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('move_in_slot_pk', ['estate_id', 'purpose', 'date', 'time', 'place'])
    .execute();
  await db.schema.createIndex('move_in_slot_holder').on('move_in_slot').columns(['ticket_id']).execute();
}

async function inspection(db: Kysely<unknown>, { number }: NumberType): Promise<void> {
  await db.schema
    .createTable('move_in_check')
    .addColumn('ticket_id', 'text', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('at', number, (c) => c.notNull())
    .addPrimaryKeyConstraint('move_in_check_pk', ['ticket_id', 'code'])
    .execute();
  await db.schema
    .createTable('move_in_defect')
    .addColumn('ticket_id', 'text', (c) => c.primaryKey())
    .addColumn('case_id', 'text', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('level', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('rounds', number, (c) => c.notNull())
    .addColumn('promised_on', 'text')
    .execute();
  await db.schema.createIndex('move_in_defect_case').on('move_in_defect').columns(['case_id']).execute();
}

async function keys(db: Kysely<unknown>, { number }: NumberType): Promise<void> {
  await db.schema
    .createTable('move_in_key')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('ticket_id', 'text', (c) => c.notNull())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('unit_code', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('count', number, (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('signer', 'text', (c) => c.notNull())
    .addColumn('id_checked', number, (c) => c.notNull())
    .addColumn('note', 'text')
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('at', number, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('move_in_key_case').on('move_in_key').columns(['ticket_id', 'at']).execute();
}
