import type { Selectable } from 'kysely';
import type { ExampleTrialTable } from '#storage/schemas/review.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** A trial of a draft of examples. */
export type ExampleTrial = Selectable<ExampleTrialTable>;

/** After so long (milliseconds) a trial that says nothing has ended with its desk. */
const GIVEN_UP_AFTER = 10 * 60_000;

/** The trial of a draft; one whose desk was stopped meanwhile has failed. */
export async function findTrial(db: Db, mark: string, now: number): Promise<ExampleTrial | undefined> {
  const trial = await db.selectFrom('example_trial').selectAll().where('mark', '=', mark).executeTakeFirst();
  const lost = trial?.state === 'running' && now - trial.started_at > GIVEN_UP_AFTER;
  return trial && lost ? { ...trial, state: 'failed' } : trial;
}

/** Begins a trial; false when the same is under way elsewhere. */
export async function beginTrial(tx: Tx, { mark, by }: { mark: string; by: string }, now: number): Promise<boolean> {
  const running = { state: 'running' as const, started_by: by, started_at: now, ended_at: null, result: null };
  const done = await tx.db
    .insertInto('example_trial')
    .values({ mark, ...running })
    .onConflict((oc) =>
      oc
        .column('mark')
        .doUpdateSet(running)
        .where((eb) =>
          eb.or([
            eb('example_trial.state', '<>', 'running'),
            eb('example_trial.started_at', '<', now - GIVEN_UP_AFTER),
          ]),
        ),
    )
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Keeps what came out of a trial; without a result it failed. */
export async function endTrial(tx: Tx, mark: string, result: object | undefined, now: number): Promise<void> {
  await tx.db
    .updateTable('example_trial')
    .set({
      state: result ? 'done' : 'failed',
      ended_at: now,
      result: result ? JSON.stringify(result) : null,
    })
    .where('mark', '=', mark)
    .execute();
}
