import type { Compilable, CompiledQuery, InferResult } from 'kysely';
import { refuseClosed } from './fence.ts';
import type { Db } from './storage.ts';

/** Stands in a compiled query where a value goes. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A query that is built and compiled once for each store instead of at each run, for what every turn asks: `build` is handed
 * places for the values. Its shape must not depend on them, so a list of unknown length cannot be one.
 */
export function prepared<V extends object, Q extends Compilable>(
  build: (db: Db, values: V) => Q,
): (db: Db, values: V) => Promise<InferResult<Q>> {
  const slots = new Proxy({} as V, { get: (_, name) => new Slot(String(name)) });
  const compiled = new WeakMap<object, CompiledQuery>();
  return async (db, values) => {
    refuseClosed(db);
    // The store and all its transactions share the adapter.
    const { adapter } = db.getExecutor();
    let query = compiled.get(adapter);
    if (!query) {
      query = build(db, slots).compile();
      compiled.set(adapter, query);
    }
    const parameters = query.parameters.map((one) => (one instanceof Slot ? values[one.name as keyof V] : one));
    const { rows } = await db.executeQuery({ ...query, parameters });
    return rows as InferResult<Q>;
  };
}

/**
 * A prepared query for every limit that is asked for, of which there are few: SQLite prepares a statement anew at each run when its
 * limit is a value, which takes longer than the run.
 */
export function preparedWithLimit<V extends object, Q extends Compilable>(
  build: (db: Db, values: V, limit: number) => Q,
): (db: Db, values: V & { limit: number }) => Promise<InferResult<Q>> {
  const byLimit = new Map<number, (db: Db, values: V) => Promise<InferResult<Q>>>();
  return (db, values) => {
    const { limit } = values;
    let run = byLimit.get(limit);
    if (!run) {
      run = prepared<V, Q>((on, slots) => build(on, slots, limit));
      byLimit.set(limit, run);
    }
    return run(db, values);
  };
}
