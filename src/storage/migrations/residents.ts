import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

type Types = { number: 'integer' | 'bigint' };

/** Residents, their homes, the codes that bind a conversation to one, tries that failed, and ways to look up what is somebody's. */
export function residentTables(types: Types): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await residents(db, types);
      await codes(db, types);
      await misses(db, types);
      await db.schema
        .createIndex('attachment_conversation')
        .on('attachment')
        .columns(['conversation_id', 'created_at'])
        .execute();
      await db.schema.createIndex('ticket_contact').on('ticket').columns(['estate_id', 'contact_phone']).execute();
      await db.schema.createIndex('ticket_resident').on('ticket').columns(['resident_id', 'created_at']).execute();
    },
  };
}

async function residents(db: Kysely<unknown>, { number }: Types): Promise<void> {
  await db.schema
    .createTable('resident')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('phone', 'text')
    .addColumn('created_at', number, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('resident_phone').on('resident').columns(['estate_id', 'phone']).execute();
  await db.schema
    .createTable('household_member')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('resident_id', 'text', (c) => c.notNull())
    .addColumn('unit_code', 'text', (c) => c.notNull())
    .addColumn('relation', 'text', (c) => c.notNull())
    .addColumn('from_at', number, (c) => c.notNull())
    .addColumn('to_at', number)
    .addColumn('code_id', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('household_resident').on('household_member').columns(['resident_id']).execute();
  await db.schema.createIndex('household_unit').on('household_member').columns(['estate_id', 'unit_code']).execute();
}

async function codes(db: Kysely<unknown>, { number }: Types): Promise<void> {
  await db.schema
    .createTable('household_code')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('code_hash', 'text', (c) => c.notNull())
    .addColumn('unit_code', 'text', (c) => c.notNull())
    .addColumn('relation', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('phone', 'text')
    .addColumn('resident_id', 'text')
    .addColumn('from_at', number, (c) => c.notNull())
    .addColumn('to_at', number)
    .addColumn('issued_by', 'text', (c) => c.notNull())
    .addColumn('why', 'text', (c) => c.notNull())
    .addColumn('issued_at', number, (c) => c.notNull())
    .addColumn('expires_at', number, (c) => c.notNull())
    .addColumn('used_at', number)
    .addColumn('used_in', 'text')
    .addColumn('revoked_at', number)
    .addUniqueConstraint('household_code_hash', ['estate_id', 'code_hash'])
    .execute();
  await sql`create index household_code_unit on household_code (estate_id, unit_code, issued_at)`.execute(db);
}

async function misses(db: Kysely<unknown>, { number }: Types): Promise<void> {
  await db.schema
    .createTable('identity_miss')
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('at', number, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('identity_miss_estate')
    .on('identity_miss')
    .columns(['estate_id', 'kind', 'at'])
    .execute();
}
