import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Report } from './evaluate/report.ts';
import { runExamples } from './evaluate/run-examples.ts';
import { runPairs } from './evaluate/run-pairs.ts';
import { runShipped } from './evaluate/run-shipped.ts';

const USE = `npm run --silent evaluate                                                        cross-validate the shipped examples
npm run --silent evaluate -- --test FILE.jsonl [--predictions OUT]               score the shipped recognizer
npm run --silent evaluate -- --train FILE.tsv --test FILE.tsv [--oos LABEL]      fit and score any intent<TAB>text files
each with [--json] for one object and nothing else, and [--dir data/common] for another handbook`;

const SHIPPED = join(import.meta.dirname, '../../data/common');

function run(): { json: boolean; report: Report } {
  const { values } = parseArgs({
    options: {
      train: { type: 'string' },
      test: { type: 'string' },
      oos: { type: 'string' },
      predictions: { type: 'string' },
      dir: { type: 'string', default: SHIPPED },
      json: { type: 'boolean', default: false },
    },
  });
  const { train, test, oos, predictions, dir, json } = values;
  if (train !== undefined && test !== undefined) return { json, report: runPairs(train, test, oos) };
  if (train !== undefined || (test === undefined && (oos ?? predictions) !== undefined))
    throw new Error('A test file is missing: --test FILE');
  return { json, report: test === undefined ? runExamples(dir) : runShipped(dir, test, predictions) };
}

try {
  const { json, report } = run();
  process.stdout.write(json ? `${JSON.stringify(report.figures)}\n` : `${report.lines.join('\n')}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USE}\n`);
  process.exitCode = 1;
}
