import type { Question } from '../asking/form.ts';
import type { Advance } from '../asking/read-into.ts';
import { readInto } from '../asking/read-into.ts';
import type { OpenForm } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { forms } from '../services.ts';

/** What the desk answers, for staff alone: the answer as it reads now, or that it could not be read. */
export const FORM_ANSWERED = 'form.answered';

/**
 * A clerk fills in or corrects an answer of the form that is open with the bot: it is read as if the resident had been asked
 * this question, and the resident hears nothing until the bot goes on.
 */
export async function fillIn(turn: DeskTurn, value: unknown): Promise<void> {
  const { key } = value as { key: string };
  const { open } = turn.state;
  const question = open && forms[open.form]?.questions.find((one) => one.key === key);
  if (!open || !question) return tell(turn, { key, told: null });
  const result = read(turn, open, question);
  const told = result.open.answers[key]?.told ?? null;
  const taken = [...result.answered, ...result.changed].includes(key) || result.repeated;
  if (taken) turn.state.open = { ...result.open, misses: 0 };
  await tell(turn, { key, told: taken ? told : null });
}

function read(turn: DeskTurn, open: OpenForm, question: Question): Advance {
  const { estate, common, clock, say, state, incoming } = turn;
  const { text, understood, files } = incoming;
  const result: Advance = {
    open: { ...open, answers: { ...open.answers } },
    answered: [],
    changed: [],
    confirmed: false,
    repeated: false,
    unread: false,
  };
  const message = { text, understood, files, estate, common, clock, say, locale: state.locale };
  readInto(result, question, message, question.key);
  return result;
}

async function tell(turn: DeskTurn, value: { key: string; told: string | null }): Promise<void> {
  await turn.context.sendActivity({
    type: 'event',
    name: FORM_ANSWERED,
    value: { form: turn.state.open?.form, ...value },
  });
}
