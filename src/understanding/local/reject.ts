/** The five numbers that tell whether the best intent can be believed. */
export type Signs = readonly [margin: number, gap: number, nearest: number, unknown: number, probability: number];

/** A logistic regression on the signs, with their means and spreads. */
export interface Rejector {
  weights: readonly number[];
  mean: readonly number[];
  spread: readonly number[];
}

/** Collects the signs of a prediction. */
export function signsOf(margins: Float64Array, probability: number, nearest: number, unknown: number): Signs {
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

/** Fits the regression on held-out predictions by gradient descent; `weight` makes some of them count more. */
export function fitRejector(held: readonly { signs: Signs; right: boolean; weight?: number }[]): Rejector {
  const size = 5;
  const n = Math.max(held.length, 1);
  const mean = Array.from({ length: size }, (_, i) => held.reduce((sum, one) => sum + (one.signs[i] ?? 0), 0) / n);
  const spread = mean.map((m, i) => Math.sqrt(held.reduce((sum, one) => sum + ((one.signs[i] ?? 0) - m) ** 2, 0) / n) || 1);
  let weights = [0, 0, 0, 0, 1, 1];
  const rows = held.map((one) => ({ x: [...one.signs.map((s, i) => (s - (mean[i] ?? 0)) / (spread[i] ?? 1)), 1], y: one.right ? 1 : 0, c: one.weight ?? 1 }));
  const total = rows.reduce((sum, row) => sum + row.c, 0) || 1;
  for (let pass = 0; pass < 150; pass++) {
    const gradient = weights.map((w, i) => (i < size ? w * 0.001 : 0));
    for (const { x, y, c } of rows) {
      const error = ((sigmoid(x.reduce((sum, v, i) => sum + v * (weights[i] ?? 0), 0)) - y) * c) / total;
      for (const [i, v] of x.entries()) gradient[i] = (gradient[i] ?? 0) + error * v;
    }
    weights = weights.map((w, i) => w - 1.5 * (gradient[i] ?? 0));
  }
  return { weights, mean, spread };
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
