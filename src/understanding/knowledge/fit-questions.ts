import { setImmediate as breathe } from 'node:timers/promises';
import { conceptsIn } from '../local/concepts.ts';
import { buildVocabulary, type Vocabulary, vectorOf } from '../local/features.ts';
import { indexDocuments, type Neighbours } from '../local/neighbours.ts';
import { fitClasses, layOut, type Machine, type Problem, SVM } from '../local/svm.ts';
import { CHANNELS, tokensOf } from '../local/tokens.ts';

/** An entry of the office's knowledge as far as finding it goes: its question in both languages, and other wordings. */
export interface Asked {
  readonly id: string;
  readonly question: { readonly zh: string; readonly en: string };
  readonly variants: { readonly zh: readonly string[]; readonly en: readonly string[] };
}

/** One way of asking for an entry. */
export interface Wording {
  readonly id: string;
  readonly text: string;
}

/** What finds the entry that a message asks for; made of all wordings in both languages. */
export interface QuestionModel {
  readonly ids: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly machine: Machine;
  readonly neighbours: Neighbours;
}

/** Every way of asking, entry by entry. */
export function wordingsOf(entries: readonly Asked[]): Wording[] {
  return entries.flatMap(({ id, question, variants }) =>
    [question.zh, question.en, ...variants.zh, ...variants.en].map((text) => ({ id, text })),
  );
}

/** Said before any question alike. */
const LEAD_IN =
  /(您好|你好|请教|请问|打扰|麻烦|谢谢|我?想?(问|咨询|了解)(一)?下|(?<![a-z])(hello|hi there|hi|hey|excuse me|please|thank you|thanks|(can|could) you tell me|i('d| would) like to (know|ask)|i want(ed)? to (know|ask))(?![a-z]))[，,。.!！:：\s]*/giu;

/** A text as the finder reads it: its words without the courtesies, and marks for what they are about. */
export function prepared(text: string): string {
  const bare = text.replace(LEAD_IN, '');
  return `${bare.trim() === '' ? text : bare} ${conceptsIn(text)}`;
}

/**
 * Fits one linear machine an entry against all others, about 4 ms each, and lets turns run in between: an office that edits
 * its knowledge must not make residents wait. The same wordings always give the same model.
 */
export async function fitQuestions(wordings: readonly Wording[]): Promise<QuestionModel> {
  const ids = [...new Set(wordings.map(({ id }) => id))];
  const tokens = await calmly(wordings, ({ text }) => tokensOf(prepared(text)));
  const vocabulary = buildVocabulary(tokens, CHANNELS);
  const documents = await calmly(tokens, (one) => vectorOf(one, vocabulary));
  const features = vocabulary.scale.length;
  const corpus = layOut(documents);
  const inside = Int32Array.from(wordings, (_, at) => at);
  const machine = {
    classes: ids.length,
    weights: new Float32Array(features * ids.length),
    bias: new Float32Array(ids.length),
  };
  for (const [own, id] of ids.entries()) {
    const labels = Int32Array.from(wordings, (one) => (one.id === id ? 0 : 1));
    const problem: Problem = { corpus, labels, classes: 1, features };
    fitClasses(problem, SVM, { inside }, (_, weights) => take(machine, own, weights));
    await breathe();
  }
  return { ids, vocabulary, machine, neighbours: indexDocuments(documents, features) };
}

function take({ classes, weights, bias }: Machine, own: number, fitted: Float64Array): void {
  const features = fitted.length - 1;
  for (let feature = 0; feature < features; feature++) weights[feature * classes + own] = fitted[feature] as number;
  bias[own] = fitted[features] as number;
}

/** So many texts are done without a pause: a few milliseconds. */
const AT_ONCE = 100;

/** Does one thing with everything in a list, and lets turns run now and then. */
async function calmly<T, R>(list: readonly T[], work: (one: T) => R): Promise<R[]> {
  const done: R[] = [];
  for (const [at, one] of list.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await breathe();
    done.push(work(one));
  }
  return done;
}
