import { parseArgs } from 'node:util';
import { type Report, runExamples, runPairs, runShipped } from './evaluate/runs.ts';

// npm run --silent evaluate -- [--train FILE.tsv] [--test FILE] [--oos LABEL] [--predictions OUT] [--dir data/common] [--json]
const { values } = parseArgs({
  options: {
    train: { type: 'string' },
    test: { type: 'string' },
    oos: { type: 'string' },
    predictions: { type: 'string' },
    dir: { type: 'string', default: 'data/common' },
    json: { type: 'boolean', default: false },
  },
});

function report(): Report {
  if (values.train && values.test) return runPairs(values.train, values.test, values.oos);
  if (values.test) return runShipped(values.dir, values.test, values.predictions);
  return runExamples(values.dir);
}

const { figures, lines } = report();
process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${lines.join('\n')}\n`);
