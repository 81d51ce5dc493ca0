import { softmax } from './calibrate.ts';
import { featuresOf, type Vocabulary } from './features.ts';
import { type Neighbours, nearest } from './neighbours.ts';
import { believe, type Rejector, signsOf } from './reject.ts';
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

/** Scores a text: labels with calibrated probabilities, best first, and the belief in the best. */
export function predict(model: Model, text: string): Prediction {
  const vector = featuresOf(text, model.vocabulary);
  const margins = marginsOf(model.machine, vector);
  const probabilities = softmax(margins, model.sharpness);
  const scores = model.labels.map((label, i) => ({ label, score: probabilities[i] ?? 0 }));
  scores.sort((a, b) => b.score - a.score);
  const signs = signsOf(margins, scores[0]?.score ?? 0, nearest(model.neighbours, vector), vector.unknown);
  return { scores, confidence: believe(model.rejector, signs) };
}
