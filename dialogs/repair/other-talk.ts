import { isQuestion, takes } from '#understanding/turns-of-speech.ts';
import type { Reading } from '../asking/form.ts';

/**
 * Whether a message is about something else than the open question, so that its words are not kept as the answer: a question,
 * a correction, thanks and greetings, a home, a phone or a name.
 */
export function isOtherTalk({ text, understood }: Pick<Reading, 'text' | 'understood'>): boolean {
  const { entities, intents, band } = understood;
  const courteous = band === 'act' && COURTESY.has(intents[0]?.name ?? '');
  return (
    courteous ||
    isQuestion(text) ||
    takes('surelyCorrects', text) ||
    refusesPhone(text) ||
    entities.some(({ type }) => ELSEWHERE.has(type))
  );
}

const COURTESY: ReadonlySet<string> = new Set(['greet', 'thanks', 'goodbye', 'help']);
const ELSEWHERE: ReadonlySet<string> = new Set(['dwelling', 'phone', 'person-name']);

/** Will not leave a phone number, or has none at hand. */
export function refusesPhone(text: string): boolean {
  return takes('noPhone', text);
}

/** Whether the words of a button were said, however they are typed. */
export function isSame(said: string, shown: string): boolean {
  return said.trim().toLowerCase() === shown.toLowerCase();
}
