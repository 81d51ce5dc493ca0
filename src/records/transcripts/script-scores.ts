import { type ScriptPhrases, stepsIn } from '#records/staff/steps.ts';
import { prepared } from '#storage/prepared.ts';
import type { ConversationRow } from '#storage/schema.ts';
import type { ScriptScoreRow } from '#storage/schemas/search.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { SCRIPT_STEPS, type ScriptStep } from './script-steps.ts';

/** Where the steps of the script stand, by `seq`. */
type Found = Map<ScriptStep, number>;

/** More messages of staff than this in one conversation are not read for their steps. */
const MOST_READ = 5000;

/** Works out anew how some conversations keep to the reception script: as a whole, and each member of staff who wrote there. */
export async function scoreScripts(
  tx: Tx,
  conversations: readonly Pick<ConversationRow, 'id' | 'estate_id' | 'created_at'>[],
  phrases: ScriptPhrases,
): Promise<void> {
  if (conversations.length === 0) return;
  const ids = conversations.map(({ id }) => id);
  const byDesk = Map.groupBy(await deskSteps(tx.db, ids), (row) => row.conversation_id);
  const byStaff = Map.groupBy(await staffWords(tx.db, ids), (row) => row.conversation_id);
  await tx.db.deleteFrom('script_score').where('conversation_id', 'in', ids).execute();
  const rows = conversations.flatMap((conversation) => {
    const desk = byDesk.get(conversation.id) ?? [];
    const staff = byStaff.get(conversation.id) ?? [];
    const whole: Found = new Map();
    for (const { step, seq } of desk) keepFirst(whole, step, seq);
    const each = new Map<string, Found>();
    for (const { from_id: who, seq, text } of staff) {
      const found = each.get(who) ?? new Map();
      each.set(who, found);
      for (const step of stepsIn(text ?? '', phrases)) {
        keepFirst(found, step, seq);
        keepFirst(whole, step, seq);
      }
    }
    return [['', whole] as const, ...each].map(([who, found]) => toRow(conversation, who, found));
  });
  for (const row of rows) await insertScore(tx.db, row);
}

function keepFirst(found: Found, step: ScriptStep, seq: number): void {
  // Thanks count at the end, everything else where it was first done.
  const known = found.get(step);
  const better = known === undefined || (step === 'thank' ? seq > known : seq < known);
  if (better) found.set(step, seq);
}

function toRow(
  { id, estate_id, created_at }: Pick<ConversationRow, 'id' | 'estate_id' | 'created_at'>,
  who: string,
  found: Found,
): ScriptScoreRow {
  const [greet, listen, answer, serve, thank] = SCRIPT_STEPS.map((step) => found.get(step) ?? null);
  const places = { greet, listen, answer, serve, thank } as Record<ScriptStep, number | null>;
  return { conversation_id: id, who, estate_id, at: created_at, ...places, score: found.size };
}

function deskSteps(db: Db, ids: string[]) {
  return db
    .selectFrom('script_step')
    .select(['conversation_id', 'step', 'seq'])
    .where('conversation_id', 'in', ids)
    .execute();
}

function staffWords(db: Db, ids: string[]) {
  return db
    .selectFrom('activity')
    .select(['conversation_id', 'seq', 'from_id', 'text'])
    .where('conversation_id', 'in', ids)
    .where('role', '=', 'staff')
    .where('type', '=', 'message')
    .where('visibility', '=', 'all')
    .where('text', 'is not', null)
    .orderBy('seq')
    .limit(MOST_READ)
    .execute();
}

const insertScore = prepared((db, row: ScriptScoreRow) =>
  db.insertInto('script_score').values({
    conversation_id: row.conversation_id,
    who: row.who,
    estate_id: row.estate_id,
    at: row.at,
    greet: row.greet,
    listen: row.listen,
    answer: row.answer,
    serve: row.serve,
    thank: row.thank,
    score: row.score,
  }),
);
