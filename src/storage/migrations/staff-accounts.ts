import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

type Types = { number: 'integer' | 'bigint' };

/** Second factors, links for accounts and passwords, tries to sign in, and ways to look the audit up. */
export function staffAccountTables(types: Types): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await secondFactors(db, types);
      await links(db, types);
      await signIns(db, types);
      await sql`create index audit_actor on audit (actor, id)`.execute(db);
      await sql`create index audit_subject on audit (subject, id)`.execute(db);
    },
  };
}

async function secondFactors(db: Kysely<unknown>, { number }: Types): Promise<void> {
  await db.schema.alterTable('staff').addColumn('totp_secret', 'text').execute();
  await db.schema.alterTable('staff').addColumn('totp_since', number).execute();
  await db.schema.alterTable('staff').addColumn('totp_step', number).execute();
  await db.schema
    .createTable('staff_recovery')
    .addColumn('staff_id', 'text', (c) => c.notNull())
    .addColumn('code_hash', 'text', (c) => c.notNull())
    .addColumn('used_at', number)
    .addPrimaryKeyConstraint('staff_recovery_pk', ['staff_id', 'code_hash'])
    .execute();
}

async function links(db: Kysely<unknown>, { number }: Types): Promise<void> {
  await db.schema
    .createTable('staff_link')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('staff_id', 'text')
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('estates', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('created_at', number, (c) => c.notNull())
    .addColumn('expires_at', number, (c) => c.notNull())
    .addColumn('ended_at', number)
    .execute();
  await sql`create index staff_link_open on staff_link (created_at) where ended_at is null`.execute(db);
}

async function signIns(db: Kysely<unknown>, { number }: Types): Promise<void> {
  const counted = (c: ColumnDefinitionBuilder) =>
    number === 'integer' ? c.primaryKey().autoIncrement() : c.primaryKey().generatedAlwaysAsIdentity();
  await db.schema
    .createTable('staff_sign_in')
    .addColumn('id', number, counted)
    .addColumn('staff_id', 'text', (c) => c.notNull())
    .addColumn('at', number, (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('browser', 'text', (c) => c.notNull())
    .addColumn('how', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('staff_sign_in_newest').on('staff_sign_in').columns(['staff_id', 'id']).execute();
}
