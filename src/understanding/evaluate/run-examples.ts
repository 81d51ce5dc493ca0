import { intentLines, percent, type Report } from './report.ts';
import { scoreLabels } from './score.ts';
import { fitShipped } from './shipped.ts';

const MARKS = /[\ue000-\ue0ff]/g;
const SHOWN = 25;

/** Cross-validates the shipped examples, the learner alone: the intents worst read first, and the sentences read most confidently wrong. */
export function runExamples(dir: string): Report {
  const { fit } = fitShipped(dir, { enough: Number.POSITIVE_INFINITY });
  const judged = fit.held.map((one) => ({ expected: one.label, guess: one.guess }));
  const labels = scoreLabels(judged);
  const hurting = fit.held
    .filter((one) => one.guess !== one.label)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, SHOWN)
    .map((one) => ({ text: one.text.replace(MARKS, '').trim(), intent: one.label, readAs: one.guess }));
  const fitMilliseconds = Math.round(fit.milliseconds);
  return {
    figures: {
      sentences: judged.length,
      ...labels,
      calibrationError: fit.calibrationError,
      fitMilliseconds,
      hurting,
    },
    lines: [
      ...intentLines(judged.length, labels),
      `calibration error ${percent(fit.calibrationError)}, fit ${fitMilliseconds} ms`,
      'sentences that hurt most:',
      ...hurting.map((one) => `  ${one.intent} read as ${one.readAs}: ${one.text}`),
    ],
  };
}
