import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type LimitNode,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  ValueNode,
} from 'kysely';
import { storable } from '../storable.ts';
import type { TransactionScope } from '../transact.ts';

const KEPT_STATEMENTS = 300;

class Adapter extends SqliteAdapter {
  /** Kysely would queue for the one connection by itself, before our driver can refuse what would wait for ever. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  /** SQLite can undo a half-made table, which Kysely denies: without this a crash in the first start leaves half a schema. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class Compiler extends SqliteQueryCompiler {
  /** A limit stands in the statement: as a value it would make SQLite prepare the statement anew at each run. */
  protected override visitLimit(node: LimitNode): void {
    const { limit } = node;
    if (ValueNode.is(limit) && Number.isSafeInteger(limit.value)) this.append(`limit ${limit.value}`);
    else super.visitLimit(node);
  }
}

/** Kysely on Node's own SQLite: one connection, its statements prepared once, transactions that start as writers. */
export function sqliteDialect(database: DatabaseSync, scope: TransactionScope): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => sqliteDriver(database, scope),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new Compiler(),
  };
}

function sqliteDriver(database: DatabaseSync, scope: TransactionScope): Driver {
  const connection = sqliteConnection(database);
  const turns = turnstile();
  return {
    async init() {},
    async acquireConnection() {
      scope.refuseInside();
      await turns.enter();
      return connection;
    },
    async beginTransaction() {
      database.exec('begin immediate');
    },
    async commitTransaction() {
      database.exec('commit');
    },
    async rollbackTransaction() {
      // A full disk makes SQLite roll back by itself; a second rollback would hide the first error.
      if (database.isTransaction) database.exec('rollback');
    },
    async releaseConnection() {
      turns.leave();
    },
    async destroy() {
      await turns.enter();
      database.close();
    },
  };
}

/** Lets one in at a time, in the order of coming. */
function turnstile() {
  const queue: (() => void)[] = [];
  let taken = false;
  return {
    enter(): Promise<void> | undefined {
      if (taken) return new Promise((resolve) => queue.push(resolve));
      taken = true;
      return undefined;
    },
    leave(): void {
      const next = queue.shift();
      if (next) next();
      else taken = false;
    },
  };
}

function sqliteConnection(database: DatabaseSync): DatabaseConnection {
  const statements = new Map<string, { statement: StatementSync; reads: boolean }>();
  const prepare = (sql: string) => {
    const kept = statements.get(sql);
    if (kept) return kept;
    if (statements.size >= KEPT_STATEMENTS) statements.delete(statements.keys().next().value as string);
    const statement = database.prepare(sql);
    const prepared = { statement, reads: statement.columns().length > 0 };
    statements.set(sql, prepared);
    return prepared;
  };
  return {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { statement, reads } = prepare(sql);
      const values = storable(parameters) as SQLInputValue[];
      if (reads) return { rows: statement.all(...values) as R[] };
      const { changes } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes) };
    },
    // biome-ignore lint/correctness/useYield: SQLite rows are read at once; nothing here streams.
    async *streamQuery() {
      throw new Error('Streaming is not used on SQLite.');
    },
  };
}
