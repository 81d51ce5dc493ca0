import { piecesOf } from '../matters.ts';
import type { Entity, Intent, Matter, ScoredIntent } from '../recognizer.ts';
import type { Answer } from './find-answers.ts';

/** Intents that ask the office something it may have written down. */
const ENQUIRIES: ReadonlySet<Intent> = new Set(['fee_enquiry', 'contract_enquiry', 'lease_enquiry', 'office_enquiry']);
/** From this certainty on a part of a message is a question of its own. */
const OWN = 0.65;
const MOST_PIECES = 6;

/** A message as far as its questions go: its text folded, and how to read a stretch of it. */
export interface Parts {
  text: string;
  folded: string;
  entities: readonly Entity[];
  /** What the whole of it seems to mean. */
  intents: readonly ScoredIntent[];
  read(piece: string, inside: Entity[]): ScoredIntent[];
  find(piece: string): Answer[];
}

/**
 * Sorts out the questions of a message: two that were taken for one come apart (「物业费多少，停车怎么收」), and one that was taken
 * for two is one again (「我租的房，物业费谁交」). Other matters stay as they are, each with what may answer it.
 */
export function questionsIn(parts: Parts, matters: readonly Matter[], whole: readonly Answer[]): Matter[] {
  const found = matters.map((one) => withAnswers(one, parts.find(one.text)));
  if (found.length > 0) return isOneQuestion(found, whole[0]) ? [] : found;
  const pieces = isEnquiry(parts.intents) ? piecesOf(parts.folded) : [];
  if (pieces.length < 2 || pieces.length > MOST_PIECES) return [];
  const asked = pieces.map(({ start, end }) => matterOf(parts, start, end)).filter(isQuestion);
  return distinct(asked) > 1 ? asked : [];
}

/** One entry answers the whole, and no part asks or tells of anything else. */
function isOneQuestion(matters: readonly Matter[], best: Answer | undefined): boolean {
  if (!best || best.score < OWN || distinct(matters) > 1) return false;
  return matters.every(({ intents, answers = [] }) => isEnquiry(intents) || answers[0]?.id === best.id);
}

function matterOf({ text, entities, read, find }: Parts, from: number, end: number): Matter {
  const start = from + (/^[\p{P}\s]*/u.exec(text.slice(from, end))?.[0].length ?? 0);
  const inside = entities.filter((one) => one.start >= start && one.end <= end);
  const shifted = inside.map((one) => ({ ...one, start: one.start - start, end: one.end - start }));
  const piece = text.slice(start, end);
  return withAnswers({ text: piece, start, end, intents: read(piece, shifted), entities: inside }, find(piece));
}

function withAnswers(matter: Matter, answers: Answer[]): Matter {
  return answers.length > 0 ? { ...matter, answers } : matter;
}

function isQuestion({ intents, answers }: Matter): boolean {
  return isEnquiry(intents) && (answers?.[0]?.score ?? 0) >= OWN;
}

function isEnquiry([best]: readonly ScoredIntent[]): boolean {
  return best !== undefined && ENQUIRIES.has(best.name);
}

/** How many different entries surely answer one of the matters. */
function distinct(matters: readonly Matter[]): number {
  return new Set(matters.flatMap(({ answers = [] }) => (answers[0] && answers[0].score >= OWN ? [answers[0].id] : [])))
    .size;
}
