import type { Question } from '../asking/form.ts';
import type { Answer, Answers } from '../desk-state.ts';
import type { Say } from '../speech.ts';
import { type Kind, kindOf, likeliest } from './category.ts';
import { saysSomething, toRestate } from './own-words.ts';

/** What the complaint is about, in the resident's own words, without who they are. */
export interface What {
  words: string;
  /** R01–R20 when something broken was named. */
  faultClass?: string;
  /** True when the desk had to ask for it. */
  asked: boolean;
}

/** What happened. The resident is let finish: whatever comes later is added. */
export const what: Question = {
  key: 'what',
  kind: 'text',
  read({ text, understood, asked, earlier, common }) {
    if (earlier && !asked) return undefined;
    if (understood.reply !== undefined || !saysSomething(text, common))
      return asked ? { problem: 'complaint:again.what' } : undefined;
    const words = toRestate(understood, common);
    const value: What = { words, asked, ...(understood.faultClass ? { faultClass: understood.faultClass } : {}) };
    return { value, told: words };
  },
  says: ({ answers, say }) => (answers.category ? say('complaint:ask.message') : undefined),
  heard({ answers, common, say }) {
    const told = whatOf(answers);
    if (!told?.asked || kindOf(answers).message) return undefined;
    return empathy(likeliest(told.words, common)[0]?.category.code, say);
  },
};

/** The matter as told so far. */
export function whatOf({ what }: Answers): What | undefined {
  return what?.value as What | undefined;
}

/** The matter with more of it. */
export function addedTo(answer: Answer, more: string, say: Say): Answer {
  const value = answer.value as What;
  const words = [value.words, more].join(say('asking:semicolon'));
  return { value: { ...value, words }, told: words };
}

const SERVED_BADLY: ReadonlySet<Kind['code']> = new Set(['C01', 'C02', 'C19', 'C20']);

/** One sentence of empathy; it admits nothing. */
export function empathy(code: Kind['code'] | undefined, say: Say): string {
  if (code === 'C08') return say('complaint:empathy.noise');
  return say(code && SERVED_BADLY.has(code) ? 'complaint:empathy.served' : 'complaint:empathy.other');
}
