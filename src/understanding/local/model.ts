import { calibrationError, fitSharpness, type HeldOut, softmax } from './calibrate.ts';
import { buildVocabulary, featuresOf, type Sparse, type Vocabulary, vectorOf } from './features.ts';
import { indexDocuments, type Neighbours, nearest } from './neighbours.ts';
import { believe, fitRejector, type Rejector, type Signs, signsOf, thresholdFor } from './reject.ts';
import { fitMachine, type Machine, marginsOf, SVM, type SvmOptions } from './svm.ts';
import { CHANNELS, type Channels, tokensOf } from './tokens.ts';

/** A sentence and what it means. */
export interface Example {
  text: string;
  label: string;
}

/** Everything a prediction needs; plain data, so that it can be sent between threads. */
export interface Model {
  labels: readonly string[];
  vocabulary: Vocabulary;
  machine: Machine;
  sharpness: number;
  neighbours: Neighbours;
  rejector: Rejector;
  /** Confidence from which on to act, and from which on to ask. */
  act: number;
  ask: number;
}

/** A prediction for one text; `confidence` is the rejector's belief that the best label is right. */
export interface Prediction {
  scores: { label: string; score: number }[];
  confidence: number;
}

/** One held-out sentence of the cross-validation. */
export interface HeldOutPrediction extends Example {
  guess: string;
  confidence: number;
  probability: number;
}

/** The model with what cross-validation said about it. */
export interface Fit {
  model: Model;
  held: HeldOutPrediction[];
  accuracy: number;
  calibrationError: number;
  milliseconds: number;
}

/** Settings of a fit. `folds` of 0 leaves out cross-validation; then `act` and `ask` are guesses. */
export interface FitOptions {
  svm?: SvmOptions;
  channels?: Channels;
  folds?: number;
  precision?: number;
}

interface Corpus {
  documents: Sparse[];
  classes: Int32Array;
  labels: string[];
  features: number;
}

const argmax = (values: Float64Array): number => values.reduce((best, value, i) => (value > (values[best] ?? 0) ? i : best), 0);

/** Every n-th example of a label goes to fold n, so that folds have the same mixture. */
function foldsOf(classes: Int32Array, folds: number): Int32Array {
  const next = new Map<number, number>();
  return classes.map((label) => {
    const at = next.get(label) ?? 0;
    next.set(label, at + 1);
    return at % folds;
  });
}

interface Held extends HeldOut {
  at: number;
  nearest: number;
}

function crossValidate(corpus: Corpus, options: Required<Pick<FitOptions, 'svm' | 'folds'>>): Held[] {
  const fold = foldsOf(corpus.classes, options.folds);
  const size = { classes: corpus.labels.length, features: corpus.features };
  return Array.from({ length: options.folds }, (_, n) => {
    const inside = corpus.documents.map((_, i) => i).filter((i) => fold[i] !== n);
    const documents = inside.map((i) => corpus.documents[i] as Sparse);
    const machine = fitMachine(documents, Int32Array.from(inside, (i) => corpus.classes[i] as number), size, options.svm);
    const neighbours = indexDocuments(documents, corpus.features);
    return corpus.documents.flatMap((document, at) =>
      fold[at] === n ? [{ at, margins: marginsOf(machine, document), label: corpus.classes[at] as number, nearest: nearest(neighbours, document) }] : [],
    );
  }).flat();
}

/** Fits vocabulary, machine, temperature and rejector. The same examples always give the same model. */
export function fit(examples: readonly Example[], options: FitOptions = {}): Fit {
  const started = performance.now();
  const channels = options.channels ?? CHANNELS;
  const svm = options.svm ?? SVM;
  const tokens = examples.map((one) => tokensOf(one.text, channels));
  const vocabulary = buildVocabulary(tokens, channels);
  const labels = [...new Set(examples.map((one) => one.label))].sort();
  const numbers = new Map(labels.map((label, i) => [label, i]));
  const corpus: Corpus = {
    documents: tokens.map((one) => vectorOf(one, vocabulary)),
    classes: Int32Array.from(examples, (one) => numbers.get(one.label) ?? 0),
    labels,
    features: vocabulary.scale.length,
  };
  const held = options.folds === 0 ? [] : crossValidate(corpus, { svm, folds: options.folds ?? 4 });
  const machine = fitMachine(corpus.documents, corpus.classes, { classes: labels.length, features: corpus.features }, svm);
  const sharpness = fitSharpness(held);
  const judged = judge(held, sharpness, corpus);
  const rejector = fitRejector(judged);
  const said = judged.map((one) => ({ confidence: believe(rejector, one.signs), right: one.right }));
  const model: Model = {
    labels,
    vocabulary,
    machine,
    sharpness,
    neighbours: indexDocuments(corpus.documents, corpus.features),
    rejector,
    act: said.length > 0 ? thresholdFor(said, options.precision ?? 0.96) : 0.6,
    ask: 0.35,
  };
  const predictions = judged.map((one, i) => ({
    ...(examples[one.at] as Example),
    guess: labels[one.guess] ?? '',
    confidence: said[i]?.confidence ?? 0,
    probability: one.probability,
  }));
  return {
    model,
    held: predictions,
    accuracy: judged.filter((one) => one.right).length / Math.max(judged.length, 1),
    calibrationError: calibrationError(judged),
    milliseconds: performance.now() - started,
  };
}

interface Judged {
  at: number;
  guess: number;
  signs: Signs;
  right: boolean;
  probability: number;
}

/** In cross-validation a text has no unknown features; how many are its own is what it would have lacked. */
function judge(held: readonly Held[], sharpness: number, { documents, features }: Corpus): Judged[] {
  const users = new Int32Array(features);
  for (const { index } of documents) for (const feature of index) users[feature] = (users[feature] ?? 0) + 1;
  return held.map(({ at, margins, label, nearest }) => {
    const guess = argmax(margins);
    const probability = softmax(margins, sharpness)[guess] ?? 0;
    const index = documents[at]?.index ?? new Int32Array();
    const unknown = index.reduce((sum, feature) => sum + (users[feature] === 1 ? 1 : 0), 0) / Math.max(index.length, 1);
    return { at, guess, signs: signsOf(margins, probability, nearest, unknown), right: guess === label, probability };
  });
}

/** Scores a text: labels with calibrated probabilities, best first, and the belief in the best. */
export function predict(model: Model, text: string): Prediction {
  const vector = featuresOf(text, model.vocabulary);
  const margins = marginsOf(model.machine, vector);
  const probabilities = softmax(margins, model.sharpness);
  const scores = model.labels.map((label, i) => ({ label, score: probabilities[i] ?? 0 })).sort((a, b) => b.score - a.score);
  const signs = signsOf(margins, scores[0]?.score ?? 0, nearest(model.neighbours, vector), vector.unknown);
  return { scores, confidence: believe(model.rejector, signs) };
}
