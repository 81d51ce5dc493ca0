import type { OpenQuestion } from '#understanding/recognizer.ts';
import type { DeskState } from './desk-state.ts';
import { forms } from './services.ts';
import type { Say } from './speech.ts';

/** The question a conversation has open, as far as understanding the next message depends on it. */
export function openQuestion(state: DeskState, say: Say, owner: string): OpenQuestion | undefined {
  if (owner !== 'bot') return { form: 'handoff', key: 'waiting', kind: 'choice', choices: [] };
  const { open, offered } = state;
  if (!open && !offered) return undefined;
  if (!open) return { form: 'desk', key: 'offer', kind: 'choice', choices: offered?.map(({ label }) => label) };
  if (open.asking === 'confirm') return { form: open.form, key: 'confirm', kind: 'yes-no' };
  const form = forms[open.form];
  if (open.asking === 'change') {
    const known = form?.questions.filter((one) => one.key in open.answers) ?? [];
    return {
      form: open.form,
      key: 'change',
      kind: 'choice',
      choices: known.map((one) => say(`${open.form}:name.${one.key}`)),
    };
  }
  const question = form?.questions.find((one) => one.key === open.asking);
  return question && { form: open.form, key: question.key, kind: question.kind };
}
