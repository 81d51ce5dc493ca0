import { listConversations } from '#records/transcripts/transcripts.ts';
import { openStorage } from '#storage/open.ts';
import { type Figure, percentile, shown } from './figures.ts';
import { firstEstate } from './load-client.ts';
import { sizes } from './sizes.ts';

const BUDGET = 200;

/** Said by many, by few, by one, by nobody; Chinese and English. */
const WORDS = ['漏水', '电梯', 'hallway', '装修', '快递柜的通知', '4711', '9999', '水管爆裂', 'playground', '物业费'];

/** A manager's search in everything that was ever said, the first page of what is found. */
export async function measureSearch(dataDir: string): Promise<Figure[]> {
  const storage = await openStorage({ dataDir, onError: (error) => console.error(error) });
  const times: number[] = [];
  try {
    for (let search = -1; search < sizes.searches; search++) {
      const words = WORDS[(search + WORDS.length) % WORDS.length];
      const began = performance.now();
      await listConversations(storage, [firstEstate()], { filter: { words }, limit: 50, now: Date.now() });
      if (search >= 0) times.push(performance.now() - began);
    }
  } finally {
    await storage.close();
  }
  const p95 = percentile(times, 0.95);
  return [
    {
      what: `transcript search over ${shown(sizes.stored)} activities`,
      measured: `p50 ${shown(percentile(times, 0.5))} ms, p95 ${shown(p95)} ms`,
      budget: `p95 ≤ ${BUDGET} ms`,
      met: p95 <= BUDGET,
    },
  ];
}
