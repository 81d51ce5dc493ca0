import type { Understood } from '#understanding/recognizer.ts';
import type { Answer, Answers, OpenForm } from '../desk-state.ts';
import type { DeskTurn, MessageFile } from '../desk-turn.ts';
import { advance, nextQuestion } from './advance.ts';
import type { About, Form, Question } from './form.ts';
import { callerKnown } from './known.ts';

/** What a clerk typed for one question while the resident speaks, as it was understood. */
export interface Typed {
  text: string;
  understood: Understood;
}

/** Who calls, as far as the clerk knows; a home of the register by its code. */
export interface Caller {
  name?: string | undefined;
  phone?: string | undefined;
  unitCode?: string | undefined;
}

/** A form as far as a clerk has filled it: the answers, and by question what is wrong with what was typed. */
export interface ClerkForm {
  answers: Answers;
  problems: Record<string, string>;
  /** Keys that the records or the caller's home answered. */
  known: ReadonlySet<string>;
  /** True when what was told sends the matter to a person: there is nothing to file. */
  forPerson: boolean;
}

interface Filling extends ClerkForm {
  known: Set<string>;
  /** What was typed for a question counts more than what another answer mentions. */
  own: Answers;
}

/**
 * Reads what a clerk typed, question by question in the form's order, as the form itself reads a resident's messages: the same
 * readings, checks and looks into the records.
 */
export async function fillByClerk(
  turn: DeskTurn,
  form: Form,
  { typed, caller }: { typed: Readonly<Record<string, Typed>>; caller: Caller },
): Promise<ClerkForm> {
  const filling: Filling = { answers: {}, problems: {}, known: new Set(), own: {}, forPerson: false };
  const owner = turn.owner;
  let isFirst = true;
  for (const question of form.questions) {
    const said = typed[question.key];
    if (!said || said.text.trim() === '' || !arises(question, filling.answers)) continue;
    turn.incoming = { kind: 'message', text: said.text, understood: said.understood, files: [] };
    readOne(turn, form, question, filling);
    if (isFirst) fillKnown(turn, form, caller, filling);
    isFirst = false;
    await settle(turn, form, filling);
    if (turn.owner !== owner) return { ...filling, forPerson: true };
  }
  if (isFirst) fillKnown(turn, form, caller, filling);
  const { answers, problems, known } = filling;
  return { answers, problems, known, forPerson: false };
}

function readOne(turn: DeskTurn, form: Form, question: Question, filling: Filling): void {
  const { key } = question;
  const { estate, common, clock, say, state, incoming } = turn;
  const before: OpenForm = { form: form.name, version: form.version, answers: filling.answers, asking: key, misses: 0 };
  const { [key]: _, ...others } = before.answers;
  const about = { estate, common, clock, say, locale: state.locale };
  const result = advance(form, { ...before, answers: others }, { ...incoming, ...about });
  const own = result.open.answers[key];
  filling.answers = { ...result.open.answers, ...filling.own };
  if (own) filling.own[key] = own;
  else filling.problems[key] = problemOf(turn, form, key, result.problem);
}

function problemOf(
  { say }: DeskTurn,
  form: Form,
  key: string,
  problem: { question: string; key: string; values?: Record<string, string> } | undefined,
): string {
  return problem?.question === key ? say(problem.key, problem.values) : say(`${form.name}:again.${key}`);
}

/** What is known besides: only where the form has a question for it that arises and is not answered. */
function fillKnown(turn: DeskTurn, form: Form, caller: Caller, filling: Filling): void {
  const known = { ...form.known?.({ ...turn, ...callerKnown(turn, caller) }), ...form.known?.(turn) };
  for (const { key, needed } of form.questions) {
    const answer = known[key];
    if (!answer || key in filling.answers || !(needed?.(filling.answers) ?? true)) continue;
    filling.answers[key] = answer;
    filling.known.add(key);
  }
}

async function settle(turn: DeskTurn, form: Form, filling: Filling): Promise<void> {
  const settled = await form.settle?.(turn, filling.answers);
  if (settled) filling.answers = settled;
}

function arises({ needed }: Question, answers: Answers): boolean {
  return needed?.(answers) ?? true;
}

/** A question as a clerk sees it: its name, the words to say to the resident, and what was understood. */
export interface ClerkQuestion {
  key: string;
  kind: Question['kind'];
  name: string;
  ask: string;
  optional: boolean;
  choices: string[];
  /** How the answer reads; null while there is none. */
  told: string | null;
  known: boolean;
  problem: string | null;
}

/** The questions that arise, answered or not. Photos are none of them: a clerk adds scans to the whole. */
export function questionsForClerk(
  turn: DeskTurn,
  form: Form,
  { answers, problems, known }: ClerkForm,
): ClerkQuestion[] {
  const about = aboutOf(turn, answers);
  const shown = form.questions.filter((one) => !one.unasked && one.kind !== 'photo' && arises(one, answers));
  return shown.map((one) => ({
    key: one.key,
    kind: one.kind,
    name: turn.say(`${form.name}:name.${one.key}`),
    ask: one.says?.(about) ?? turn.say(`${form.name}:ask.${one.key}`),
    optional: one.optional ?? false,
    choices: one.choices?.(about) ?? [],
    told: answers[one.key]?.told || null,
    known: known.has(one.key),
    problem: problems[one.key] ?? null,
  }));
}

/** The answers as they are filed: what may be left out and was is left out, scans stand for photos; undefined while one is missing. */
export function finalAnswers(
  turn: DeskTurn,
  form: Form,
  { answers, problems }: Pick<ClerkForm, 'answers' | 'problems'>,
  files: MessageFile[],
): Answers | undefined {
  if (Object.keys(problems).length > 0) return undefined;
  const all = { ...answers };
  for (let next = nextQuestion(form, all); next !== 'confirm'; next = nextQuestion(form, all)) {
    const answer = leftOut(turn, next, files);
    if (!answer) return undefined;
    all[next.key] = answer;
  }
  return all;
}

function leftOut({ say }: DeskTurn, { kind, optional }: Question, files: MessageFile[]): Answer | undefined {
  if (kind === 'photo' && files.length > 0)
    return { value: files, told: say('asking:photos', { count: files.length }) };
  return optional ? { value: null, told: say('asking:none') } : undefined;
}

function aboutOf({ estate, common, clock, say, state }: DeskTurn, answers: Answers): About {
  return { answers, estate, common, clock, say, locale: state.locale };
}
