import type { RepairLevel, RepairQuestion } from '#handbook/schemas/repair.ts';
import type { About, Question, Read, Reading } from '../asking/form.ts';
import type { Answers } from '../desk-state.ts';
import { answerIn, type CategoryAnswer } from './answer-words.ts';
import { capital } from './capital.ts';
import { categoryOf, type Slot } from './category.ts';
import { isOtherTalk } from './other-talk.ts';
import { ringLines } from './ring-lines.ts';
import { whatOf } from './what.ts';

/** An answer to one of the category's questions; `question` says which, so that it is dropped when the category changes. */
export interface FirstAnswer {
  question: string;
  /** Key of the answer in the handbook; absent when it was said otherwise or nobody knows. */
  answer?: string;
  level?: RepairLevel;
  extent?: CategoryAnswer['extent'];
}

/** The answer in a slot. */
export function firstAnswer(answers: Answers, slot: Slot): FirstAnswer | undefined {
  return (answers[slot]?.value as FirstAnswer | null | undefined) ?? undefined;
}

/** What the category asks in a slot: its words, its answers and what they mean all come from repair.json. */
export function askFirst(slot: Slot): Question {
  return {
    key: slot,
    kind: 'choice',
    needed: (answers) => whatOf(answers)?.asks[slot] !== undefined,
    says: (about) => inLocale(about, openIn(about, slot)?.question),
    choices: (about) => choicesOf(about, openIn(about, slot)?.question),
    read: (reading) => readFirst(reading, slot),
    heard: (about) => adviceOn(about, slot),
    danger: (reading) => {
      const found = openIn(reading, slot);
      const meant = found && answerIn({ ...reading, asked: true }, found.question);
      return meant?.danger ? { kind: meant.danger, words: inLocale(reading, meant) ?? '' } : undefined;
    },
    offers: (about) => openIn(about, slot)?.question.offers ?? false,
  };
}

/** Answers to questions that the category does not ask any more are dropped. */
export function withoutStale(about: Pick<About, 'answers' | 'common'>): Answers {
  const stale = (['extent', 'first'] as const).filter((slot) => {
    const answer = firstAnswer(about.answers, slot);
    return answer && answer.question !== openIn(about, slot)?.name;
  });
  return Object.fromEntries(Object.entries(about.answers).filter(([key]) => !(stale as string[]).includes(key)));
}

/** The question of a slot, by a name that changes with the category. */
function openIn({ answers, common }: Pick<About, 'answers' | 'common'>, slot: Slot) {
  const fault = whatOf(answers);
  const at = fault?.asks[slot];
  const category = categoryOf(common.repair, fault?.category);
  const question = at === undefined ? undefined : category?.questions[at];
  return question && { question, name: `${category?.code}:${at}` };
}

function inLocale({ locale }: Pick<About, 'locale'>, words: { zh: string; en: string } | undefined) {
  return words && (locale === 'en' ? words.en : words.zh);
}

function choicesOf(about: About, question: RepairQuestion | undefined): string[] {
  const answers = question?.answers.map((one) => capital(about, inLocale(about, one.label ?? one) ?? '')) ?? [];
  return question?.person ? [...answers, about.say('handoff:title')] : answers;
}

function readFirst(reading: Reading, slot: Slot): Read {
  const { text, understood, asked, say } = reading;
  const open = openIn(reading, slot);
  if (!open) return undefined;
  const meant = answerIn(reading, open.question);
  const question = open.name;
  if (meant) {
    const { key: answer, level, extent, quiet } = meant;
    const value: FirstAnswer = { question, answer, ...(level && { level }), ...(extent && { extent }) };
    const words = inLocale(reading, meant) ?? '';
    const said = text.trim();
    const adds = asked && said.length > words.length + 2 && !said.includes(words);
    const more = adds ? say('repair:toldMore', { words, more: said }) : words;
    return { value, told: quiet || isTold(reading, meant, open.question) ? '' : more };
  }
  if (!asked) return undefined;
  if (understood.reply === 'unknown' || understood.reply === 'skip')
    return { value: { question } satisfies FirstAnswer, told: say('repair:notSure') };
  const isElse = understood.reply !== undefined || isOtherTalk(reading) || isTime(reading) || isReport(reading);
  const words = text.trim().slice(0, LONGEST);
  return isElse || words.length < 2 ? undefined : { value: { question } satisfies FirstAnswer, told: words };
}

const LONGEST = 200;

/** What the report itself says stands in its words already. */
function isTold(reading: Reading, meant: CategoryAnswer, question: RepairQuestion): boolean {
  const text = whatOf(reading.answers)?.words ?? '';
  const understood = { ...reading.understood, entities: [] };
  return !reading.asked && answerIn({ text, understood, asked: false }, question)?.key === meant.key;
}

/** The report once more. */
function isReport({ text, answers }: Reading): boolean {
  const words = whatOf(answers)?.words ?? '';
  return text.includes(words) || words.includes(text.trim());
}

/** Words that are all about when answer another question. */
function isTime({ text, understood }: Reading): boolean {
  return understood.entities.some(({ type, start, end }) => type === 'time' && (end - start) * 2 > text.trim().length);
}

/** What to do at once, with the numbers to ring. */
function adviceOn(about: About, slot: Slot): string | undefined {
  const key = firstAnswer(about.answers, slot)?.answer;
  const meant = openIn(about, slot)?.question.answers.find((one) => one.key === key);
  const advice = inLocale(about, meant?.advice);
  return advice && [advice, ...ringLines(about, meant?.phones ?? [])].join('\n');
}
