import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { News } from './news.ts';
import type { Tables } from './schema.ts';
import type { TextIndex } from './text-index.ts';

/** Where queries run: the store itself or a transaction on it. */
export type Db = Kysely<Tables>;

/** One transaction: its queries, and the news that goes out once it is committed. */
export interface Tx {
  readonly db: Db;
  announce(news: News): void;
}

/** A store of records on one engine. */
export interface Storage {
  readonly engine: 'sqlite' | 'postgres';
  /** Short reads and single writes. */
  readonly db: Db;
  /** Long reads (search, lists, figures): they never make a turn wait. */
  readonly reader: Db;
  /** Which messages have which words. */
  readonly textIndex: TextIndex;
  /** Runs `work` in one transaction; news announced inside leaves after the commit. Deadlocks are tried again. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Locks the rows a query finds until the transaction ends, where the engine needs that. */
  locking<O>(query: SelectQueryBuilder<Tables, keyof Tables, O>): SelectQueryBuilder<Tables, keyof Tables, O>;
  /** Says something without a transaction; a hint only, nobody may depend on hearing it. */
  announce(news: News): void;
  /** Hears the news of this node and, on PostgreSQL, of all others. Returns the way to stop. */
  listen(listener: (news: News, origin: 'here' | 'elsewhere') => void): () => void;
  close(): Promise<void>;
}
