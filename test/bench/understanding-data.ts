import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readPairs } from '#understanding/evaluate/run-pairs.ts';
import type { Example } from '#understanding/local/fit.ts';
import { type Model, predict } from '#understanding/local/model.ts';
import type { Figure } from './figures.ts';

/** Reads one file of the public data, `intent<TAB>text`. */
export const readSet = (dir: string, name: string): Example[] => readPairs(join(dir, name));

/** Whether a folder holds the public data. */
export const isPublicData = (dir: string): boolean => existsSync(join(dir, 'banking77/train.tsv'));

/** A share for the table: 0.9159 → "91.6 %". */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** A sentence read: what it is, what it was taken for, and how sure the model was. */
export interface ReadSentence {
  expected: string;
  guess: string;
  probability: number;
  confidence: number;
}

/** Reads every sentence with a model. */
export function readAll(model: Model, test: readonly Example[]): ReadSentence[] {
  return test.map(({ text, label }) => {
    const { scores, confidence } = predict(model, text);
    return { expected: label, guess: scores[0]?.label ?? '', probability: scores[0]?.score ?? 0, confidence };
  });
}

/** The share of sentences read right. */
export const accuracyOf = (read: readonly { expected: string; guess: string }[]): number =>
  read.filter((one) => one.expected === one.guess).length / Math.max(read.length, 1);

/** A line of the table about something that should be at least `least`; without it the figure is only told. */
export function shareFigure(what: string, share: number, least?: number): Figure {
  return {
    what,
    measured: percent(share),
    ...(least === undefined ? {} : { budget: `≥ ${percent(least)}`, met: share >= least }),
  };
}
