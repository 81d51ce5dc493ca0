import type { About, Question } from '../asking/form.ts';
import type { Answers } from '../desk-state.ts';
import type { Common } from '../desk-turn.ts';
import { inWords, kindNamed, type OwnerKind, saidOf } from './book.ts';

/** Who takes the home over: the owner, somebody for them, a company, a tenant …; with it goes the list of papers. */
export const kind: Question = {
  key: 'kind',
  kind: 'choice',
  read({ text, understood, asked, common, locale }) {
    const kinds = common.moveIn?.kinds ?? [];
    const byNumber =
      asked && understood.ordinal ? kinds.at(understood.ordinal > 0 ? understood.ordinal - 1 : -1) : undefined;
    const named = kinds.find(({ name }) => text.trim() === name.zh || text.trim() === name.en);
    // The later of two kinds is the more special: 「二手房，我是业主本人」 is a used home.
    const said = named ?? byNumber ?? saidOf(text, kinds).at(-1) ?? (asked ? plainOwner(text, kinds) : undefined);
    if (!said) return asked && understood.reply === 'unknown' ? { problem: 'move-in:again.kind' } : undefined;
    return { value: said.key, told: inWords(locale, said.name) };
  },
  choices: ({ common, locale }) => (common.moveIn?.kinds ?? []).map(({ name }) => inWords(locale, name)),
  heard: papersText,
};

/** 「就是我」「我自己来」 to "is it the owner?". A plain yes chooses none of several. */
const OWNER =
  /^(就?是)?我们?(自个儿|自己|本人|一个人)?(来|去|收|办)?(啊|呀|吧|呗)?[。.!！]?$|^(me|myself|i do|i will|just me|it'?s me|i am|i'?m coming)[.!]?$/iu;

function plainOwner(text: string, kinds: readonly OwnerKind[]) {
  return OWNER.test(text.trim()) ? kinds[0] : undefined;
}

/** The kind an open form has as its answer. */
export function answeredKind(answers: Answers, common: Pick<Common, 'moveIn'>): OwnerKind | undefined {
  return kindNamed(common, answers.kind?.value);
}

/** Everything to bring, all of it at once, and what has to be said besides. */
export function papersText({ answers, common, estate, say, locale }: About): string | undefined {
  const book = common.moveIn;
  const one = answeredKind(answers, common);
  if (!book || !one) return undefined;
  const words = (text: { zh: string; en: string }) => inWords(locale, text);
  const papers = one.bring.flatMap((key) => book.papers.find((paper) => paper.key === key) ?? []);
  const local = estate.moveIn.papers.filter((paper) => paper.kind === one.key).map(({ name }) => words(name));
  const listed = papers.map(({ name }, at) => say('move-in:paper', { at: at + 1, name: words(name) }));
  const remarks = one.says.flatMap((key) => book.remarks.find((remark) => remark.key === key) ?? []);
  const lead = say(`move-in:papers.${one.track}`, { who: words(one.name) });
  return [lead, ...listed, ...local, ...remarks.map(words)].join('\n');
}
