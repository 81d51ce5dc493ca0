import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHandbook } from '#handbook/handbook.ts';
import { ROOT } from '#src/root.ts';
import { createUnderstanding } from '#understanding/understanding.ts';
import { type Figure, p50AndP99, percentile, shown } from './figures.ts';
import { CORRECTIONS, REPORT } from './load-client.ts';
import { sizes } from './sizes.ts';

const BUDGET = { fit: 1000, predict: 0.5 };

/** Fitting the shipped examples as at the start, and reading messages with the model: rules, entities and intent. */
export async function measureUnderstanding(): Promise<Figure[]> {
  const dir = join(ROOT, 'data');
  const handbook = await openHandbook({ dir, watch: false });
  const { faultWords, emergency, knowledge } = handbook.common();
  await handbook.close();
  const understanding = createUnderstanding({
    dir: join(dir, 'common'),
    faultWords,
    emergency,
    knowledge: { common: knowledge.entries },
  });
  const fits = [(await understanding.ready).milliseconds];
  for (let fit = 1; fit < 3; fit++) fits.push((await understanding.retrain()).milliseconds);
  const fitted = percentile(fits, 0.5);
  const context = { locale: 'zh-CN', now: new Date(), timeZone: 'Asia/Shanghai' } as const;
  const texts = messages(join(dir, 'common'));
  const times: number[] = [];
  for (let at = -500; at < sizes.messages; at++) {
    const text = texts[(at * 31 + 500 * 31) % texts.length] ?? '';
    const began = performance.now();
    understanding.recognize(text, context);
    if (at >= 0) times.push(performance.now() - began);
  }
  return [
    {
      what: 'understanding: fit the shipped examples',
      measured: `${shown(fitted)} ms`,
      budget: `≤ ${shown(BUDGET.fit)} ms`,
      met: fitted <= BUDGET.fit,
    },
    {
      what: 'understanding: read one message',
      measured: p50AndP99(times, 2),
      budget: `p99 ≤ ${BUDGET.predict} ms`,
      met: percentile(times, 0.99) <= BUDGET.predict,
    },
  ];
}

/** The shipped example sentences and the answers that forms get. */
function messages(common: string): string[] {
  const lines = globSync(join(common, 'utterances/*/*.txt')).flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  return [...lines.map((line) => line.trim()).filter((line) => line && !line.startsWith('#')), REPORT, ...CORRECTIONS];
}
