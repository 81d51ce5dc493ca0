import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';
import { caseColumns } from '#storage/migrations/cases.ts';
import { clerkToolTables } from '#storage/migrations/clerk-tools.ts';
import { faultTables } from '#storage/migrations/faults.ts';
import { handoffDesks } from '#storage/migrations/handoff.ts';
import { moveInTables } from '#storage/migrations/move-in.ts';
import { notUnderstoodTable } from '#storage/migrations/not-understood.ts';
import { officeTables } from '#storage/migrations/office.ts';
import { lateChats } from '#storage/migrations/office-two.ts';
import { dutyPageTables } from '#storage/migrations/pages.ts';
import { reminderTables } from '#storage/migrations/reminders.ts';
import { residentTables } from '#storage/migrations/residents.ts';
import { reviewTables } from '#storage/migrations/review.ts';
import { searchTables } from '#storage/migrations/search.ts';
import { staffAccountTables } from '#storage/migrations/staff-accounts.ts';
import { wechatTables, wechatWaiting } from '#storage/migrations/wechat.ts';
import type { TextIndex } from './text-index.ts';

/** What differs in the definition of tables. */
export interface ColumnTypes {
  readonly bytes: 'blob' | 'bytea';
  readonly number: 'integer' | 'bigint';
  readonly textIndex: TextIndex;
}

/** Every migration, oldest first; a released one is never edited. */
export function migrations(types: ColumnTypes): MigrationProvider {
  return {
    getMigrations: async () => ({
      '0001-the-desk': theDesk(types),
      '0002-not-understood': notUnderstoodTable(types),
      '0003-wechat': wechatTables(types),
      '0004-cases': caseColumns(types),
      '0005-pages': dutyPageTables(types),
      '0006-move-in': moveInTables(types),
      '0007-faults': faultTables(types),
      '0008-residents': residentTables(types),
      '0009-wechat-waiting': wechatWaiting(types),
      '0010-handoff-desks': handoffDesks(types),
      '0011-staff-accounts': staffAccountTables(types),
      '0012-search': searchTables(types),
      '0013-clerk-tools': clerkToolTables(types),
      '0014-office': officeTables(types),
      '0016-reminders': reminderTables(types),
      '0017-review': reviewTables(types),
      '0019-office-two': lateChats(types),
    }),
  };
}

function theDesk(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await conversations(db, types);
      await tickets(db, types);
      await handoffs(db, types);
      await due(db, types, 'outbox');
      await due(db, types, 'agenda');
      await staff(db, types);
    },
  };
}

async function conversations(db: Kysely<unknown>, { bytes, number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('conversation')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('user_id', 'text', (c) => c.notNull())
    .addColumn('user_name', 'text')
    .addColumn('locale', 'text', (c) => c.notNull())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('owner_staff_id', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('state_version', number, (c) => c.notNull())
    .addColumn('last_seq', number, (c) => c.notNull())
    .addColumn('inbound_seq', number, (c) => c.notNull())
    .addColumn('turned_seq', number, (c) => c.notNull())
    .addColumn('attempts', number, (c) => c.notNull())
    .addColumn('service', 'text')
    .addColumn('reference', 'text')
    .addColumn('created_at', number, (c) => c.notNull())
    .addColumn('last_at', number, (c) => c.notNull())
    .execute();
  await sql`create index conversation_waiting on conversation (last_at) where turned_seq < inbound_seq`.execute(db);
  await sql`create index conversation_owned on conversation (estate_id, owner) where owner <> 'bot'`.execute(db);
  await sql`create index conversation_newest on conversation (estate_id, created_at)`.execute(db);
  await db.schema
    .createTable('activity')
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('seq', number, (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('external_id', 'text')
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('from_id', 'text', (c) => c.notNull())
    .addColumn('from_name', 'text')
    .addColumn('visibility', 'text', (c) => c.notNull())
    .addColumn('text', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('at', number, (c) => c.notNull())
    .addPrimaryKeyConstraint('activity_pk', ['conversation_id', 'seq'])
    .execute();
  await sql`create unique index activity_once on activity (conversation_id, external_id) where external_id is not null`.execute(
    db,
  );
  await db.schema
    .createTable('attachment')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('content_type', 'text', (c) => c.notNull())
    .addColumn('size', number, (c) => c.notNull())
    .addColumn('bytes', sql.raw(bytes), (c) => c.notNull())
    .addColumn('created_at', number, (c) => c.notNull())
    .execute();
}

async function tickets(db: Kysely<unknown>, { number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('ticket')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('number', 'text', (c) => c.notNull())
    .addColumn('service', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('level', 'text', (c) => c.notNull())
    .addColumn('category', 'text')
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('unit_code', 'text')
    .addColumn('place', 'text')
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('answers', 'text', (c) => c.notNull())
    .addColumn('contact_name', 'text')
    .addColumn('contact_phone', 'text')
    .addColumn('created_at', number, (c) => c.notNull())
    .addColumn('updated_at', number, (c) => c.notNull())
    .addUniqueConstraint('ticket_number', ['estate_id', 'number'])
    .execute();
  await sql`create index ticket_newest on ticket (estate_id, created_at)`.execute(db);
  await sql`create index ticket_conversation on ticket (conversation_id)`.execute(db);
  await db.schema
    .createTable('ticket_event')
    .addColumn('ticket_id', 'text', (c) => c.notNull())
    .addColumn('seq', number, (c) => c.notNull())
    .addColumn('at', number, (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('detail', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('ticket_event_pk', ['ticket_id', 'seq'])
    .execute();
  await db.schema
    .createTable('number_series')
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('series', 'text', (c) => c.notNull())
    .addColumn('last', number, (c) => c.notNull())
    .addPrimaryKeyConstraint('number_series_pk', ['estate_id', 'series'])
    .execute();
}

async function handoffs(db: Kysely<unknown>, { number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('handoff')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('level', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('requested_at', number, (c) => c.notNull())
    .addColumn('accepted_at', number)
    .addColumn('ended_at', number)
    .addColumn('staff_id', 'text')
    .execute();
  await sql`create unique index handoff_one_open on handoff (conversation_id) where state in ('waiting', 'accepted')`.execute(
    db,
  );
  await sql`create index handoff_queue on handoff (estate_id, requested_at) where state = 'waiting'`.execute(db);
  await sql`create index handoff_conversation on handoff (conversation_id, requested_at)`.execute(db);
}

/** The outbox and the agenda are alike: rows with a due time, leased by one worker at a time. */
async function due(db: Kysely<unknown>, types: ColumnTypes, name: 'outbox' | 'agenda'): Promise<void> {
  const { number } = types;
  const table = db.schema
    .createTable(name)
    .addColumn('id', 'text', (c) => (name === 'agenda' ? c.primaryKey() : c.notNull().unique()))
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', number, (c) => c.notNull())
    .addColumn('due_at', number, (c) => c.notNull())
    .addColumn('leased_until', number)
    .addColumn('leased_by', 'text')
    .addColumn('last_error', 'text')
    .addColumn('created_at', number, (c) => c.notNull())
    .addColumn('ended_at', number);
  const open = name === 'outbox' ? sql`state in ('pending', 'leased')` : sql`state in ('waiting', 'leased')`;
  if (name === 'outbox') {
    await table.addColumn('conversation_id', 'text').addColumn('seq', number, counted(types)).execute();
    await sql`create index outbox_order on outbox (conversation_id, seq) where ${open}`.execute(db);
  } else {
    await table.addColumn('subject', 'text', (c) => c.notNull()).execute();
    await sql`create unique index agenda_once on agenda (estate_id, kind, subject) where ${open}`.execute(db);
  }
  await sql`create index ${sql.ref(`${name}_due`)} on ${sql.table(name)} (due_at) where ${open}`.execute(db);
}

/** A primary key that the engine counts up by itself. */
function counted({ number }: ColumnTypes) {
  return (c: ColumnDefinitionBuilder) =>
    number === 'integer' ? c.primaryKey().autoIncrement() : c.primaryKey().generatedAlwaysAsIdentity();
}

async function staff(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  const { number } = types;
  await db.schema
    .createTable('staff')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('display_name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('estates', 'text', (c) => c.notNull())
    .addColumn('password_hash', 'text', (c) => c.notNull())
    .addColumn('disabled_at', number)
    .addColumn('created_at', number, (c) => c.notNull())
    .addColumn('last_sign_in_at', number)
    .execute();
  await db.schema
    .createTable('staff_session')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('staff_id', 'text', (c) => c.notNull())
    .addColumn('csrf', 'text', (c) => c.notNull())
    .addColumn('created_at', number, (c) => c.notNull())
    .addColumn('last_seen_at', number, (c) => c.notNull())
    .addColumn('expires_at', number, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('staff_invite')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('estates', 'text', (c) => c.notNull())
    .addColumn('created_at', number, (c) => c.notNull())
    .addColumn('expires_at', number, (c) => c.notNull())
    .addColumn('used_at', number)
    .execute();
  await db.schema
    .createTable('audit')
    .addColumn('id', number, counted(types))
    .addColumn('estate_id', 'text')
    .addColumn('at', number, (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('detail', 'text', (c) => c.notNull())
    .execute();
}
