import { type HeldOut, softmax } from './calibrate.ts';
import { indexDocuments, nearest } from './neighbours.ts';
import { type Signs, signsOf } from './reject.ts';
import { type Alphas, fitMachine, marginsOf, type Problem, type SvmOptions } from './svm.ts';

/** A document as the machine of the other folds sees it. */
export interface Held extends HeldOut {
  at: number;
  nearest: number;
}

/** How the folds are fitted; `warm` are the shares found on all documents. */
export interface Folding {
  svm: SvmOptions;
  folds: number;
  warm: Alphas;
}

/** Every n-th example of a label goes to fold n, so that folds have the same mixture. */
function foldsOf(labels: Int32Array, folds: number): Int32Array {
  const next = new Map<number, number>();
  return labels.map((label) => {
    const at = next.get(label) ?? 0;
    next.set(label, at + 1);
    return at % folds;
  });
}

function without(problem: Problem, inside: readonly number[]): Problem {
  return {
    ...problem,
    documents: inside.flatMap((i) => problem.documents[i] ?? []),
    labels: Int32Array.from(inside, (i) => problem.labels[i] as number),
  };
}

/** Predicts every document by a machine that has not seen it. */
export function crossValidate(problem: Problem, { svm, folds, warm }: Folding): Held[] {
  const fold = foldsOf(problem.labels, folds);
  const numbers = Array.from(problem.documents, (_, i) => i);
  return Array.from({ length: folds }, (_, n) => {
    const inside = numbers.filter((i) => fold[i] !== n);
    const part = without(problem, inside);
    const alphas = warm.map((alpha) => Float64Array.from(inside, (i) => alpha[i] as number));
    const { machine } = fitMachine(part, svm, alphas);
    const neighbours = indexDocuments(part.documents, problem.features);
    return numbers.flatMap((at) => {
      const document = problem.documents[at];
      if (fold[at] !== n || !document) return [];
      const margins = marginsOf(machine, document);
      return [{ at, margins, label: problem.labels[at] as number, nearest: nearest(neighbours, document) }];
    });
  }).flat();
}

/** A held-out document judged: the guess, its signs, and whether it is right. */
export interface Judged {
  at: number;
  guess: number;
  signs: Signs;
  right: boolean;
  probability: number;
}

const argmax = (values: Float64Array): number =>
  values.reduce((best, value, i) => (value > (values[best] ?? 0) ? i : best), 0);

/** In cross-validation a text has no unknown features; how many are its own is what it would have lacked. */
export function judge(held: readonly Held[], sharpness: number, { documents, features }: Problem): Judged[] {
  const users = new Int32Array(features);
  for (const { index } of documents) for (const feature of index) users[feature] = (users[feature] ?? 0) + 1;
  return held.map(({ at, margins, label, nearest }) => {
    const guess = argmax(margins);
    const probability = softmax(margins, sharpness)[guess] ?? 0;
    const index = documents[at]?.index ?? new Int32Array();
    const own = index.reduce((sum, feature) => sum + (users[feature] === 1 ? 1 : 0), 0);
    const signs = signsOf(margins, probability, nearest, own / Math.max(index.length, 1));
    return { at, guess, signs, right: guess === label, probability };
  });
}
