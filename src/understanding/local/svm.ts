import type { Sparse } from './features.ts';

/**
 * A linear machine: `weights[feature * classes + class]` in steps of its class (two bytes each: half the memory, and no prediction
 * differs), and one bias a class.
 */
export interface Machine {
  classes: number;
  weights: Int16Array;
  step: Float32Array;
  bias: Float32Array;
}

/** Settings of the learner; `balance` weighs the few positives of a class by sqrt(negatives / positives). */
export interface SvmOptions {
  cost: number;
  balance: boolean;
  passes: number;
  tolerance: number;
}

/** The shipped settings. Half the usual cost and a tolerance of 1 instead of 0.1 take half the time and, measured by cross-validation, cost nothing. */
export const SVM: SvmOptions = { cost: 0.5, balance: true, passes: 40, tolerance: 1 };

/** Documents laid end to end, so that the inner loop walks plain arrays. */
export interface Corpus {
  start: Int32Array;
  index: Int32Array;
  value: Float32Array;
  square: Float64Array;
}

/** Lays documents out for {@link fitClasses}; done once, whatever part of them is fitted. */
export function layOut(documents: readonly Sparse[]): Corpus {
  const start = new Int32Array(documents.length + 1);
  for (const [i, one] of documents.entries()) start[i + 1] = (start[i] ?? 0) + one.index.length;
  const size = start[documents.length] ?? 0;
  const corpus = {
    start,
    index: new Int32Array(size),
    value: new Float32Array(size),
    square: new Float64Array(documents.length),
  };
  for (const [i, one] of documents.entries()) {
    corpus.index.set(one.index, start[i]);
    corpus.value.set(one.value, start[i]);
    // The bias is a feature of value 1 that every document has.
    corpus.square[i] = one.value.reduce((sum, v) => sum + v * v, 1);
  }
  return corpus;
}

/** A small generator of its own, so that the same examples always give the same machine. */
function shuffle(order: Int32Array, length: number, seed: { value: number }): void {
  for (let i = length - 1; i > 0; i--) {
    seed.value = (Math.imul(seed.value, 1664525) + 1013904223) >>> 0;
    const j = seed.value % (i + 1);
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
}

/** Where the descent of one class stands: the weights (the last is the bias), and the share `alpha` each document has in them. */
interface Descent {
  w: Float64Array;
  alpha: Float64Array;
  order: Int32Array;
  active: number;
  ceiling: number;
  seed: { value: number };
}

/** What the descent works on: the documents, their signs, which of them take part, and the diagonal of the dual problem for either sign. */
interface Task {
  corpus: Corpus;
  sign: Int8Array;
  inside: Int32Array;
  diagonal: { positive: number; negative: number };
}

/** Sets one document right: adds `step` times its features to the weights. */
function add(w: Float64Array, { start, index, value }: Corpus, i: number, step: number): void {
  const to = start[i + 1] as number;
  for (let j = start[i] as number; j < to; j++) {
    const feature = index[j] as number;
    w[feature] = (w[feature] as number) + step * (value[j] as number);
  }
  w[w.length - 1] = (w[w.length - 1] as number) + step;
}

/** One pass over the active documents; says how far the gradients still lie apart. */
function sweep({ corpus, sign, diagonal }: Task, at: Descent): number {
  const { start, index, value, square } = corpus;
  const { w, alpha, order } = at;
  const bias = w.length - 1;
  const ceiling = Math.max(at.ceiling, 0);
  let upper = Number.NEGATIVE_INFINITY;
  let lower = Number.POSITIVE_INFINITY;
  shuffle(order, at.active, at.seed);
  for (let n = 0; n < at.active; n++) {
    const i = order[n] as number;
    const y = sign[i] as number;
    const to = start[i + 1] as number;
    const d = y > 0 ? diagonal.positive : diagonal.negative;
    const a = alpha[i] as number;
    let dot = w[bias] as number;
    for (let j = start[i] as number; j < to; j++) dot += (w[index[j] as number] as number) * (value[j] as number);
    const gradient = y * dot - 1 + a * d;
    if (a === 0 && gradient > ceiling) {
      at.active--;
      order[n--] = order[at.active] as number;
      order[at.active] = i;
      continue;
    }
    const projected = a === 0 && gradient > 0 ? 0 : gradient;
    if (projected > upper) upper = projected;
    if (projected < lower) lower = projected;
    if (projected === 0) continue;
    const next = Math.max(a - gradient / ((square[i] as number) + d), 0);
    alpha[i] = next;
    add(w, corpus, i, (next - a) * y);
  }
  at.ceiling = upper <= 0 ? Number.POSITIVE_INFINITY : upper;
  return upper - lower;
}

/**
 * One class against the rest: L2-loss support vector machine by dual coordinate descent with shrinking
 * (Hsieh et al., "A dual coordinate descent method for large-scale linear SVM", ICML 2008, algorithm 3).
 */
function descend(task: Task, at: Descent, options: SvmOptions): void {
  const count = task.inside.length;
  for (let pass = 0; pass < options.passes; pass++) {
    if (sweep(task, at) > options.tolerance) continue;
    if (at.active === count) break;
    at.active = count;
    at.ceiling = Number.POSITIVE_INFINITY;
  }
}

/** Where the descent begins: at nothing, or at the shares found before, which changes the time it takes and not the answer. */
function beginning({ corpus, sign, inside }: Task, w: Float64Array, warm?: Float64Array): Descent {
  const alpha = new Float64Array(sign.length);
  w.fill(0);
  for (const i of warm ? inside : []) {
    const share = warm?.[i] as number;
    if (share === 0) continue;
    alpha[i] = share;
    add(w, corpus, i, share * (sign[i] as number));
  }
  const order = inside.slice();
  return { w, alpha, order, active: order.length, ceiling: Number.POSITIVE_INFINITY, seed: { value: 42 } };
}

/** The documents of a fit, the class number of each, and how many classes and features there are. */
export interface Problem {
  corpus: Corpus;
  labels: Int32Array;
  classes: number;
  features: number;
}

/** Shares of all documents in each class's weights. */
export type Alphas = readonly Float64Array[];

/** Which documents take part in a fit, and the shares to begin from. */
export interface Part {
  inside: Int32Array;
  warm?: Alphas;
}

/** Fits one machine a class and hands its weights (the last is the bias) to `take`, which must not keep them; gives back the shares. */
export function fitClasses(
  { corpus, labels, classes, features }: Problem,
  options: SvmOptions,
  { inside, warm }: Part,
  take: (label: number, weights: Float64Array) => void,
): Alphas {
  const w = new Float64Array(features + 1);
  return Array.from({ length: classes }, (_, k) => {
    const sign = Int8Array.from(labels, (label) => (label === k ? 1 : -1));
    const positives = inside.reduce((sum, i) => sum + (labels[i] === k ? 1 : 0), 0);
    const boost = options.balance && positives > 0 ? Math.sqrt((inside.length - positives) / positives) : 1;
    const diagonal = { positive: 0.5 / (options.cost * boost), negative: 0.5 / options.cost };
    const task = { corpus, sign, inside, diagonal };
    const at = beginning(task, w, warm?.[k]);
    descend(task, at, options);
    take(k, at.w);
    return at.alpha;
  });
}

/** Fits one machine a class on all documents. */
export function fitMachine(problem: Problem, options: SvmOptions): { machine: Machine; alphas: Alphas } {
  const { labels, classes, features } = problem;
  const machine: Machine = {
    classes,
    weights: new Int16Array(features * classes),
    step: new Float32Array(classes),
    bias: new Float32Array(classes),
  };
  const inside = Int32Array.from(labels, (_, i) => i);
  const alphas = fitClasses(problem, options, { inside }, (k, w) => take(machine, k, w));
  return { machine, alphas };
}

const FINEST = 32_767;

function take({ classes, weights, step, bias }: Machine, k: number, w: Float64Array): void {
  const features = w.length - 1;
  let peak = 0;
  for (let f = 0; f < features; f++) peak = Math.max(peak, Math.abs(w[f] as number));
  const size = peak / FINEST || 1;
  for (let f = 0; f < features; f++) weights[f * classes + k] = Math.round((w[f] as number) / size);
  step[k] = size;
  bias[k] = w[features] as number;
}

/** The margin of a document of the corpus to one class. */
export function marginOf(w: Float64Array, { start, index, value }: Corpus, i: number): number {
  const to = start[i + 1] as number;
  let dot = w[w.length - 1] as number;
  for (let j = start[i] as number; j < to; j++) dot += (w[index[j] as number] as number) * (value[j] as number);
  return dot;
}

/** The margin of a document to every class; positive means inside. */
export function marginsOf({ classes, weights, step, bias }: Machine, { index, value }: Sparse): Float64Array {
  const margins = new Float64Array(classes);
  for (let i = 0; i < index.length; i++) {
    const at = (index[i] as number) * classes;
    const v = value[i] as number;
    for (let k = 0; k < classes; k++) margins[k] = (margins[k] as number) + v * (weights[at + k] as number);
  }
  for (let k = 0; k < classes; k++) margins[k] = (margins[k] as number) * (step[k] as number) + (bias[k] as number);
  return margins;
}
