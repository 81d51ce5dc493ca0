import type { Db } from './storage.ts';

const closed = new WeakSet<Db>();

/** A transaction that several pieces of work share, as one of them sees it: shut when that piece has ended. */
export function fence(shared: Db): { db: Db; close(): void } {
  const db = shared.withPlugin({
    transformQuery: ({ node }) => {
      refuseClosed(db);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { db, close: () => void closed.add(db) };
}

/** @throws when the piece of work that this belongs to has ended: what hung must not write into the work of others */
export function refuseClosed(db: Db): void {
  if (closed.has(db)) throw new Error('This work has ended: it is already committed or rolled back.');
}
