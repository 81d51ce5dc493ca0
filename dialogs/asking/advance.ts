import type { Answer, Answers, OpenForm } from '../desk-state.ts';
import { type Form, isCorrection, type Question, type Reading } from './form.ts';

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

type Message = Omit<Reading, 'asked' | 'askedAt' | 'earlier' | 'partial' | 'answers'>;

/** The question that is open next: the first that arises and has no answer. `confirm` when none is left. */
export function nextQuestion(form: Form, answers: Answers): Question | 'confirm' {
  return form.questions.find((one) => !one.unasked && arises(one, answers) && !(one.key in answers)) ?? 'confirm';
}

function arises({ needed }: Question, answers: Answers): boolean {
  return needed?.(answers) ?? true;
}

/** Questions whose answer is part of the matter and shown: those that still arise, and whose answer has words. */
export function toldQuestions(form: Form, answers: Answers): Question[] {
  return form.questions.filter((one) => answers[one.key]?.told && arises(one, answers));
}

/** The question answered last, which 返回 asks again. */
export function lastAnswered(form: Form, answers: Answers): string | undefined {
  const asked = new Set(form.questions.filter((one) => !one.unasked).map(({ key }) => key));
  return Object.keys(answers).findLast((key) => asked.has(key) && answers[key]?.told);
}

/**
 * Reads one message into a form: fills every question it answers, takes corrections, and notices a confirmation. Pure; the
 * form's state is returned, not changed.
 */
export function advance(form: Form, before: OpenForm, message: Message): Advance {
  const open: OpenForm = { ...before, answers: { ...before.answers } };
  const result: Advance = { open, answered: [], changed: [], confirmed: false, repeated: false, unread: false };
  if (isSaidAgain(before, message)) return { ...result, repeated: true };
  if (before.asking === 'confirm') {
    const wish = confirmWish(message);
    if (wish === 'yes') return { ...result, confirmed: true };
    if (wish === 'change') return { ...result, open: { ...open, asking: 'change', misses: 0 } };
  }
  skipIfWished(result, form, message);
  const late: Late[] = [];
  for (const question of form.questions) late.push(...readInto(result, question, message, before.asking));
  takeLate(result, late);
  const chosen = questionToChange(form, before, message);
  const used = result.answered.length + result.changed.length > 0;
  if (before.asking === 'change' && (used || chosen)) open.asking = undefined;
  if (!used && chosen) {
    delete open.answers[chosen.key];
    open.misses = 0;
    return { ...result, unread: false };
  }
  open.heard = used ? message.text.trim() : undefined;
  result.unread = !used && !result.problem && !result.repeated;
  if (result.unread && before.misses > 0) leaveOut(result, form, message);
  open.misses = used ? 0 : before.misses + (result.unread ? 1 : 0);
  return result;
}

/** Shorter messages may well be the same answer to two questions. */
const SAME_FROM = 4;

/** People send a message once more when nobody answers at once. */
function isSaidAgain({ heard }: OpenForm, { text, files, understood }: Message): boolean {
  const said = text.trim();
  const short = understood.reply !== undefined || understood.ordinal !== undefined || said.length < SAME_FROM;
  return said === heard && !short && files.length === 0;
}

/** A known answer that was said otherwise, without a word that corrects. */
interface Late {
  key: string;
  answer: Answer;
}

/** Where a message says nothing else, a known answer said otherwise is a change of mind. */
function takeLate(result: Advance, [only, ...others]: Late[]): void {
  const { open, answered, changed, problem } = result;
  if (!only || others.length > 0 || problem || answered.length + changed.length > 0) return;
  open.answers[only.key] = only.answer;
  changed.push(only.key);
}

/** Reads one question out of the message; returned is a known answer that would now be another. */
function readInto(result: Advance, question: Question, message: Message, asking: string | undefined): Late[] {
  const { answers, partial, askedAt } = result.open;
  const { key } = question;
  const earlier = answers[key];
  const asked = asking === key;
  if (!arises(question, answers)) return [];
  const read = question.read({ ...message, asked, askedAt, earlier, answers, partial: partial?.[key] });
  if (!read) return [];
  const open = !earlier || earlier.value === null || asked || question.replaces === true || isCorrection(message.text);
  if ('problem' in read) {
    if (!open) return [];
    if (read.partial !== undefined) result.open.partial = { ...partial, [key]: read.partial };
    if (asked || question.replaces) result.problem ??= { question: key, key: read.problem, values: read.values };
    return [];
  }
  if (earlier && (sameAnswer(earlier, read) || (!open && partOf(earlier, read)))) {
    result.repeated = true;
    return [];
  }
  if (!open) return [{ key, answer: read }];
  answers[key] = read;
  result.open.partial = { ...partial, [key]: undefined };
  (earlier ? result.changed : result.answered).push(key);
  return [];
}

/** A question that may be left out is not asked a third time. */
function leaveOut(result: Advance, form: Form, { say }: Message): void {
  const { open } = result;
  const question = form.questions.find((one) => one.key === open.asking);
  if (!question?.optional) return;
  open.answers[question.key] = { value: null, told: say('asking:none') };
  open.misses = 0;
  result.answered.push(question.key);
  result.unread = false;
}

/** Yes, change, or neither: by word, by number, or by the words of the button. */
function confirmWish({ text, understood, say }: Message): 'yes' | 'change' | undefined {
  const said = text.trim();
  if (said === say('asking:yes') || understood.ordinal === 1) return 'yes';
  if (said === say('asking:change') || understood.ordinal === 2) return 'change';
  if (understood.reply === 'affirm' && !isCorrection(text)) return 'yes';
  return understood.reply === 'deny' ? 'change' : undefined;
}

/** 「没有」「不用」「跳过」 to an optional question is an answer too. */
function skipIfWished(result: Advance, form: Form, { text, understood, say }: Message): void {
  const { open } = result;
  const question = form.questions.find((one) => one.key === open.asking);
  if (!question?.optional || question.key in open.answers) return;
  const wish = understood.reply;
  const leavesOut =
    wish === 'skip' || wish === 'unknown' || wish === 'deny' || (text.length < 20 && NOTHING.test(text.trim()));
  if (!leavesOut) return;
  open.answers[question.key] = { value: null, told: say('asking:none') };
  result.answered.push(question.key);
}

const NOTHING =
  /^(没有?|无|不用|不需要|不知道|不清楚|不记得|no\b|none|nope|nothing|not sure|no idea|(i )?(do not|don'?t|dont) (know|have|remember))/iu;

/** 「改电话」, "change the time", or the name of a question after "what shall I change?". */
function questionToChange(form: Form, before: OpenForm, message: Message): Question | undefined {
  const changing = before.asking === 'change' || before.asking === 'confirm' || isCorrection(message.text);
  if (!changing) return undefined;
  const known = toldQuestions(form, before.answers);
  const byNumber = before.asking === 'change' ? known[(message.understood.ordinal ?? 0) - 1] : undefined;
  const text = message.text.toLowerCase();
  const named = (one: Question) =>
    message
      .say(`${form.name}:names.${one.key}`)
      .split('|')
      .some((word) => text.includes(word));
  return byNumber ?? known.find(named);
}

function sameAnswer(a: Answer, b: Answer): boolean {
  return JSON.stringify(a.value) === JSON.stringify(b.value);
}

/** Said again in fewer words: 昨天晚上 after 昨天晚上开始的. */
function partOf({ told }: Answer, again: Answer): boolean {
  return again.told !== '' && told.includes(again.told);
}

/** Carries answers into a changed form: those of questions that still exist stay. */
export function carryOver(form: Form, open: OpenForm): OpenForm {
  const keys = new Set(form.questions.map((one) => one.key));
  const answers = Object.fromEntries(Object.entries(open.answers).filter(([key]) => keys.has(key)));
  return { form: form.name, version: form.version, answers, misses: 0 };
}
