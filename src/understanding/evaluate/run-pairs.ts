import { readFileSync } from 'node:fs';
import { type Example, type Fit, fitModel } from '../local/fit.ts';
import { predict } from '../local/model.ts';
import { intentLines, labelLine, percent, type Report, timed, timesLine } from './report.ts';
import { scoreLabel, scoreLabels } from './score.ts';

/** Reads a file of `intent<TAB>text` lines; lines without a tab are left out. */
export function readPairs(file: string): Example[] {
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.includes('\t'))
    .map((line) => ({ label: line.slice(0, line.indexOf('\t')), text: line.slice(line.indexOf('\t') + 1).trim() }));
}

/** Fewer folds for larger sets: the share of right answers is told by enough sentences anyway, and a fit of 10,000 takes seconds. */
export const foldsFor = (examples: readonly Example[]): number => (examples.length > 5000 ? 2 : 3);

/** Of ten messages that come in, this many are expected to belong nowhere, whatever their share in a training file. */
const NOWHERE = 0.1;

/**
 * The confidence below which a text is said to belong nowhere: where held-out sentences and the `outside` ones together are most often read right.
 * A half when there is nothing to tell by.
 */
export function turnDownBelow({ model, held }: Fit, outside: readonly string[]): number {
  if (outside.length === 0) return 0.5;
  const weight = (NOWHERE * held.length) / outside.length;
  const trials = [
    ...held.filter((one) => one.guess === one.label).map((one) => ({ confidence: one.confidence, gain: -1 })),
    ...outside.map((text) => ({ confidence: predict(model, text).confidence, gain: weight })),
  ].sort((a, b) => a.confidence - b.confidence);
  let sum = 0;
  let best = 0;
  let threshold = 0;
  for (const { confidence, gain } of trials) {
    sum += gain;
    if (sum <= best) continue;
    best = sum;
    threshold = confidence + 1e-9;
  }
  return threshold;
}

/**
 * Fits the learner on one `intent<TAB>text` file and scores another. `oos` names the label of what belongs nowhere: such lines of the training file
 * are no intent to learn but teach what to turn down.
 */
export function runPairs(trainFile: string, testFile: string, oos?: string): Report {
  const examples = readPairs(trainFile);
  const test = readPairs(testFile);
  if (examples.length === 0) throw new Error(`${trainFile} has no line of the form intent<TAB>text`);
  const outside = examples.filter((one) => one.label === oos).map((one) => one.text);
  const inside = examples.filter((one) => one.label !== oos);
  const fit = fitModel(inside, { folds: foldsFor(inside), outside });
  const below = oos === undefined ? 0 : turnDownBelow(fit, outside);
  const { results, times } = timed(test, ({ text }) => predict(fit.model, text));
  const judged = test.map((one, i) => {
    const { scores = [], confidence = 0 } = results[i] ?? {};
    const best = scores[0]?.label ?? '';
    return { expected: one.label, guess: oos !== undefined && confidence < below ? oos : best };
  });
  const labels = scoreLabels(judged);
  const inScope = scoreLabels(judged.filter((one) => one.expected !== oos)).accuracy;
  const turned = scoreLabel(judged, oos ?? '');
  const fitMilliseconds = Math.round(fit.milliseconds);
  const apart = { inScopeAccuracy: inScope, outOfScope: turned, threshold: below };
  return {
    figures: {
      sentences: test.length,
      ...labels,
      ...(oos === undefined ? {} : apart),
      fitMilliseconds,
      predict: times,
    },
    lines: [
      ...intentLines(test.length, labels),
      ...(oos === undefined ? [] : [`in scope: accuracy ${percent(inScope)}`, labelLine('out of scope', turned)]),
      timesLine(fitMilliseconds, times),
    ],
  };
}
