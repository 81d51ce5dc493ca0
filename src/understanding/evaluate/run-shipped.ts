import { readFileSync, writeFileSync } from 'node:fs';
import type { Understood } from '../recognizer.ts';
import { type EntityScores, scoreEntities } from './entity-scores.ts';
import { flatten } from './flatten.ts';
import { intentLines, labelLine, percent, type Report, timed, timesLine } from './report.ts';
import { type Judgement, scoreLabel, scoreLabels } from './score.ts';
import { fitShipped } from './shipped.ts';

interface TestLine {
  text: string;
  lang?: string;
  intent: string;
  entities?: unknown;
}

function readLines(file: string): TestLine[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return [];
      try {
        return [JSON.parse(line) as TestLine];
      } catch (cause) {
        throw new Error(`${file}, line ${at + 1} is not JSON`, { cause });
      }
    });
}

const intentOf = (understood: Understood): string => understood.intents[0]?.name ?? '';

function writePredictions(file: string, read: readonly Understood[]): void {
  const lines = read.map((one) =>
    JSON.stringify({ text: one.text, intent: intentOf(one), band: one.band, entities: flatten(one.entities) }),
  );
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
}

/** How often the desk acts without asking, and how often it is right when it does. */
function actBand(judged: readonly Judgement[], read: readonly Understood[]): { precision: number; share: number } {
  const acted = judged.filter((_, i) => read[i]?.band === 'act');
  const right = acted.filter((one) => one.expected === one.guess).length;
  return { precision: right / Math.max(acted.length, 1), share: acted.length / Math.max(judged.length, 1) };
}

/** Scores the shipped recognizer, rules included, on JSON lines `{text, lang, intent, entities}`; `out` gets what was read, a line for each, in order. */
export function runShipped(dir: string, file: string, out?: string): Report {
  const lines = readLines(file);
  const { fit, recognize } = fitShipped(dir);
  const { results, times } = timed(lines, ({ text, lang }) => recognize(text, lang === 'en' ? 'en' : 'zh-CN'));
  if (out !== undefined) writePredictions(out, results);
  const judged = lines.map((line, i) => ({ expected: line.intent, guess: intentOf(results[i] as Understood) }));
  const entities = scoreEntities(
    lines.map((line, i) => ({ expected: line.entities, found: results[i]?.entities ?? [] })),
  );
  return report(judged, {
    entities,
    act: actBand(judged, results),
    fitMilliseconds: Math.round(fit.milliseconds),
    times,
  });
}

interface Measured {
  entities: EntityScores;
  act: { precision: number; share: number };
  fitMilliseconds: number;
  times: { p50: number; p99: number };
}

function report(judged: readonly Judgement[], { entities, act, fitMilliseconds, times }: Measured): Report {
  const labels = scoreLabels(judged);
  const emergency = scoreLabel(judged, 'emergency');
  const outOfScope = scoreLabel(judged, 'out_of_scope');
  const { micro, perEntity } = entities;
  const named = Object.entries(perEntity).map(
    ([name, one]) => `  ${name.padEnd(18)} F1 ${percent(one.f1)}  of ${one.support}`,
  );
  return {
    figures: {
      sentences: judged.length,
      ...labels,
      emergency,
      outOfScope,
      actBand: act,
      entityF1: micro.f1,
      perEntity,
      fitMilliseconds,
      predict: times,
    },
    lines: [
      ...intentLines(judged.length, labels),
      labelLine('emergency', emergency),
      labelLine('out of scope', outOfScope),
      `act band: ${percent(act.precision)} right, ${percent(act.share)} of all`,
      `entities: F1 ${percent(micro.f1)}`,
      ...named,
      timesLine(fitMilliseconds, times),
    ],
  };
}
