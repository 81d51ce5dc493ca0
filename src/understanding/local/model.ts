import { argmax, softmax } from './calibrate.ts';
import { featuresOf, type Vocabulary } from './features.ts';
import { type Neighbours, nearest } from './neighbours.ts';
import { believe, type Rejector, type Signs, signsOf } from './reject.ts';
import { type Machine, marginsOf } from './svm.ts';

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

/** What the machine says of a text before it is decided whether to believe it. */
export interface Inspection {
  probabilities: Float64Array;
  signs: Signs;
}

/** Probabilities in the order of the labels, and the signs the rejector goes by. */
export function inspect({ vocabulary, machine, sharpness, neighbours }: Model, text: string): Inspection {
  const vector = featuresOf(text, vocabulary);
  const margins = marginsOf(machine, vector);
  const probabilities = softmax(margins, sharpness);
  const guess = argmax(probabilities);
  const evidence = { margins, probability: probabilities[guess] ?? 0, unknown: vector.unknown };
  const signs = signsOf({ ...evidence, nearest: nearest(neighbours, vector) });
  return { probabilities, signs };
}

/** Scores a text: labels with calibrated probabilities, best first, and the belief in the best. */
export function predict(model: Model, text: string): Prediction {
  const { probabilities, signs } = inspect(model, text);
  const scores = model.labels.map((label, i) => ({ label, score: probabilities[i] ?? 0 }));
  scores.sort((a, b) => b.score - a.score);
  return { scores, confidence: believe(model.rejector, signs) };
}
