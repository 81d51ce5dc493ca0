import { calibrationError, fitSharpness, thinned } from './calibrate.ts';
import { crossValidate, type Judged, judge } from './cross-validate.ts';
import { buildVocabulary, vectorOf } from './features.ts';
import { inspect, type Model } from './model.ts';
import { indexDocuments } from './neighbours.ts';
import { believe, fitRejector, NAIVE, thresholdFor } from './reject.ts';
import { fitMachine, layOut, type Problem, SVM, type SvmOptions } from './svm.ts';
import { CHANNELS, type Channels, tokensOf } from './tokens.ts';

/** A sentence and what it means. */
export interface Example {
  text: string;
  label: string;
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

/**
 * Settings of a fit; `precision` is what the sentences acted upon must reach in cross-validation. `outside` are texts that belong to no label:
 * they teach the rejector what to turn down.
 */
export interface FitOptions {
  outside?: readonly string[];
  svm?: SvmOptions;
  channels?: Channels;
  folds?: number;
  /** Sentences held out that are enough to set temperature, rejector and threshold by. Default 1500. */
  enough?: number;
  precision?: number;
}

const ASK = 0.35;
const ENOUGH = 1500;
/** How many messages that belong nowhere the rejector expects beside each that does, when it has been shown some. */
const OUTSIDE = 0.3;

function held(judged: readonly Judged[], model: Model, examples: readonly Example[]): HeldOutPrediction[] {
  return judged.map((one) => ({
    ...(examples[one.at] as Example),
    guess: model.labels[one.guess] ?? '',
    confidence: believe(model.rejector, one.signs),
    probability: one.probability,
  }));
}

/** Fits vocabulary, machine, temperature and rejector. The same examples always give the same model. */
export function fitModel(examples: readonly Example[], options: FitOptions = {}): Fit {
  const started = performance.now();
  const { svm = SVM, channels = CHANNELS, folds = 3, precision = 0.96, outside = [], enough = ENOUGH } = options;
  const tokens = examples.map((one) => tokensOf(one.text, channels));
  const vocabulary = buildVocabulary(tokens, channels);
  const labels = [...new Set(examples.map((one) => one.label))].sort();
  const documents = tokens.map((one) => vectorOf(one, vocabulary));
  const features = vocabulary.scale.length;
  const problem: Problem = {
    corpus: layOut(documents),
    labels: Int32Array.from(examples, (one) => labels.indexOf(one.label)),
    classes: labels.length,
    features,
  };
  const { machine, alphas } = fitMachine(problem, svm);
  const neighbours = indexDocuments(documents, features);
  const seen = crossValidate(problem, { documents, neighbours }, { svm, folds, enough, warm: alphas });
  const sharpness = fitSharpness(seen);
  const judged = judge(seen, sharpness, documents, features);
  const undecided: Model = { labels, vocabulary, machine, sharpness, neighbours, rejector: NAIVE, act: 1, ask: ASK };
  const trials = thinned(judged, 1200);
  const weight = (OUTSIDE * trials.length) / Math.max(outside.length, 1);
  const turned = outside.map((text) => ({ signs: inspect(undecided, text).signs, right: false, weight }));
  const rejector = fitRejector([...trials, ...turned]);
  const model: Model = { ...undecided, rejector };
  const predictions = held(judged, model, examples);
  const said = predictions.map((one) => ({ confidence: one.confidence, right: one.guess === one.label }));
  return {
    model: { ...model, act: thresholdFor(said, precision) },
    held: predictions,
    accuracy: said.filter((one) => one.right).length / Math.max(said.length, 1),
    calibrationError: calibrationError(judged),
    milliseconds: performance.now() - started,
  };
}
