import { prepared } from '#storage/prepared.ts';
import type { Tx } from '#storage/storage.ts';

/**
 * The steps of the trade's reception script (domain 1.2, SYS-06), by what the desk did for the resident in a turn:
 * - `greet`: it greeted, and the first time said who it is, that it is automatic, and how to reach a person. An emergency has
 *   none: the safety line is the first word there, and nothing is missing.
 * - `listen`: it said back what it had understood, or asked which of two was meant, before it acted: 「收到：水龙头滴水」, the
 *   summary of a form, 「记下了：3栋2单元」.
 * - `answer`: it answered what was asked, or told what the resident must know: from the handbook, from the records, the safety
 *   line, how a case stands; and also that something may not be told, or is not known here.
 * - `serve`: it did something that stays on record: filed, changed or withdrew a case, booked a time, bound a home, removed a
 *   photo, passed the conversation to a person.
 * - `thank`: it thanked, or said goodbye, in the words of the trade.
 *
 * A step is kept once for each message or event that brought it about, and never for what a member of staff does.
 */
export const SCRIPT_STEPS = ['greet', 'listen', 'answer', 'serve', 'thank'] as const;

/** One of {@link SCRIPT_STEPS}. */
export type ScriptStep = (typeof SCRIPT_STEPS)[number];

/** Keeps which steps a turn did, by the message it answered, so that the conversation can be scored later. */
export async function keepSteps(
  tx: Tx,
  { steps, ...turn }: { conversationId: string; estateId: string; seq: number; steps: Iterable<ScriptStep> },
  now: number,
): Promise<void> {
  for (const step of steps) await insertStep(tx.db, { ...turn, step, now });
}

const insertStep = prepared(
  (db, step: { conversationId: string; estateId: string; seq: number; step: ScriptStep; now: number }) =>
    db.insertInto('script_step').values({
      conversation_id: step.conversationId,
      seq: step.seq,
      step: step.step,
      estate_id: step.estateId,
      at: step.now,
    }),
);
