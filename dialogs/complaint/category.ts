import { saidOf } from '#handbook/wording.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import type { Question, Reading } from '../asking/form.ts';
import type { Answer, Answers } from '../desk-state.ts';
import type { Common } from '../desk-turn.ts';

/** What a category may ask besides the matter itself and whom to call back. */
export type Asked = Common['complaint']['categories'][number]['asks'][number];

/** The kind of a complaint: its code, none for 其他, and what is asked for it. */
export interface Kind {
  code: string | null;
  asks: readonly Asked[];
  /** True when it is no complaint at all but words to pass on. */
  message?: boolean;
}

const OTHER: Kind = { code: null, asks: ['where', 'wish'] };

/** What it is about. Asked, as a short list, only when the words leave it open. */
export const category: Question = {
  key: 'category',
  kind: 'choice',
  optional: true,
  read(reading) {
    const { text, asked, common, locale } = reading;
    const chosen = asked ? chosenOf(reading) : undefined;
    if (chosen) return chosen;
    if (!asked && isQuestion(text) && text.length < 12) return undefined;
    return guessed(text, common, locale);
  },
  says: ({ answers, common, say, locale }) => {
    const labels = offered(answers, common, locale, say('complaint:other'));
    const list = labels.map((label, at) => `${at + 1} ${label}`).join(say('complaint:listed'));
    return say('complaint:ask.category', { list });
  },
  choices: ({ answers, common, say, locale }) => offered(answers, common, locale, say('complaint:other')),
};

/** What a text is clearly about, or undefined. */
export function guessed(text: string, common: Common, locale: string): Answer | undefined {
  const [best, second] = likeliest(text, common);
  return best && !isTie(best, second) ? answerOf(best.category, locale) : undefined;
}

interface Likely {
  category: Category;
  weight: number;
}

function isTie(best: Likely, second: Likely | undefined): boolean {
  return second?.weight === best.weight && second.category.decides === best.category.decides;
}

type Category = Common['complaint']['categories'][number];

/** Categories whose words a text says, the likeliest first: those that decide, then those whose words weigh more. */
export function likeliest(text: string, { complaint }: Common): Likely[] {
  return complaint.categories
    .map((one) => ({ category: one, weight: saidOf(text, one.words).reduce((sum, said) => sum + weightOf(said), 0) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => Number(b.category.decides) - Number(a.category.decides) || b.weight - a.weight);
}

/** What a complaint about this asks; nothing before its kind is known. */
export function asks(answers: Answers, asked: Asked): boolean {
  return kindOf(answers).asks.includes(asked);
}

/** The kind told or guessed; 其他 when it was left out. */
export function kindOf({ category }: Answers): Kind {
  return (category?.value as Kind | null | undefined) ?? OTHER;
}

/** A Chinese character weighs one; a Latin letter a third of that. */
function weightOf(said: string): number {
  const han = said.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han + (said.match(/[a-z]/giu)?.length ?? 0) / 3;
}

function chosenOf({ text, understood, answers, common, locale, say }: Reading) {
  const labels = offered(answers, common, locale, say('complaint:other'));
  const { ordinal } = understood;
  const label = labels.find((one) => one === text.trim()) ?? labels[(ordinal ?? 0) - 1];
  if (label === undefined) return undefined;
  const found = common.complaint.categories.find((one) => one[language(locale)] === label);
  return found ? answerOf(found, locale) : { value: OTHER, told: label };
}

function answerOf(one: Category, locale: string) {
  return { value: { code: one.code, asks: one.asks } satisfies Kind, told: one[language(locale)] };
}

/** Those that are equally likely, else the handbook's short list; 其他 is always the last. */
function offered({ what }: Answers, common: Common, locale: string, other: string): string[] {
  const { categories, shortlist } = common.complaint;
  const likely = likeliest((what?.value as { words?: string } | undefined)?.words ?? '', common);
  const codes = likely.length > 1 ? likely.slice(0, 3).map((one) => one.category.code) : shortlist;
  const labels = codes.flatMap((code) => categories.find((one) => one.code === code)?.[language(locale)] ?? []);
  return [...labels, other];
}

function language(locale: string): 'zh' | 'en' {
  return locale === 'en' ? 'en' : 'zh';
}
