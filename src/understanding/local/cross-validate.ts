import { argmax, type HeldOut, softmax } from './calibrate.ts';
import type { Sparse } from './features.ts';
import { type Neighbours, nearestOfOtherFolds } from './neighbours.ts';
import { type Signs, signsOf } from './reject.ts';
import { type Alphas, fitClasses, marginOf, type Problem, type SvmOptions } from './svm.ts';

/** A document as the machine of the other folds sees it. */
export interface Held extends HeldOut {
  /** Which document it is. */
  at: number;
  nearest: number;
}

/** How the folds are fitted; `warm` are the shares found on all documents. Folds are tried until `enough` documents were held out. */
export interface Folding {
  svm: SvmOptions;
  folds: number;
  enough: number;
  warm: Alphas;
}

/** The documents and their index. */
export interface Documents {
  documents: readonly Sparse[];
  neighbours: Neighbours;
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

/** Predicts documents by a machine that has not seen them; in the order of the documents. */
export function crossValidate(
  problem: Problem,
  { documents, neighbours }: Documents,
  { svm, folds, enough, warm }: Folding,
): Held[] {
  const { corpus, labels, classes } = problem;
  const fold = foldsOf(labels, folds);
  const margins: (Float64Array | undefined)[] = documents.map(() => undefined);
  let held = 0;
  const all = Int32Array.from(labels, (_, i) => i);
  for (let n = 0; n < folds && held < enough; n++) {
    const outside = all.filter((i) => fold[i] === n);
    held += outside.length;
    for (const i of outside) margins[i] = new Float64Array(classes);
    fitClasses(problem, svm, { inside: all.filter((i) => fold[i] !== n), warm }, (k, w) => {
      for (const i of outside) (margins[i] as Float64Array)[k] = marginOf(w, corpus, i);
    });
  }
  return margins.flatMap((one, at) => {
    if (!one) return [];
    const nearest = nearestOfOtherFolds(neighbours, documents[at] as Sparse, fold, fold[at] as number);
    return [{ at, margins: one, label: labels[at] as number, nearest }];
  });
}

/** A held-out document judged: the guess, its signs, and whether it is right. */
export interface Judged {
  /** Which document it is. */
  at: number;
  guess: number;
  signs: Signs;
  right: boolean;
  probability: number;
}

/** In cross-validation a text has no unknown features; how many are its own is what it would have lacked. */
export function judge(
  held: readonly Held[],
  sharpness: number,
  documents: readonly Sparse[],
  features: number,
): Judged[] {
  const users = new Int32Array(features);
  for (const { index } of documents) for (const feature of index) users[feature] = (users[feature] ?? 0) + 1;
  return held.map(({ at, margins, label, nearest }) => {
    const guess = argmax(margins);
    const probability = softmax(margins, sharpness)[guess] ?? 0;
    const index = documents[at]?.index ?? new Int32Array();
    let own = 0;
    for (const feature of index) if (users[feature] === 1) own++;
    const signs = signsOf({ margins, probability, nearest, unknown: own / Math.max(index.length, 1) });
    return { at, guess, signs, right: guess === label, probability };
  });
}
