import { Worker } from 'node:worker_threads';
import type { DeskFit, trainCached } from './train-cached.ts';

/** A young generation of the usual size would take 48 MB for a second's work, and the system does not get it back. */
const LIMITS = { maxYoungGenerationSizeMb: 4 };

/** Fits in a thread of its own; rejects with the thread's error. */
export function trainAside(input: Parameters<typeof trainCached>[0]): Promise<DeskFit> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./train-worker.ts', import.meta.url), {
      workerData: input,
      resourceLimits: LIMITS,
    });
    worker.once('message', (fit: DeskFit) => {
      resolve(fit);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`fitting ended with code ${code}`)));
  });
}
