import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figures.ts';
import { measureLatency } from './latency.ts';
import { measureLive } from './live.ts';
import { describeMachine } from './machine.ts';
import { resultsPage, shownFigure } from './results.ts';
import { measureSearch } from './search.ts';
import { seed } from './seed.ts';
import { isQuick, sizes } from './sizes.ts';
import { measureStartUp } from './start-up.ts';
import { measureThroughput } from './throughput.ts';
import { measureTurnCost } from './turn-cost.ts';
import { measureUnderstanding } from './understanding.ts';

/** `npm run bench`: measures the budgets of the design, prints them and writes RESULTS.md. Nothing is asserted. */
const machine = describeMachine();
const began = performance.now();
const figures: Figure[] = [];
const full = mkdtempSync(join(tmpdir(), 'lobby-bench-'));
const empty = mkdtempSync(join(tmpdir(), 'lobby-bench-'));
console.log(`${machine}\n`);
try {
  await take(measureUnderstanding);
  await take(measureThroughput);
  await take(measureLatency);
  await take(measureLive);
  await seed(full, sizes.stored);
  await take(() => measureTurnCost({ empty, full }));
  await take(() => measureStartUp(full));
  await take(() => measureSearch(full));
} finally {
  for (const folder of [full, empty]) rmSync(folder, { recursive: true, force: true });
}
const page = resultsPage(figures, { machine, seconds: (performance.now() - began) / 1000 });
if (isQuick) console.log('\nA quick run is for trying only: RESULTS.md stays as it is.');
else writeFileSync(join(import.meta.dirname, 'RESULTS.md'), page);

async function take(measure: () => Promise<Figure[]>): Promise<void> {
  const measured = await measure();
  globalThis.gc?.();
  for (const figure of measured) console.log(shownFigure(figure));
  figures.push(...measured);
}
