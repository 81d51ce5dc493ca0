import { isCorrection } from '#understanding/turns-of-speech.ts';
import type { Answer, OpenForm } from '../desk-state.ts';
import type { Question, Reading } from './form.ts';

/** What a message did to an open form. */
export interface Advance {
  open: OpenForm;
  /** Keys answered now for the first time, and keys whose answer was changed. */
  answered: string[];
  changed: string[];
  /** What is wrong with the answer, as a locale key. */
  problem?: { question: string; key: string; values?: Record<string, string> };
  /** Confirmed: may be filed. */
  confirmed: boolean;
  /** True when the message said something that was known already. */
  repeated: boolean;
  /** True when the message said nothing that the form could use. */
  unread: boolean;
}

/** A message as a form reads it. */
export type Message = Omit<Reading, 'asked' | 'askedAt' | 'earlier' | 'partial' | 'answers'>;

/** A known answer that a message says once more, or `otherwise`, without a word that corrects. */
interface SaidAgain {
  key: string;
  otherwise?: Answer;
}

/** Reads one question out of a message into a form's state. */
export function readInto(
  result: Advance,
  question: Question,
  message: Message,
  asking: string | undefined,
): SaidAgain | undefined {
  const { answers, partial, askedAt } = result.open;
  const { key } = question;
  const earlier = answers[key];
  const asked = asking === key;
  // What this very message left out (「没有」) is not read once more.
  if (result.answered.includes(key) || (question.needed && !question.needed(answers))) return undefined;
  const read = question.read({ ...message, asked, askedAt, earlier, answers, partial: partial?.[key] });
  if (!read) return undefined;
  const open = !earlier || earlier.value === null || asked || question.replaces === true || isCorrection(message.text);
  if ('problem' in read) {
    if (open && read.partial !== undefined) result.open.partial = { ...partial, [key]: read.partial };
    if (read.later) result.repeated = true;
    else if (asked || question.replaces) result.problem ??= { question: key, key: read.problem, values: read.values };
    return undefined;
  }
  if (earlier && (sameAnswer(earlier, read) || (!open && partOf(earlier, read)))) {
    result.repeated = true;
    return { key };
  }
  if (!open) return { key, otherwise: read };
  answers[key] = read;
  result.open.partial = { ...partial, [key]: undefined };
  (earlier ? result.changed : result.answered).push(key);
  return undefined;
}

/** Where a message says nothing else, one known answer said otherwise is a change of mind. */
export function takeOtherwise(result: Advance, known: readonly SaidAgain[]): void {
  const { open, answered, changed, problem } = result;
  const [only, ...others] = known.filter(({ otherwise }) => otherwise !== undefined);
  if (!only?.otherwise || others.length > 0 || problem || answered.length + changed.length > 0) return;
  open.answers[only.key] = only.otherwise;
  changed.push(only.key);
}

function sameAnswer(a: Answer, b: Answer): boolean {
  return JSON.stringify(a.value) === JSON.stringify(b.value);
}

/** Said again in fewer words: 昨天晚上 after 昨天晚上开始的. */
function partOf({ told }: Answer, again: Answer): boolean {
  return again.told !== '' && told.includes(again.told);
}
