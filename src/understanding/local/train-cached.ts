import { contentHash } from './content-hash.ts';
import { readExamples } from './examples.ts';
import type { Fit } from './fit.ts';
import { readCache, writeCache } from './model-cache.ts';
import type { TrainingInput } from './train.ts';

/** A fit as the desk uses it: without the held-out sentences. `cached`: it was read and not fitted. */
export interface DeskFit extends Omit<Fit, 'held'> {
  cached: boolean;
}

/**
 * The model for these sentences: from `cacheDir` when one made of the same contents lies there, else fitted and, with a `cacheDir`, stored.
 * `milliseconds` is the whole time, reading included.
 */
export async function trainCached({ cacheDir, ...input }: TrainingInput & { cacheDir?: string }): Promise<DeskFit> {
  const started = performance.now();
  const hash = cacheDir === undefined ? '' : contentHash(input.dirs.flatMap(readExamples), input.faultWords);
  const stored = cacheDir === undefined ? undefined : readCache<DeskFit>(cacheDir, hash);
  if (stored) return { ...stored, cached: true, milliseconds: performance.now() - started };
  // Loaded only now: with a stored model neither the pinyin dictionary nor the learner is needed in this thread.
  const { train } = await import('./train.ts');
  const { held: _, ...fit } = train(input);
  const made: DeskFit = { ...fit, cached: false };
  if (cacheDir !== undefined) writeCache(cacheDir, hash, made);
  return { ...made, milliseconds: performance.now() - started };
}
