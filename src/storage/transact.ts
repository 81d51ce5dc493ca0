import { AsyncLocalStorage } from 'node:async_hooks';
import type { News } from './news.ts';
import type { Db, Storage, Tx } from './storage.ts';

/** PostgreSQL's serialization failure and deadlock: the transaction did nothing and may be tried again. */
const TRY_AGAIN = new Set(['40001', '40P01']);
const TRIES = 4;

/** Knows whether the running code stands inside a transaction of one store. */
export interface TransactionScope {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** @throws when called inside a transaction, where waiting for a second connection could last for ever */
  refuseInside(): void;
}

/** One scope per store; it follows awaits, and is over for stray timers once the transaction has ended. */
export function transactionScope(): TransactionScope {
  const current = new AsyncLocalStorage<{ open: boolean }>();
  return {
    async run(work) {
      const state = { open: true };
      try {
        return await current.run(state, work);
      } finally {
        state.open = false;
      }
    },
    refuseInside() {
      if (current.getStore()?.open) {
        throw new Error('The store itself was asked inside a transaction: ask the transaction at hand (tx.db).');
      }
    },
  };
}

/** Builds `transact` for an engine: news is held back until the commit. */
export function transactOn(db: Db, announce: (news: News) => void, scope: TransactionScope): Storage['transact'] {
  return async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    scope.refuseInside();
    for (let attempt = 1; ; attempt++) {
      const news: News[] = [];
      try {
        const result = await db
          .transaction()
          .execute((inside) => scope.run(() => work({ db: inside, announce: (one) => news.push(one) })));
        for (const one of news) announce(one);
        return result;
      } catch (error) {
        const code = (error as { code?: string } | undefined)?.code ?? '';
        if (attempt >= TRIES || !TRY_AGAIN.has(code)) throw error;
      }
    }
  };
}
