import { readFileSync, writeFileSync } from 'node:fs';
import { type Example, fitModel } from '../local/fit.ts';
import { predict } from '../local/model.ts';
import type { Understood } from '../recognizer.ts';
import { expectedPairs, flatten, pairs } from './flatten.ts';
import { type Judgement, type LabelScore, percentile, scoreLabel, scoreLabels, scoreOf } from './score.ts';
import { fitShipped } from './shipped.ts';

/** What a run found: figures by name, and sentences for people under `lines`. */
export interface Report {
  figures: Record<string, unknown>;
  lines: string[];
}

interface TestLine {
  text: string;
  lang?: string;
  intent: string;
  entities?: unknown;
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;

function timed<T>(count: number, run: (at: number) => T): { results: T[]; p50: number; p99: number } {
  const times: number[] = [];
  const results: T[] = [];
  for (let at = 0; at < count; at++) {
    const started = performance.now();
    results.push(run(at));
    times.push(performance.now() - started);
  }
  return { results, p50: round(percentile(times, 0.5)), p99: round(percentile(times, 0.99)) };
}

function entityScores(
  lines: readonly TestLine[],
  read: readonly Understood[],
): { micro: LabelScore; perEntity: Record<string, LabelScore> } {
  const counts = new Map<string, { right: number; guessed: number; expected: number }>();
  const count = (name: string, field: 'right' | 'guessed' | 'expected'): void => {
    const entry = counts.get(name) ?? { right: 0, guessed: 0, expected: 0 };
    entry[field]++;
    counts.set(name, entry);
  };
  for (const [i, line] of lines.entries()) {
    const expected = expectedPairs(line.entities);
    const wanted = new Set(expected.map((pair) => pair.join('\t')));
    for (const [name] of expected) count(name, 'expected');
    for (const pair of pairs(read[i]?.entities ?? [])) {
      count(pair[0], 'guessed');
      if (wanted.has(pair.join('\t'))) count(pair[0], 'right');
    }
  }
  const total = [...counts.values()].reduce(
    (sum, one) => ({
      right: sum.right + one.right,
      guessed: sum.guessed + one.guessed,
      expected: sum.expected + one.expected,
    }),
    { right: 0, guessed: 0, expected: 0 },
  );
  return {
    micro: scoreOf(total.right, total.guessed, total.expected),
    perEntity: Object.fromEntries(
      [...counts].map(([name, one]) => [name, scoreOf(one.right, one.guessed, one.expected)]),
    ),
  };
}

/** Scores the shipped recognizer, rules included, on JSON lines `{text, lang, intent, entities}`. */
export function runShipped(dir: string, file: string, out?: string): Report {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as TestLine);
  const { fit: fitted, recognize } = fitShipped(dir);
  const { results, p50, p99 } = timed(lines.length, (at) =>
    recognize(lines[at]?.text ?? '', lines[at]?.lang === 'en' ? 'en' : 'zh-CN'),
  );
  const judged = lines.map((line, i) => ({
    expected: line.intent,
    guess: results[i]?.intents[0]?.name ?? '',
    band: results[i]?.band,
  }));
  const acted = judged.filter((one) => one.band === 'act');
  const entities = entityScores(lines, results);
  if (out) {
    const written = results.map((one) =>
      JSON.stringify({ text: one.text, intent: one.intents[0]?.name, band: one.band, entities: flatten(one.entities) }),
    );
    writeFileSync(out, `${written.join('\n')}\n`);
  }
  const actPrecision = acted.filter((one) => one.expected === one.guess).length / Math.max(acted.length, 1);
  const labels = scoreLabels(judged);
  const figures = {
    sentences: lines.length,
    ...labels,
    emergency: scoreLabel(judged, 'emergency'),
    outOfScope: scoreLabel(judged, 'out_of_scope'),
    actBand: { precision: actPrecision, share: acted.length / Math.max(judged.length, 1) },
    entityF1: entities.micro.f1,
    perEntity: entities.perEntity,
    fitMilliseconds: Math.round(fitted.milliseconds),
    predict: { p50, p99 },
  };
  return {
    figures,
    lines: [
      ...summary(labels, judged),
      `act band: ${percent(actPrecision)} right, ${percent(figures.actBand.share)} of all`,
      `entities: F1 ${percent(entities.micro.f1)}`,
      `predict p50 ${p50} ms, p99 ${p99} ms`,
    ],
  };
}

function summary(labels: ReturnType<typeof scoreLabels>, judged: readonly Judgement[]): string[] {
  const worst = Object.entries(labels.perIntent).map(
    ([name, one]) => `  ${name.padEnd(18)} F1 ${percent(one.f1)}  recall ${percent(one.recall)}  of ${one.support}`,
  );
  return [
    `${judged.length} sentences: accuracy ${percent(labels.accuracy)}, macro-F1 ${percent(labels.macroF1)}`,
    ...worst,
  ];
}

function readPairs(file: string): Example[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => ({ label: line.slice(0, line.indexOf('\t')), text: line.slice(line.indexOf('\t') + 1).trim() }));
}

/** Fits the same learner on one `intent<TAB>text` file and scores another; `oos` names the label of what belongs nowhere. */
export function runPairs(trainFile: string, testFile: string, oos?: string): Report {
  const examples = readPairs(trainFile);
  const test = readPairs(testFile);
  const folds = examples.length > 5000 ? 2 : 4;
  const fitted = fitModel(examples, { folds });
  const { results, p50, p99 } = timed(test.length, (at) => predict(fitted.model, test[at]?.text ?? ''));
  const judged = test.map((one, i) => {
    const best = results[i]?.scores[0]?.label ?? '';
    return { expected: one.label, guess: oos && (results[i]?.confidence ?? 0) < 0.5 ? oos : best };
  });
  const labels = scoreLabels(judged);
  const inside = judged.filter((one) => one.expected !== oos);
  const figures = {
    sentences: test.length,
    ...labels,
    ...(oos ? { inScopeAccuracy: scoreLabels(inside).accuracy, outOfScope: scoreLabel(judged, oos) } : {}),
    fitMilliseconds: Math.round(fitted.milliseconds),
    predict: { p50, p99 },
  };
  return {
    figures,
    lines: [
      `accuracy ${percent(labels.accuracy)}, macro-F1 ${percent(labels.macroF1)}`,
      `fit ${figures.fitMilliseconds} ms, predict p50 ${p50} ms, p99 ${p99} ms`,
    ],
  };
}

const MARKS = /[\ue000-\ue0ff]/g;

/** Cross-validates the shipped examples, the learner alone, and names the sentences that are read most confidently wrong. */
export function runExamples(dir: string): Report {
  const { fit: fitted } = fitShipped(dir);
  const judged = fitted.held.map((one) => ({ expected: one.label, guess: one.guess }));
  const labels = scoreLabels(judged);
  const wrong = fitted.held.filter((one) => one.guess !== one.label).sort((a, b) => b.confidence - a.confidence);
  const hurting = wrong
    .slice(0, 25)
    .map((one) => ({ text: one.text.replace(MARKS, '').trim(), intent: one.label, readAs: one.guess }));
  const figures = {
    sentences: judged.length,
    ...labels,
    calibrationError: fitted.calibrationError,
    fitMilliseconds: Math.round(fitted.milliseconds),
    hurting,
  };
  const told = hurting.map((one) => `  ${one.intent} read as ${one.readAs}: ${one.text}`);
  return {
    figures,
    lines: [
      ...summary(labels, judged),
      `calibration error ${percent(fitted.calibrationError)}, fit ${figures.fitMilliseconds} ms`,
      'sentences that hurt most:',
      ...told,
    ],
  };
}
