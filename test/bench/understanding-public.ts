import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '#src/root.ts';
import type { Figure } from './figures.ts';
import { describeMachine } from './machine.ts';
import { measureUnderstanding } from './understanding.ts';
import { measureAccuracy } from './understanding-accuracy.ts';
import { isPublicData } from './understanding-data.ts';
import { measureHint3 } from './understanding-hint3.ts';
import { measureClinc } from './understanding-rejection.ts';

/** `npm run bench:understanding -- DIR`: the learner on public data (standard splits), and the shipped recognizer's times. Writes UNDERSTANDING.md. */
const dir = process.argv[2] ?? join(ROOT, '../shared/nlu');
const figures: Figure[] = [];
const row = ({ what, measured, budget, met }: Figure): string =>
  `| ${what} | ${measured} | ${budget ?? ''} | ${met === undefined ? '' : met ? 'met' : 'not met'} |`;

if (isPublicData(dir)) {
  take(await measureUnderstanding());
  for (const measure of [measureAccuracy, measureHint3, measureClinc]) take(measure(dir));
  writeFileSync(join(import.meta.dirname, 'UNDERSTANDING.md'), page());
} else {
  console.error(`${dir} does not hold the public data (banking77/train.tsv and the like).`);
  process.exitCode = 1;
}

function take(measured: readonly Figure[]): void {
  for (const figure of measured) console.log(row(figure));
  figures.push(...measured);
}

function page(): string {
  return `# Understanding, measured

\`npm run bench:understanding -- DIR\` on ${describeMachine()}; load ${loadavg()[0]?.toFixed(1)} at the end (times are longer on a busy machine, figures of accuracy are not).
One learner with one set of defaults for every set. \`DIR\` holds the public data with standard splits: BANKING77 (Casanueva et al. 2020), CLINC150 (Larson et al. 2019, threshold
protocol), HINT3 (Arora et al. 2020; threshold chosen on the test for all systems alike), SIGDIAL-17 (Braun et al.), xSID 0.7 (van der Goot et al. 2021).
What the desk reads of residents' own language is measured by \`npm run evaluate -- --test test/understanding/unseen/residents.jsonl\`.

| what | measured | budget | |
|---|---|---|---|
${figures.map(row).join('\n')}
`;
}
