import type { Entity } from '#understanding/recognizer.ts';
import { entity, isCorrection, type Question } from '../asking/form.ts';

/** What is broken: words as said, and the fault class where it was recognised. */
export interface What {
  words: string;
  category?: string;
  level?: 'critical' | 'urgent' | 'ordinary';
}

const LONGEST = 500;

/** What is broken, in the resident's own words. */
export const what: Question = {
  key: 'what',
  kind: 'text',
  read({ text, understood, asked, earlier, say }) {
    const named = entity(understood, 'fixture') ?? entity(understood, 'fault');
    if (!named && !asked) return undefined;
    if (earlier && !asked && !(named && isCorrection(text))) return undefined;
    const words = tidy(text, understood.entities);
    if (words.length < 2) return asked ? { problem: 'repair:again.what' } : undefined;
    const urgent = understood.entities.some((one) => one.type === 'urgency');
    const value: What = {
      words,
      category: understood.faultClass,
      level: urgent ? 'urgent' : 'ordinary',
    };
    return { value, told: say('repair:toldWhat', { words }) };
  },
};

/** Clauses that name the fault; without one, everything but the greeting and what other questions ask for. */
function tidy(text: string, entities: readonly Entity[]): string {
  const clauses = [...text.matchAll(/[^，,。;；!！\n]+/gu)];
  const about = clauses.filter(({ 0: clause, index }) =>
    entities.some(({ type, start, end }) => FAULTY.has(type) && start >= index && end <= index + clause.length),
  );
  const kept = about.length > 0 ? about : clauses.filter(({ 0: clause }) => !GREETING.test(clause.trim()));
  return kept
    .map(({ 0: clause, index }) => without(clause, index, entities))
    .filter((clause) => clause !== '')
    .join('，')
    .slice(0, LONGEST);
}

const FAULTY: ReadonlySet<string> = new Set(['fixture', 'fault']);
const GREETING = /^(您好|你好|hello|hi|hey|good (morning|afternoon|evening))[.。]?$/iu;

/** Takes home, phone and name out of a clause: they have questions of their own. A building alone is part of the place. */
function without(clause: string, at: number, entities: readonly Entity[]): string {
  let rest = clause;
  for (const one of [...entities].sort((a, b) => b.start - a.start)) {
    const inside = one.start >= at && one.end <= at + clause.length;
    const own = one.type === 'phone' || one.type === 'person-name' || (one.type === 'dwelling' && one.value.room);
    if (inside && own) rest = `${rest.slice(0, one.start - at)} ${rest.slice(one.end - at)}`;
  }
  return rest
    .replace(/\b(in|at|of)\s+(?=\s|$)/giu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^\s*的?\s*|\s+$/gu, '');
}
