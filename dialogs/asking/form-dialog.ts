import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import type { Answers, OpenForm } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import type { Say } from '../speech.ts';
import { deskTurnOf } from '../turn-key.ts';
import { type Advance, advance, carryOver, nextQuestion, toldQuestions } from './advance.ts';
import type { About, Form, Question } from './form.ts';

/** How a form's turn ended. */
export type FormResult = 'asked' | 'filed' | 'unread' | 'stuck';

/** Times in a row an answer may be unreadable before a person is offered. */
const PATIENCE = 2;

/** Runs any form as a Bot Framework dialog: one message in, the next open question out. */
export class FormDialog extends Dialog {
  readonly #form: Form;

  constructor(form: Form) {
    super(form.name);
    this.#form = form;
  }

  override async beginDialog(dc: DialogContext, given: Answers = {}): Promise<DialogTurnResult> {
    const open: OpenForm = { form: this.#form.name, version: this.#form.version, answers: {}, misses: 0 };
    return this.#begin(dc, open, given);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const stored = openFormOf(dc);
    if (!stored) return this.beginDialog(dc);
    const changed = stored.version !== this.#form.version;
    const open = changed ? carryOver(this.#form, stored) : stored;
    if (!changed) return this.#step(dc, open);
    const turn = deskTurnOf(dc.context);
    return this.#ask(dc, advanced(this.#form, open, turn), [turn.say('asking:formChanged')]);
  }

  /** Asks the open question again, after a side question or a rest. */
  override async repromptDialog(): Promise<void> {}

  /** Reads the message first: what it says counts more than what is known besides. */
  async #begin(dc: DialogContext, open: OpenForm, given: Answers): Promise<DialogTurnResult> {
    const turn = deskTurnOf(dc.context);
    const result = advanced(this.#form, open, turn);
    const lead = this.#opening(turn, result);
    // The words that began it are no answer that could not be read.
    result.open.misses = 0;
    result.open.heard = turn.incoming.text.trim();
    fillIn(this.#form, result.open, { ...this.#form.known?.(turn), ...given });
    const heard = this.#heard(turn, result);
    return this.#ask(dc, { ...result, answered: [], problem: undefined, unread: false }, [lead, ...heard]);
  }

  async #step(dc: DialogContext, open: OpenForm): Promise<DialogTurnResult> {
    const turn = deskTurnOf(dc.context);
    const result = advanced(this.#form, open, turn);
    if (result.confirmed) {
      await this.#form.file(turn, result.open.answers);
      return dc.endDialog('filed' satisfies FormResult);
    }
    const stuck = result.open.misses >= PATIENCE;
    if (stuck) {
      keepOpenForm(dc, { ...result.open, misses: 0 });
      return waiting('stuck');
    }
    return this.#ask(dc, result, []);
  }

  #opening(turn: DeskTurn, { open, answered }: Advance): string {
    const { say } = turn;
    const own = this.#form.opening?.(turn, open.answers);
    if (own) return own;
    if (answered.length === 0) return say(`${this.#form.name}:begin`);
    return say(`${this.#form.name}:beginNoted`, { noted: this.#told(turn, open, answered) });
  }

  /** What was understood, to be said back. */
  #told({ say, steps }: DeskTurn, open: OpenForm, keys: string[]): string {
    const told = keys.map((key) => open.answers[key]?.told ?? '').filter((words) => words !== '');
    if (told.length > 0) steps.add('listen');
    return told.join(say('asking:comma'));
  }

  /** What the answers of this message make the desk say at once. */
  #heard(turn: DeskTurn, { open, answered, changed }: Advance): string[] {
    const keys = [...answered, ...changed];
    const questions = this.#form.questions.filter(({ key }) => keys.includes(key));
    return questions.flatMap((one) => one.heard?.(aboutOf(turn, open.answers)) ?? []);
  }

  async #ask(dc: DialogContext, result: Advance, lead: string[]): Promise<DialogTurnResult> {
    const turn = deskTurnOf(dc.context);
    const { say } = turn;
    const lines = [...lead];
    const { owner } = turn;
    const settled = await this.#form.settle?.(turn, result.open.answers);
    // What the records told may have sent the matter to a person: then there is nothing left to ask.
    if (turn.owner !== owner) return dc.endDialog('filed' satisfies FormResult);
    if (settled) result.open.answers = settled;
    const isLong = (key: string) => this.#form.questions.some((one) => one.key === key && one.long);
    const changed = result.changed.filter((key) => !isLong(key));
    const news = this.#told(turn, result.open, changed);
    if (news !== '') lines.push(say('asking:changed', { told: news }));
    const { problem } = result;
    const aside = result.answered.filter((key) => key !== openFormOf(dc)?.asking);
    const asked = nextQuestion(this.#form, result.open.answers);
    const stays = asked !== 'confirm' && asked.key === openFormOf(dc)?.asking;
    const noted = stays ? this.#told(turn, result.open, aside) : '';
    if (noted !== '') lines.push(say('asking:noted', { told: noted }));
    if (lead.length === 0) lines.push(...this.#heard(turn, result));
    if (problem) lines.push(say(problem.key, problem.values));
    else if (result.repeated && result.answered.length + result.changed.length === 0)
      lines.push(say('asking:alreadyNoted'));
    const askedAlready = asked !== 'confirm' && problem?.question === asked.key;
    await askNext(dc, this.#form, result.open, { lines, again: result.unread, askedAlready });
    return waiting(result.unread ? 'unread' : 'asked');
  }
}

function fillIn(form: Form, open: OpenForm, known: Answers): void {
  for (const { key, needed } of form.questions) {
    const answer = known[key];
    if (answer && !(key in open.answers) && (needed?.(open.answers) ?? true)) open.answers[key] = answer;
  }
}

function advanced(form: Form, open: OpenForm, turn: DeskTurn): Advance {
  const { incoming } = turn;
  const { answers: _, ...about } = aboutOf(turn, open.answers);
  return advance(form, open, { ...incoming, ...about });
}

function aboutOf({ estate, common, clock, say, state }: DeskTurn, answers: Answers): About {
  return { answers, estate, common, clock, say, locale: state.locale };
}

/** Puts the question that is open, or the summary to confirm. */
async function askNext(
  dc: DialogContext,
  form: Form,
  open: OpenForm,
  { lines, again, askedAlready }: { lines: string[]; again: boolean; askedAlready?: boolean },
): Promise<void> {
  const turn = deskTurnOf(dc.context);
  const { say } = turn;
  if (open.asking === 'change') {
    keepOpenForm(dc, open);
    const names = toldQuestions(form, open.answers).map((one) => say(`${form.name}:name.${one.key}`));
    return reply(turn, [...lines, say('asking:whatToChange')].join('\n'), { choices: names });
  }
  const next = nextQuestion(form, open.answers);
  if (next === 'confirm') {
    keepOpenForm(dc, { ...open, asking: 'confirm' });
    const choices = [say('asking:yes'), say('asking:change'), say('asking:cancel')];
    turn.steps.add('listen');
    return reply(turn, [...lines, summary(form, open, turn)].join('\n'), { choices });
  }
  const about = { ...aboutOf(turn, open.answers), partial: open.partial?.[next.key] };
  const repeated = again && open.asking === next.key;
  if (!askedAlready)
    lines.push(
      withPlace(
        form,
        open.answers,
        next,
        repeated ? say(`${form.name}:again.${next.key}`) : wordsOf(form, next, about),
        say,
      ),
    );
  privacyNotice(turn, next, lines);
  keepOpenForm(dc, { ...open, asking: next.key, askedAt: turn.clock.now() });
  const choices = next.choices?.(about) ?? (next.optional ? [say('asking:skip')] : []);
  return reply(turn, lines.join('\n'), { choices });
}

function wordsOf(form: Form, question: Question, about: About): string {
  return question.says?.(about) ?? about.say(`${form.name}:ask.${question.key}`);
}

/** Which question of how many it is, once there is more than one to go. */
function withPlace(form: Form, answers: Answers, question: Question, words: string, say: Say): string {
  const arising = form.questions.filter((one) => !one.unasked && (one.needed?.(answers) ?? true));
  const at = arising.indexOf(question) + 1;
  return arising.length > 1 ? say('asking:place', { words, at, of: arising.length }) : words;
}

/** The first time somebody is asked who they are, they are told what for. */
function privacyNotice(turn: DeskTurn, question: Question, lines: string[]): void {
  if (question.kind !== 'phone' || turn.state.privacyTold) return;
  turn.state.privacyTold = true;
  lines.push(turn.say('asking:privacy'));
}

/** Restates every answer and asks whether it is right. */
function summary(form: Form, open: OpenForm, turn: DeskTurn): string {
  const { say } = turn;
  const lines = toldQuestions(form, open.answers).map((one) =>
    say('asking:line', { name: say(`${form.name}:name.${one.key}`), told: open.answers[one.key]?.told ?? '' }),
  );
  const note = form.note?.(turn, open.answers);
  return [say(`${form.name}:restate`), ...lines, ...(note ? [note] : []), say('asking:isThatRight')].join('\n');
}

/** Asks the open question of a form once more, without reading anything. */
export async function askAgain(dc: DialogContext, form: Form, lead: string): Promise<void> {
  const open = openFormOf(dc);
  if (!open) return;
  const current = open.version === form.version ? open : carryOver(form, open);
  await askNext(
    dc,
    form,
    { ...current, misses: 0, asking: current.asking === 'change' ? 'confirm' : current.asking },
    {
      lines: lead ? [lead] : [],
      again: false,
    },
  );
}

/** The form on top of the dialog stack, once a question of it was asked. */
export function openFormOf(dc: DialogContext): OpenForm | undefined {
  const state = dc.activeDialog?.state as { open?: OpenForm } | undefined;
  return state?.open;
}

function keepOpenForm(dc: DialogContext, open: OpenForm): void {
  if (dc.activeDialog) dc.activeDialog.state = { open };
}

function waiting(result: FormResult): DialogTurnResult {
  return { status: 'waiting', result } as unknown as DialogTurnResult;
}
