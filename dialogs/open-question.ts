import type { OpenQuestion } from '#understanding/recognizer.ts';
import { toldQuestions } from './asking/advance.ts';
import type { DeskState } from './desk-state.ts';
import { emergencyQuestion } from './emergency/questions.ts';
import { forms } from './services.ts';
import type { Say } from './speech.ts';

/** The question a conversation has open, as far as understanding the next message depends on it. */
export function openQuestion(state: DeskState, say: Say, owner: string): OpenQuestion | undefined {
  const danger = owner === 'queue' ? emergencyQuestion(state.emergencies?.at(-1)) : undefined;
  if (danger) return danger;
  if (owner !== 'bot' && !(owner === 'queue' && state.open?.form === 'message'))
    return { form: 'handoff', key: 'waiting', kind: 'choice', choices: [] };
  const { open, offered, question: loose } = state;
  if (!open && !offered) return loose && { form: loose.service, key: loose.key, kind: loose.kind };
  if (!open) return { form: 'desk', key: 'offer', kind: 'choice', choices: offered?.map(({ label }) => label) };
  if (open.asking === 'confirm') return { form: open.form, key: 'confirm', kind: 'yes-no' };
  const form = forms[open.form];
  if (open.asking === 'change') {
    const known = form ? toldQuestions(form, open.answers) : [];
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
