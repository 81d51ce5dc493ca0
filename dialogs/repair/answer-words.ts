import type { RepairQuestion } from '#handbook/schemas/repair.ts';
import type { Entity } from '#understanding/recognizer.ts';
import type { Reading } from '../asking/form.ts';
import { isOtherTalk } from './other-talk.ts';

/** One answer of a question in repair.json. */
export type CategoryAnswer = RepairQuestion['answers'][number];

/**
 * Which of the handbook's answers a message gives. A question that was asked also takes a number, the words shown, a plain yes
 * or no, and the shorter `words`; elsewhere only what is `said` clearly counts.
 */
export function answerIn(
  { text, understood, asked }: Pick<Reading, 'text' | 'understood' | 'asked'>,
  { answers }: Pick<RepairQuestion, 'answers'>,
): CategoryAnswer | undefined {
  const said = text.trim().toLowerCase();
  const byKey = (key: string) => answers.find((one) => one.key === key);
  const heard = withoutAddress(text, understood.entities).toLowerCase();
  if (!asked) return named(heard, answers, false);
  const { ordinal, reply } = understood;
  const shown = answers.find((one) =>
    [one, one.label].some((words) => said === words?.zh || said === words?.en.toLowerCase()),
  );
  if (shown) return shown;
  if (ordinal !== undefined) return answers.at(ordinal > 0 ? ordinal - 1 : ordinal);
  if (reply === 'affirm') return byKey('yes');
  if (reply === 'deny') return byKey('no');
  const byWords = named(heard, answers, true);
  if (byWords || isOtherTalk({ text, understood })) return byWords;
  if (NO.test(said)) return byKey('no');
  return YES.test(said) ? byKey('yes') : undefined;
}

/** 「3栋2单元501」 says where, not that all of a unit has it. */
function withoutAddress(text: string, found: readonly Entity[]): string {
  const parts = found.filter(({ type }) => type === 'dwelling' || type === 'phone');
  return parts.reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end), text);
}

/** A yes or no that stands by itself before anything else: 「没人，我在上班」 is no answer to whether water stops. */
const NO =
  /^((没有?|不是?|不会|不能|不可以|无|还没有?)(?=$|[，,。.!！\s了的啊呀吧])|(no|nope|none|not really)\b(?! one))/u;
const YES = /^((有|是的?|会|能|可以)(?=$|[，,。.!！\s了的啊呀吧])|(yes|yeah|yep|there is)\b)/u;

/** The answer whose words stand in the text, the longest first; a yes that is denied (没有冒烟) is a no. */
function named(text: string, answers: readonly CategoryAnswer[], asked: boolean): CategoryAnswer | undefined {
  const found = wordings(answers)[asked ? 'asked' : 'said'].find(({ word }) => text.includes(word));
  if (!found) return undefined;
  const denied = DENIED.test(text.slice(Math.max(0, text.indexOf(found.word) - 12), text.indexOf(found.word)));
  if (!denied) return found.answer;
  return found.answer.key === 'yes' ? answers.find(({ key }) => key === 'no') : undefined;
}

const DENIED =
  /(没有?(再|在)?|不(会|再|是|太)?|无|未)$|\b(no|not|without|never|isn't|aren't|doesn't|don't)\s+(any\s+|be\s+|really\s+)?$/u;

/** A word in small letters, and the answer that it gives. */
interface Wording {
  answer: CategoryAnswer;
  word: string;
}

const known = new WeakMap<readonly CategoryAnswer[], { said: Wording[]; asked: Wording[] }>();

/** The words of a question's answers, the longest first; put in order once. */
function wordings(answers: readonly CategoryAnswer[]): { said: Wording[]; asked: Wording[] } {
  const before = known.get(answers);
  if (before) return before;
  const of = (asked: boolean) =>
    answers
      .flatMap((answer) => wordsOf(answer, asked).map((word) => ({ answer, word: word.toLowerCase() })))
      .sort((a, b) => b.word.length - a.word.length);
  const made = { said: of(false), asked: of(true) };
  known.set(answers, made);
  return made;
}

function wordsOf({ words, said }: CategoryAnswer, asked: boolean): string[] {
  const both = (list: CategoryAnswer['said']) => [...(list?.zh ?? []), ...(list?.en ?? [])];
  return asked ? [...both(words), ...both(said)] : both(said);
}
