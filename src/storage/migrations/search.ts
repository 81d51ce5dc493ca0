import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { TextIndex } from '#storage/text-index.ts';

/** What finding, reading, exporting and keeping conversations needs. */
export function searchTables(types: { number: 'integer' | 'bigint'; textIndex: TextIndex }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await textTables(db, types);
      await readingTables(db, types.number);
      await keepingTables(db, types.number);
    },
  };
}

type Types = Parameters<typeof searchTables>[0];

async function textTables(db: Kysely<unknown>, { number, textIndex }: Types): Promise<void> {
  await db.schema
    .alterTable('conversation')
    .addColumn('indexed_seq', number, (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`create index conversation_unindexed on conversation (last_at) where indexed_seq < last_seq`.execute(db);
  await db.schema
    .createTable('search_entry')
    .addColumn('id', number, (c) => c.primaryKey())
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('seq', number, (c) => c.notNull())
    .execute();
  await sql`create unique index search_entry_once on search_entry (conversation_id, seq)`.execute(db);
  await textIndex.create(db);
}

async function readingTables(db: Kysely<unknown>, number: Types['number']): Promise<void> {
  await db.schema
    .createTable('understood')
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('seq', number, (c) => c.notNull())
    .addColumn('intent', 'text')
    .addColumn('score', number, (c) => c.notNull())
    .addColumn('band', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('understood_pk', ['conversation_id', 'seq'])
    .execute();
  await db.schema
    .createTable('script_score')
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('who', 'text', (c) => c.notNull())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('at', number, (c) => c.notNull())
    .addColumn('greet', number)
    .addColumn('listen', number)
    .addColumn('answer', number)
    .addColumn('serve', number)
    .addColumn('thank', number)
    .addColumn('score', number, (c) => c.notNull())
    .addPrimaryKeyConstraint('script_score_pk', ['conversation_id', 'who'])
    .execute();
  await sql`create index script_score_found on script_score (estate_id, who, score, at, conversation_id)`.execute(db);
  await sql`create index conversation_by_channel on conversation (estate_id, channel, created_at)`.execute(db);
  await sql`create index conversation_by_service on conversation (estate_id, service, created_at)`.execute(db);
  await sql`create index handoff_by_staff on handoff (staff_id, conversation_id) where staff_id is not null`.execute(
    db,
  );
}

async function keepingTables(db: Kysely<unknown>, number: Types['number']): Promise<void> {
  await db.schema
    .createTable('unmasked')
    .addColumn('token_hash', 'text', (c) => c.notNull())
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('at', number, (c) => c.notNull())
    .addPrimaryKeyConstraint('unmasked_pk', ['token_hash', 'conversation_id'])
    .execute();
  await db.schema
    .createTable('export_order')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('token_hash', 'text', (c) => c.notNull())
    .addColumn('wish', 'text', (c) => c.notNull())
    .addColumn('created_at', number, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('legal_hold')
    .addColumn('conversation_id', 'text', (c) => c.primaryKey())
    .addColumn('estate_id', 'text', (c) => c.notNull())
    .addColumn('why', 'text', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('at', number, (c) => c.notNull())
    .execute();
}
