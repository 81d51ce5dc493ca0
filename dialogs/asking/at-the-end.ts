import { isCorrection, isQuestion } from '#understanding/turns-of-speech.ts';
import type { OpenForm } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import type { Form } from './form.ts';

const NO_MORE = /^(不用|不必|没有?|没事|谢)/u;
const WISHES = /改|换|提交|登记|确认|\b(change|submit|confirm)\b/iu;
const COURTESY: ReadonlySet<string> = new Set(['thanks', 'goodbye', 'greet', 'human', 'affirm', 'deny', 'cancel']);
const BEGINS = /^(对了|还有|补充(一下|一点)?|忘了说)[，,：:\s]*|^(oh|also|and|by the way)[,\s]+/iu;
const SENSE = 3;

/**
 * What is said before the summary and is neither yes, no nor a correction belongs to the matter: 「对了，他晚上十点后才回来」. The
 * form with it, or undefined.
 */
export function withMore(form: Form | undefined, open: OpenForm, { incoming, say }: DeskTurn): OpenForm | undefined {
  const { text, understood, files } = incoming;
  const words = text.trim().replace(BEGINS, '');
  const told = form?.more && open.answers[form.more.key];
  if (!told || !form?.more || open.asking !== 'confirm' || files.length > 0 || words.length < SENSE) return undefined;
  const { reply, ordinal, band, intents, entities } = understood;
  if (reply !== undefined || ordinal !== undefined || (band === 'act' && COURTESY.has(intents[0]?.name ?? '')))
    return undefined;
  const other =
    isQuestion(words) || isCorrection(words) || WISHES.test(words) || NO_MORE.test(words) || told.told.includes(words);
  // A name is whoever the matter is about, unless the form has asked who speaks.
  const elsewhere = entities.some(
    ({ type }) => ELSEWHERE.has(type) || (type === 'person-name' && open.answers.contact),
  );
  if (other || elsewhere) return undefined;
  return { ...open, answers: { ...open.answers, [form.more.key]: form.more.add(told, words, say) }, misses: 0 };
}

const ELSEWHERE: ReadonlySet<string> = new Set(['dwelling', 'phone', 'time', 'ticket']);
