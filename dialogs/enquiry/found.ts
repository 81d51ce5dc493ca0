import { entriesOf, type KnowledgeEntry } from '#handbook/knowledge.ts';
import type { Intent, Understood } from '#understanding/recognizer.ts';
import { takes } from '#understanding/turns-of-speech.ts';
import type { DeskTurn } from '../desk-turn.ts';

/** Intents that the office's knowledge answers. */
export const ENQUIRIES: readonly Intent[] = ['fee_enquiry', 'contract_enquiry', 'lease_enquiry', 'office_enquiry'];

/** The certainty from which an entry is told: of an enquiry, and of what is not surely one. Both are measured. */
const SURE = 0.55;
const CLEAR = 0.65;
/** Of what surely is for another service, and asks something; where none stands here, that service has it whatever it asks. */
const OVER: Partial<Record<Intent, number>> = {
  move_in: CLEAR,
  archive_request: CLEAR,
  repair: CLEAR,
  complaint: CLEAR,
  help: 0.75,
  out_of_scope: 0.85,
};
const NEVER = Number.POSITIVE_INFINITY;
/** The best entry is worth asking about from the first on, others beside it from the second, and so many at most. */
const NEAR = 0.2;
const BESIDE = 0.1;
const MOST = 3;

/** The entry that surely answers the message, if there is one. */
export function sureEntry(turn: Pick<DeskTurn, 'common' | 'estate' | 'incoming'>): KnowledgeEntry | undefined {
  const { understood } = turn.incoming;
  const { answers: [best] = [] } = understood;
  const entry = entryOf(turn, best?.id);
  return entry && best && best.score >= enough(entry, understood) ? entry : undefined;
}

/** How certain an entry must be. A report, a complaint or a request must not be taken for a question. */
function enough(entry: KnowledgeEntry, { band, intents, text, faultClass }: Understood): number {
  const [best, second] = intents;
  const intent = best?.name ?? 'out_of_scope';
  const asked = takes('asksLoosely', text);
  const fault = faultClass !== undefined && (intent === 'repair' || second?.name === 'repair');
  if (fault && !asked && entry.begins) return NEVER;
  if (ENQUIRIES.includes(intent)) return SURE;
  if (band !== 'act') return CLEAR;
  if (intent === 'repair' && fault && !entry.begins) return NEVER;
  if (intent === 'complaint' && entry.begins !== intent) return NEVER;
  if (intent === entry.begins && entry.auth === 'A1') return NEVER;
  return asked || (intent === 'archive_request' && entry.auth === 'A2') ? (OVER[intent] ?? NEVER) : NEVER;
}

/** What the message may be asking, likeliest first. */
export function nearEntries(turn: Pick<DeskTurn, 'common' | 'estate' | 'incoming'>): KnowledgeEntry[] {
  const { answers = [] } = turn.incoming.understood;
  return answers
    .filter(({ score }, at) => score >= (at === 0 ? NEAR : BESIDE))
    .slice(0, (answers[0]?.score ?? 0) >= NEAR ? MOST : 0)
    .flatMap(({ id }) => entryOf(turn, id) ?? []);
}

/** An entry by its id; undefined once the office has taken it out. */
export function entryOf(
  { common, estate }: Pick<DeskTurn, 'common' | 'estate'>,
  id: string | undefined,
): KnowledgeEntry | undefined {
  return id === undefined ? undefined : entriesOf(estate, common).find((one) => one.id === id);
}
