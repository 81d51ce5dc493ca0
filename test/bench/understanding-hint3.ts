import { type Example, fitModel } from '#understanding/local/fit.ts';
import { inspect, type Model } from '#understanding/local/model.ts';
import type { Figure } from './figures.ts';
import { readSet } from './understanding-data.ts';

const NOWHERE = 'NO_NODES_DETECTED';
/** LUIS's best, from `hint3_platform_results.tsv` (HINT3 v1). */
const BOTS = [
  { bot: 'curekart', train: 0.539, train_subset: 0.517 },
  { bot: 'powerplay11', train: 0.359, train_subset: 0.364 },
  { bot: 'sofmattress', train: 0.581, train_subset: 0.492 },
] as const;

/** Matthews' correlation for many classes (Gorodkin 2004), as HINT3 and scikit-learn count it. */
function correlation(pairs: readonly { expected: string; guess: string }[]): number {
  const expected = new Map<string, number>();
  const guessed = new Map<string, number>();
  let right = 0;
  for (const pair of pairs) {
    expected.set(pair.expected, (expected.get(pair.expected) ?? 0) + 1);
    guessed.set(pair.guess, (guessed.get(pair.guess) ?? 0) + 1);
    if (pair.expected === pair.guess) right++;
  }
  const squares = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n * n, 0);
  const both = [...expected].reduce((sum, [label, n]) => sum + n * (guessed.get(label) ?? 0), 0);
  const total = pairs.length;
  const spread = (total ** 2 - squares(guessed)) * (total ** 2 - squares(expected));
  return spread === 0 ? 0 : (right * total - both) / Math.sqrt(spread);
}

/**
 * How sure the model is when no sentence of nowhere was there to teach the rejector: probability times the cosine to the nearest training sentence,
 * the square root of it.
 */
function reading(model: Model, { text, label }: Example): { expected: string; guess: string; score: number } {
  const { probabilities, signs } = inspect(model, text);
  const probability = Math.max(...probabilities);
  const [, , nearest] = signs;
  return {
    expected: label,
    guess: model.labels[probabilities.indexOf(probability)] ?? '',
    score: Math.sqrt(probability * nearest),
  };
}

/** The best correlation over all thresholds; chosen on the test for all systems alike, as HINT3 does. */
function bestCorrelation(model: Model, test: readonly Example[]): number {
  const read = test.map((one) => reading(model, one));
  let best = 0;
  for (let threshold = 0; threshold < 1; threshold += 0.02) {
    const judged = read.map((one) => (one.score < threshold ? { ...one, guess: NOWHERE } : one));
    best = Math.max(best, correlation(judged));
  }
  return best;
}

/** HINT3: real users of three live bots, fitted on all and on the smaller training set. */
export function measureHint3(dir: string): Figure[] {
  return BOTS.flatMap(({ bot, ...luis }) =>
    (['train', 'train_subset'] as const).map((part) => {
      const { model } = fitModel(readSet(dir, `hint3_${bot}/${part}.tsv`));
      const best = bestCorrelation(model, readSet(dir, `hint3_${bot}/test.tsv`));
      return {
        what: `HINT3 ${bot}, ${part === 'train' ? 'full' : 'subset'}: best MCC`,
        measured: best.toFixed(3),
        budget: `≥ ${luis[part].toFixed(3)} (LUIS)`,
        met: best >= luis[part],
      };
    }),
  );
}
