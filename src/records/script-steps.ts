import type { Tx } from '#storage/storage.ts';

/** The steps of the trade's reception script (domain 1.2, SYS-06): greet, listen, answer, serve, thank. */
export const SCRIPT_STEPS = ['greet', 'listen', 'answer', 'serve', 'thank'] as const;

/** One of {@link SCRIPT_STEPS}. */
export type ScriptStep = (typeof SCRIPT_STEPS)[number];

/** Keeps which steps a turn did, by the message it answered, so that the conversation can be scored later. */
export async function keepSteps(
  tx: Tx,
  turn: { conversationId: string; estateId: string; seq: number; steps: Iterable<ScriptStep> },
  now: number,
): Promise<void> {
  const rows = [...turn.steps].map((step) => ({
    conversation_id: turn.conversationId,
    seq: turn.seq,
    step,
    estate_id: turn.estateId,
    at: now,
  }));
  if (rows.length > 0) await tx.db.insertInto('script_step').values(rows).execute();
}
