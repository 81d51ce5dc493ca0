import { type Example, fitModel } from '#understanding/local/fit.ts';
import { inspect, type Model } from '#understanding/local/model.ts';
import { fitRejector, type Trial } from '#understanding/local/reject.ts';
import type { Figure } from './figures.ts';
import { accuracyOf, type ReadSentence, readAll, readSet, shareFigure } from './understanding-data.ts';

const NOWHERE = 'oos';
/** As `fitModel` does with sentences of nowhere: together they count this much of the others. */
const OUTSIDE = 0.3;

/** The rejector taught on validation sentences, as the protocol has it, instead of on folds of the training sentences. */
function withRejector(model: Model, validation: readonly Example[], nowhere: readonly Example[]): Model {
  const trial = ({ text, label }: Example, weight?: number): Trial => {
    const { probabilities, signs } = inspect(model, text);
    const guess = model.labels[probabilities.indexOf(Math.max(...probabilities))];
    return { signs, right: guess === label, weight };
  };
  const weight = (OUTSIDE * validation.length) / nowhere.length;
  const trials = [...validation.map((one) => trial(one)), ...nowhere.map((one) => trial(one, weight))];
  return { ...model, rejector: fitRejector(trials) };
}

/** The confidence below which turning down makes most validation sentences right, `oos` counted as one more intent. */
function bestThreshold(read: readonly ReadSentence[]): number {
  const sorted = [...read].sort((a, b) => a.confidence - b.confidence);
  let sum = 0;
  let best = 0;
  let threshold = 0;
  for (const { expected, guess, confidence } of sorted) {
    sum += expected === NOWHERE ? 1 : expected === guess ? -1 : 0;
    if (sum < best) continue;
    best = sum;
    threshold = confidence + 1e-9;
  }
  return threshold;
}

/**
 * CLINC150, the threshold protocol of Larson et al. 2019: fitted on the 150 intents; the rejector is taught on the validation sentences and the 100 of
 * `oos_train`, the threshold is the best one on validation with `oos_val`; nothing of the test is looked at.
 */
export function measureClinc(dir: string): Figure[] {
  const set = (name: string): Example[] => readSet(dir, `clinc150/${name}.tsv`);
  const { model: fitted, milliseconds } = fitModel(set('train'), { folds: 2 });
  const model = withRejector(fitted, set('val'), set('oos_train'));
  const threshold = bestThreshold(readAll(model, [...set('val'), ...set('oos_val')]));
  const read = readAll(model, [...set('test'), ...set('oos_test')]).map((one) => ({
    ...one,
    guess: one.confidence < threshold ? NOWHERE : one.guess,
  }));
  const nowhere = read.filter((one) => one.expected === NOWHERE);
  const turnedDown = read.filter((one) => one.guess === NOWHERE);
  return [
    shareFigure(
      'CLINC150: in scope, at the threshold',
      accuracyOf(read.filter((one) => one.expected !== NOWHERE)),
      0.92,
    ),
    shareFigure('CLINC150: recall of what belongs nowhere', accuracyOf(nowhere), 0.63),
    shareFigure('CLINC150: precision of what belongs nowhere', accuracyOf(turnedDown)),
    {
      what: 'CLINC150: fit of 15,000 sentences',
      measured: `${(milliseconds / 1000).toFixed(1)} s`,
    },
  ];
}
