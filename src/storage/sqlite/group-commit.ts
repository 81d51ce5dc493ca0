import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextRound } from 'node:timers/promises';
import { fence } from '../fence.ts';
import type { News } from '../news.ts';
import type { Db, Storage, Tx } from '../storage.ts';
import type { TransactionScope } from '../transact.ts';

/** So many pieces of work share one commit at most: the first should not wait long for the last. */
const MOST_TOGETHER = 32;

interface Wish {
  work(tx: Tx): Promise<unknown>;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/**
 * Builds `transact` for one connection. A commit waits for the disk, so those who come at the same time share one: each works
 * behind a savepoint of its own and fails alone, and nobody is told before the commit. `idle` resolves when all have ended.
 */
export function transactTogether(
  database: DatabaseSync,
  db: Db,
  announce: (news: News) => void,
  scope: TransactionScope,
): Pick<Storage, 'transact'> & { idle(): Promise<void> } {
  const waiting: Wish[] = [];
  let running: Promise<void> | undefined;

  const run = async () => {
    while (waiting.length > 0) {
      // SQLite never lets go of the thread: without this pause each message would be committed before the next is read.
      await nextRound();
      await commitSome();
    }
    running = undefined;
  };

  const commitSome = async () => {
    const taken = waiting.splice(0, MOST_TOGETHER);
    const told: (() => void)[] = [];
    try {
      await db.transaction().execute(async (inside) => {
        for (const wish of taken) told.push(await workBehindSavepoint(wish, inside));
      });
    } catch (error) {
      for (const { reject } of taken) reject(error);
      return;
    }
    for (const tell of told) tell();
  };

  /** Answers how to tell the end once it is committed; rejects when the whole transaction is lost. */
  const workBehindSavepoint = async ({ work, resolve, reject }: Wish, inside: Db): Promise<() => void> => {
    const news: News[] = [];
    const own = fence(inside);
    database.exec('savepoint piece');
    try {
      const result = await scope.run(() => work({ db: own.db, announce: (one) => news.push(one) }));
      database.exec('release piece');
      return () => {
        for (const one of news) announce(one);
        resolve(result);
      };
    } catch (error) {
      // A full disk makes SQLite roll everything back by itself, the others' work too.
      if (!database.isTransaction) throw error;
      database.exec('rollback to piece; release piece');
      return () => reject(error);
    } finally {
      own.close();
    }
  };

  return {
    async transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      scope.refuseInside();
      return new Promise<T>((resolve, reject) => {
        waiting.push({ work, resolve: (result) => resolve(result as T), reject });
        running ??= run();
      });
    },
    idle: async () => running,
  };
}
