import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { search } from '#understanding/knowledge/find-answers.ts';
import {
  type Asked,
  fitQuestions,
  prepared,
  type QuestionModel,
  type Wording,
} from '#understanding/knowledge/fit-questions.ts';
import { argmax, softmax } from '#understanding/local/calibrate.ts';
import { featuresOf } from '#understanding/local/features.ts';
import { nearest } from '#understanding/local/neighbours.ts';
import { type Signs, signsOf } from '#understanding/local/reject.ts';
import { marginsOf } from '#understanding/local/svm.ts';
import { DATA } from '../desk.ts';

/** The shipped entries, as far as finding them goes. */
export const entries = (JSON.parse(readFileSync(join(DATA, 'knowledge.json'), 'utf8')) as { entries: Asked[] }).entries;

/** A question nobody looked at while writing the entries, and the entry it asks for; `-` for none. */
export const unseen = readFileSync(join(import.meta.dirname, 'unseen.tsv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const [id = '', text = ''] = line.split('\t');
    return { id, text };
  });

/** The shipped example sentences of some intents, in both languages. */
export function utterances(...intents: string[]): string[] {
  return globSync(join(DATA, 'utterances/*/*.txt'))
    .filter((file) => intents.includes(basename(file, '.txt')))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** A wording as a finder sees it that was not taught it. */
export interface Held {
  wording: Wording;
  margins: Float64Array;
  /** The place of its entry among the model's, and how many entries seem likelier. */
  label: number;
  rank: number;
  nearest: number;
  unknown: number;
}

/** Compares a text with every entry, margins and all. */
export function look(model: QuestionModel, wording: Wording): Held {
  const vector = featuresOf(prepared(wording.text), model.vocabulary);
  const margins = marginsOf(model.machine, vector);
  const label = model.ids.indexOf(wording.id);
  const own = margins[label] ?? Number.NEGATIVE_INFINITY;
  const rank = margins.filter((margin) => margin > own).length;
  return { wording, margins, label, rank, nearest: nearest(model.neighbours, vector), unknown: vector.unknown };
}

/** The signs of a held-out wording at a sharpness, and whether its best entry is the right one. */
export function judged(
  { margins, nearest: near, unknown, rank }: Held,
  sharpness: number,
): { signs: Signs; right: boolean } {
  const probabilities = softmax(margins, sharpness);
  const probability = probabilities[argmax(probabilities)] ?? 0;
  return { signs: signsOf({ margins, probability, nearest: near, unknown }), right: rank === 0 };
}

/** Every variant (the entry's own question is always taught), found by a model that was fitted without its fold. */
export async function heldOut(folds: number): Promise<Held[]> {
  const taught = entries.flatMap(({ id, question }) => [question.zh, question.en].map((text) => ({ id, text })));
  const variants = entries.flatMap(({ id, variants: { zh, en } }) => [...zh, ...en].map((text) => ({ id, text })));
  const all: Held[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const model = fitQuestions([...taught, ...variants.filter((_, at) => at % folds !== fold)]);
    all.push(...variants.filter((_, at) => at % folds === fold).map((wording) => look(model, wording)));
  }
  return all;
}

/** Shares of held-out wordings whose entry is the best, and among the best three. */
export function accuracy(held: readonly Held[]): { first: number; three: number } {
  const share = (most: number) => held.filter(({ rank }) => rank < most).length / held.length;
  return { first: share(1), three: share(3) };
}

/** Chinese, or at least some. */
export function isChinese({ wording }: Pick<Held, 'wording'>): boolean {
  return /\p{Script=Han}/u.test(wording.text);
}

/** What a finished model says of a text that belongs to no entry. */
export function signsFor(model: QuestionModel, text: string): Signs {
  return search(model, text).signs;
}
