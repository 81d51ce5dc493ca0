import { isCorrection, takes } from '#understanding/turns-of-speech.ts';
import type { Answers, OpenForm } from '../desk-state.ts';
import type { Form, Question } from './form.ts';
import { type Advance, type Message, readInto, takeOtherwise } from './read-into.ts';

export type { Advance } from './read-into.ts';

/** The question that is open next: the first that arises and has no answer. `confirm` when none is left. */
export function nextQuestion(form: Form, answers: Answers): Question | 'confirm' {
  return form.questions.find((one) => !one.unasked && arises(one, answers) && !(one.key in answers)) ?? 'confirm';
}

/** Whether a question arises, given the answers so far. */
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
  const known = form.questions.flatMap((question) => readInto(result, question, message, before.asking) ?? []);
  takeOtherwise(result, known);
  const chosen = questionToChange(form, before, message);
  const used = result.answered.length + result.changed.length > 0;
  if (before.asking === 'change' && (used || chosen)) open.asking = undefined;
  if (!used && chosen && !known.some(({ key }) => key === chosen.key)) {
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
  if ((understood.reply === 'affirm' && !isCorrection(text)) || FILES.test(said)) return 'yes';
  return understood.reply === 'deny' ? 'change' : undefined;
}

const FILES = /^(那|好|就)*(你们?|您)?(帮我|给我)?(登记|提交|报上?)(一下)?(吧|了)?[。.!！]*$/u;

/** 「没有」「不用」「跳过」 to an optional question is an answer too. */
function skipIfWished(result: Advance, form: Form, { text, understood, say }: Message): void {
  const { open } = result;
  const question = form.questions.find((one) => one.key === open.asking);
  if (!question?.optional || question.key in open.answers) return;
  const wish = understood.reply;
  const leavesOut =
    wish === 'skip' || wish === 'unknown' || wish === 'deny' || (text.length < 20 && takes('nothing', text.trim()));
  if (!leavesOut) return;
  open.answers[question.key] = { value: null, told: say('asking:none') };
  result.answered.push(question.key);
}

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

/** Carries answers into a changed form: those of questions that still exist stay. */
export function carryOver(form: Form, open: OpenForm): OpenForm {
  const keys = new Set(form.questions.map((one) => one.key));
  const answers = Object.fromEntries(Object.entries(open.answers).filter(([key]) => keys.has(key)));
  return { form: form.name, version: form.version, answers, misses: 0 };
}
