/** One judged sentence: what it means and what was read. */
export interface Judgement {
  expected: string;
  guess: string;
}

/** How well one label is read. */
export interface LabelScore {
  precision: number;
  recall: number;
  f1: number;
  support: number;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Precision, recall and F1 from counts; all fractions. */
export function scoreOf(right: number, guessed: number, expected: number): LabelScore {
  const precision = ratio(right, guessed);
  const recall = ratio(right, expected);
  return { precision, recall, f1: ratio(2 * precision * recall, precision + recall), support: expected };
}

/** Accuracy, macro-F1 over the expected labels, and the scores of each label, worst first. */
export function scoreLabels(judged: readonly Judgement[]): {
  accuracy: number;
  macroF1: number;
  perIntent: Record<string, LabelScore>;
} {
  const labels = [...new Set(judged.map((one) => one.expected))];
  const scores = labels.map((label): [string, LabelScore] => {
    const right = judged.filter((one) => one.expected === label && one.guess === label).length;
    const guessed = judged.filter((one) => one.guess === label).length;
    return [label, scoreOf(right, guessed, judged.filter((one) => one.expected === label).length)];
  });
  scores.sort((a, b) => a[1].f1 - b[1].f1);
  return {
    accuracy: ratio(judged.filter((one) => one.expected === one.guess).length, judged.length),
    macroF1: ratio(
      scores.reduce((sum, [, score]) => sum + score.f1, 0),
      scores.length,
    ),
    perIntent: Object.fromEntries(scores),
  };
}

/** Scores of one label among many. */
export function scoreLabel(judged: readonly Judgement[], label: string): LabelScore {
  const right = judged.filter((one) => one.expected === label && one.guess === label).length;
  return scoreOf(
    right,
    judged.filter((one) => one.guess === label).length,
    judged.filter((one) => one.expected === label).length,
  );
}

/** The value below which a share of the numbers lies. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
