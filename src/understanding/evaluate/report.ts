import { type LabelScore, percentile, type scoreLabels } from './score.ts';

/** What a run found: figures by name (shares as fractions, times in milliseconds), and sentences for people under `lines`. */
export interface Report {
  figures: Record<string, unknown>;
  lines: string[];
}

/** A share for people: 0.915 → "91.5 %". */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** The lines about intents: all together, then each with its scores, worst first. */
export function intentLines(sentences: number, scores: ReturnType<typeof scoreLabels>): string[] {
  const each = Object.entries(scores.perIntent).map(
    ([name, one]) =>
      `  ${name.padEnd(18)} F1 ${percent(one.f1)}  precision ${percent(one.precision)}  recall ${percent(one.recall)}  of ${one.support}`,
  );
  return [`${sentences} sentences: accuracy ${percent(scores.accuracy)}, macro-F1 ${percent(scores.macroF1)}`, ...each];
}

/** The line about one label that matters by itself. */
export const labelLine = (name: string, { recall, precision, support }: LabelScore): string =>
  `${name}: recall ${percent(recall)}, precision ${percent(precision)}, of ${support}`;

/** Times of many calls, in milliseconds. */
export interface Times {
  p50: number;
  p99: number;
}

const rounded = (milliseconds: number): number => Math.round(milliseconds * 10_000) / 10_000;

/** Runs once for each of a list and keeps the results in order; the first hundred are run once before, so that the times are those of a warm desk. */
export function timed<T, R>(list: readonly T[], run: (one: T) => R): { results: R[]; times: Times } {
  for (const one of list.slice(0, 100)) run(one);
  const took: number[] = [];
  const results = list.map((one) => {
    const started = performance.now();
    const result = run(one);
    took.push(performance.now() - started);
    return result;
  });
  return { results, times: { p50: rounded(percentile(took, 0.5)), p99: rounded(percentile(took, 0.99)) } };
}

/** The line about times. */
export const timesLine = (fitMilliseconds: number, { p50, p99 }: Times): string =>
  `fit ${fitMilliseconds} ms, one message p50 ${p50} ms, p99 ${p99} ms`;
