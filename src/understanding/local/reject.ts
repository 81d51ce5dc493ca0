/**
 * The numbers that tell whether the best intent can be believed: its margin, the gap to the second, the highest cosine to any training sentence,
 * the share of features never seen, the calibrated probability.
 */
export type Signs = readonly [margin: number, gap: number, nearest: number, unknown: number, probability: number];

/** A logistic regression on the signs, with their means and spreads. */
export interface Rejector {
  weights: readonly number[];
  mean: readonly number[];
  spread: readonly number[];
}

/** What a prediction is judged by. */
export interface Evidence {
  margins: Float64Array;
  probability: number;
  nearest: number;
  unknown: number;
}

/** Collects the signs of a prediction. */
export function signsOf({ margins, probability, nearest, unknown }: Evidence): Signs {
  let best = Number.NEGATIVE_INFINITY;
  let second = Number.NEGATIVE_INFINITY;
  for (const margin of margins) {
    if (margin > best) {
      second = best;
      best = margin;
    } else if (margin > second) second = margin;
  }
  return [best, Number.isFinite(second) ? best - second : best, nearest, unknown, probability];
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The probability (0–1) that the best intent is right. */
export function believe({ weights, mean, spread }: Rejector, signs: Signs): number {
  let sum = weights[signs.length] ?? 0;
  for (const [i, sign] of signs.entries()) sum += ((sign - (mean[i] ?? 0)) / (spread[i] ?? 1)) * (weights[i] ?? 0);
  return sigmoid(sum);
}

const SIZE = 5;
const PASSES = 120;

/** Believes everything: what stands in until a rejector is fitted. */
export const NAIVE: Rejector = { weights: [0, 0, 0, 0, 0, 9], mean: [], spread: [] };

/** A prediction whose truth is known, and how much it counts (1 when nothing is said). */
export interface Trial {
  signs: Signs;
  right: boolean;
  weight?: number;
}

const weightOf = (trial: Trial): number => trial.weight ?? 1;

/** Fits the regression on predictions of sentences that were not trained on, by gradient descent. */
export function fitRejector(trials: readonly Trial[]): Rejector {
  const total = trials.reduce((sum, one) => sum + weightOf(one), 0) || 1;
  const average = (value: (one: Trial) => number): number =>
    trials.reduce((sum, one) => sum + value(one) * weightOf(one), 0) / total;
  const mean = Array.from({ length: SIZE }, (_, i) => average((one) => one.signs[i] as number));
  const spread = mean.map((m, i) => Math.sqrt(average((one) => ((one.signs[i] as number) - m) ** 2)) || 1);
  const rows = new Float64Array(trials.length * (SIZE + 1)).fill(1);
  for (const [r, { signs }] of trials.entries()) {
    for (let i = 0; i < SIZE; i++)
      rows[r * (SIZE + 1) + i] = ((signs[i] as number) - (mean[i] as number)) / (spread[i] as number);
  }
  const share = Float64Array.from(trials, (one) => weightOf(one) / total);
  const right = Float64Array.from(trials, (one) => (one.right ? 1 : 0));
  return { weights: [...descend(rows, right, share)], mean, spread };
}

function descend(rows: Float64Array, right: Float64Array, share: Float64Array): Float64Array {
  const width = SIZE + 1;
  const weights = new Float64Array(width).fill(0, 0, SIZE).fill(1, SIZE - 1);
  const gradient = new Float64Array(width);
  for (let pass = 0; pass < PASSES; pass++) {
    for (let i = 0; i < width; i++) gradient[i] = i < SIZE ? (weights[i] as number) * 0.001 : 0;
    for (let r = 0; r < right.length; r++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += (rows[r * width + i] as number) * (weights[i] as number);
      const error = (sigmoid(sum) - (right[r] as number)) * (share[r] as number);
      for (let i = 0; i < width; i++) gradient[i] = (gradient[i] as number) + error * (rows[r * width + i] as number);
    }
    for (let i = 0; i < width; i++) weights[i] = (weights[i] as number) - 1.5 * (gradient[i] as number);
  }
  return weights;
}

/**
 * The confidence from which on a share `precision` of held-out predictions is right: the lowest threshold whose answers reach it.
 * One when no threshold does.
 */
export function thresholdFor(held: readonly { confidence: number; right: boolean }[], precision: number): number {
  const sorted = [...held].sort((a, b) => b.confidence - a.confidence);
  let right = 0;
  let threshold = 1;
  for (const [i, one] of sorted.entries()) {
    if (one.right) right++;
    if (i >= 20 && right / (i + 1) >= precision) threshold = one.confidence;
  }
  return threshold;
}
