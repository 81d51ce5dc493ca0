import { Worker } from 'node:worker_threads';
import type { Fit } from './fit.ts';
import type { TrainingInput } from './train.ts';

/** A fit as it comes back from the thread: without the held-out sentences. */
export type RemoteFit = Omit<Fit, 'held'>;

/** Fits in a thread of its own; rejects with the thread's error. */
export function trainAside(input: TrainingInput): Promise<RemoteFit> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: input });
    worker.once('message', (fit: RemoteFit) => {
      resolve(fit);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`fitting ended with code ${code}`)));
  });
}
