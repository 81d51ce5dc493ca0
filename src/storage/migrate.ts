import type { Kysely } from 'kysely';
import { type MigrationProvider, Migrator } from 'kysely/migration';
import { StorageError } from './errors.ts';

/** PostgreSQL's duplicate_table. On SQLite the file's mark has settled already whose it is. */
const TABLE_IS_THERE = '42P07';

/**
 * Brings the tables up to date. A database that knows migrations this version does not is left alone.
 * @throws StorageError `newer`, `not-ours` or `corrupt`
 */
export async function migrate(db: Kysely<never>, provider: MigrationProvider): Promise<void> {
  const migrator = new Migrator({ db, provider });
  const known = new Set(Object.keys(await provider.getMigrations()));
  const applied = await appliedMigrations(db);
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new StorageError(
      'newer',
      `The database was written by a newer version of Lobby (it has "${unknown[0]}"). Start that version, or restore a backup.`,
    );
  }
  const { error } = await migrator.migrateToLatest();
  if ((error as { code?: string } | undefined)?.code === TABLE_IS_THERE) {
    throw new StorageError(
      'not-ours',
      'The database holds tables of another program under the same names. Give Lobby a database of its own.',
      error,
    );
  }
  if (error) throw new StorageError('corrupt', 'The database could not be brought up to date.', error);
}

async function appliedMigrations(db: Kysely<never>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const rows = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map((row) => row.name);
}
