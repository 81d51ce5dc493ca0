import { type Estates, within } from '#records/estates.ts';
import type { ScriptScoreRow } from '#storage/schemas/search.ts';
import type { Db } from '#storage/storage.ts';
import { SCRIPT_STEPS, type ScriptStep } from './script-steps.ts';

/** Words of the log that show a step, or where it would have had its place. */
export interface ScriptQuote {
  seq: number;
  at: number;
  text: string;
  role: string;
}

/** One step of the script in a conversation: where it was done, or where it was missing. */
export interface ReadStep {
  step: ScriptStep;
  done: boolean;
  quote: ScriptQuote | null;
}

/** How a conversation keeps to the script, as a whole (`who` is empty) and each member of staff. */
export async function readScripts(
  db: Db,
  conversationId: string,
): Promise<{ who: string; score: number; steps: ReadStep[] }[]> {
  const rows = await db
    .selectFrom('script_score')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('who')
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      who: row.who,
      score: row.score,
      steps: await Promise.all(SCRIPT_STEPS.map((step) => readStep(db, row, step))),
    })),
  );
}

async function readStep(db: Db, row: ScriptScoreRow, step: ScriptStep): Promise<ReadStep> {
  const place = row[step];
  if (place !== null) return { step, done: true, quote: await doneAt(db, row, place) };
  if (step === 'greet') return { step, done: false, quote: await officeWords(db, row, 'first') };
  if (step === 'thank') return { step, done: false, quote: await officeWords(db, row, 'last') };
  return { step, done: false, quote: await residentWords(db, row) };
}

/** A step of the desk is kept with the message it answers: what shows it is the answer. */
async function doneAt(db: Db, row: ScriptScoreRow, seq: number): Promise<ScriptQuote | null> {
  const quote = await spoken(db, row).where('seq', '>=', seq).orderBy('seq').limit(1).executeTakeFirst();
  return quote ? { ...quote, text: quote.text ?? '' } : null;
}

async function officeWords(db: Db, row: ScriptScoreRow, which: 'first' | 'last'): Promise<ScriptQuote | null> {
  const quote = await spoken(db, row)
    .orderBy('seq', which === 'first' ? 'asc' : 'desc')
    .limit(1)
    .executeTakeFirst();
  return quote ? { ...quote, text: quote.text ?? '' } : null;
}

/** What the resident came with: what was to be listened to, answered and dealt with. */
async function residentWords(db: Db, row: ScriptScoreRow): Promise<ScriptQuote | null> {
  const began = row.who === '' ? null : await officeWords(db, row, 'first');
  const quote = await db
    .selectFrom('activity')
    .select(['seq', 'at', 'text', 'role'])
    .where('conversation_id', '=', row.conversation_id)
    .where('type', '=', 'message')
    .where('role', '=', 'resident')
    .where('text', 'is not', null)
    .$if(began !== null, (query) => query.where('seq', '<', began?.seq ?? 0))
    .orderBy('seq', began === null ? 'asc' : 'desc')
    .limit(1)
    .executeTakeFirst();
  return quote ? { ...quote, text: quote.text ?? '' } : null;
}

function spoken(db: Db, { conversation_id, who }: ScriptScoreRow) {
  return db
    .selectFrom('activity')
    .select(['seq', 'at', 'text', 'role'])
    .where('conversation_id', '=', conversation_id)
    .where('type', '=', 'message')
    .where('visibility', '=', 'all')
    .where('text', 'is not', null)
    .where('role', 'in', ['desk', 'staff'])
    .$if(who !== '', (query) => query.where('from_id', '=', who).where('role', '=', 'staff'));
}

/** How somebody keeps to the script: conversations, and in how many of them each step was done. */
export interface ScriptSum extends Record<ScriptStep, number> {
  /** The id of a member of staff; empty for all conversations together. */
  who: string;
  conversations: number;
  /** With all five steps. */
  whole: number;
}

/** Sums of the scores of conversations that began in a stretch of time, everybody's. */
export async function sumScripts(
  db: Db,
  estates: Estates,
  wish: { estateId?: string | undefined; from?: number | undefined; to?: number | undefined },
): Promise<ScriptSum[]> {
  const rows = await db
    .selectFrom('script_score as r')
    .select((eb) => [
      'r.who',
      eb.fn.countAll<number>().as('conversations'),
      eb.fn.count<number>(eb.case().when('r.score', '=', SCRIPT_STEPS.length).then(1).end()).as('whole'),
      ...SCRIPT_STEPS.map((step) => eb.fn.count<number>(`r.${step}`).as(step)),
    ])
    .where(within(estates, 'r.estate_id'))
    .$if(wish.estateId !== undefined, (query) => query.where('r.estate_id', '=', wish.estateId ?? ''))
    .$if(wish.from !== undefined, (query) => query.where('r.at', '>=', wish.from ?? 0))
    .$if(wish.to !== undefined, (query) => query.where('r.at', '<', wish.to ?? 0))
    .groupBy('r.who')
    .orderBy('r.who')
    .execute();
  return rows as ScriptSum[];
}
