import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { readJson } from '#console/read-body.ts';
import { notFound, Refusal } from '#console/refusal.ts';
import { HandbookError } from '#handbook/handbook.ts';
import type { NewEntry } from '#handbook/own-knowledge.ts';
import { placeholdersOf } from '#handbook/schemas/knowledge.ts';
import { decideDraft, draftOf, type KnowledgeDraft, keepDraft } from '#records/questions/knowledge-drafts.ts';
import type { QuestionRow } from '#records/questions/lists.ts';
import type { KnowledgeDesk } from './knowledge-desk.ts';
import type { DraftAnswer, DraftBody } from './question-api.ts';
import { questionOf, todayIn } from './question-calls.ts';

const line = z.string().trim().max(2000);
const both = z.object({ zh: line, en: line });
const lines = z
  .array(line)
  .max(40)
  .transform((all) => all.filter((one) => one !== ''));

const draftRequest = z.object({
  topic: line,
  question: both,
  variants: z.object({ zh: lines, en: lines }),
  short: both,
  long: both.optional(),
  keys: z.array(z.string().max(100)).max(40),
  source: both,
  validFrom: line,
  validTo: line.nullable(),
  auth: z.enum(['A0', 'A1', 'A2']),
  replaces: line.optional(),
});

/** POST questions/:id/draft: an answer offered as knowledge. Whoever reviews it later is written down as its reviewer. */
export async function takeDraft(call: StaffCall): Promise<DraftAnswer> {
  const { desk, me } = call;
  const row = await questionOf(call);
  const knowledge = bookOf(call);
  const body = toEntry(await readJson(call.req, draftRequest), todayIn(call, row.estate_id));
  // The reviewer is filled in by the review itself.
  const problems = knowledge.check(row.estate_id, { ...body, reviewer: me.displayName });
  if (problems.length > 0) return { problems };
  const draft = { estateId: row.estate_id, ticketId: row.id, body, staffId: me.id };
  return { id: await desk.storage.transact((tx) => keepDraft(tx, draft, desk.clock)) };
}

/** Every key that the words speak is one the answer depends on; a long answer of nothing is none. */
function toEntry({ long, ...body }: DraftBody, checkedOn: string) {
  const longer = long && (long.zh !== '' || long.en !== '') ? long : undefined;
  const spoken = [body.short, longer].flatMap((one) => (one ? [one.zh, one.en] : [])).flatMap(placeholdersOf);
  return { ...body, ...(longer && { long: longer }), keys: [...new Set([...body.keys, ...spoken])], checkedOn };
}

/** POST questions/:id/draft/accept: into the estate's own knowledge, at once in force. */
export async function acceptDraft(call: StaffCall): Promise<{ entryId: string }> {
  const { me } = call;
  const { row, draft } = await openDraft(call);
  if (draft.drafted_by === me.id) throw new Refusal(409, 'own-draft', 'Somebody else reviews what you have written.');
  const entry = { ...JSON.parse(draft.body), reviewer: me.displayName } as NewEntry;
  const entryId = await publish(call, row.estate_id, entry);
  // Written first: an entry in force whose draft still waits is accepted once more under the same id.
  await decide(call, draft, { state: 'accepted', why: '', entryId });
  return { entryId };
}

/** POST questions/:id/draft/decline */
export async function declineDraft(call: StaffCall): Promise<void> {
  const { draft } = await openDraft(call);
  const { why } = await readJson(call.req, z.object({ why: z.string().trim().min(1).max(500) }));
  await decide(call, draft, { state: 'declined', why });
}

async function publish(call: StaffCall, estateId: string, entry: NewEntry): Promise<string> {
  try {
    return await bookOf(call).publish(estateId, entry);
  } catch (error) {
    if (!(error instanceof HandbookError)) throw error;
    throw new Refusal(409, 'handbook-refused', 'The handbook does not take this entry as it stands.');
  }
}

async function decide(
  { desk, me }: StaffCall,
  { id, estate_id: estateId }: KnowledgeDraft,
  decision: { state: 'accepted' | 'declined'; why: string; entryId?: string },
): Promise<void> {
  const wish = { id, estateId, staffId: me.id, ...decision };
  const done = await desk.storage.transact((tx) => decideDraft(tx, wish, desk.clock.now()));
  if (!done) throw new Refusal(409, 'moved-on', 'Somebody has decided about this draft.');
}

async function openDraft(call: StaffCall): Promise<{ row: QuestionRow; draft: KnowledgeDraft }> {
  const row = await questionOf(call);
  const draft = await draftOf(call.desk.storage.db, row.id);
  if (!draft) throw notFound();
  if (draft.state !== 'draft') throw new Refusal(409, 'moved-on', 'Somebody has decided about this draft.');
  return { row, draft };
}

function bookOf({ desk }: StaffCall): KnowledgeDesk {
  if (!desk.knowledge) throw notFound();
  return desk.knowledge;
}
