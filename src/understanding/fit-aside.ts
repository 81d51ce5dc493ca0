import { Worker } from 'node:worker_threads';
import type { FitJob, Fitted } from './fit-job.ts';

/** A young generation of the usual size would take 48 MB for a second's work, and the system does not get it back. */
const LIMITS = { maxYoungGenerationSizeMb: 4 };

/** Fits in a thread of its own; rejects with the thread's error. */
export function fitAside<J extends FitJob>(job: J): Promise<Fitted<J>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./fit-worker.ts', import.meta.url), { workerData: job, resourceLimits: LIMITS });
    worker.once('message', (fitted: Fitted<J>) => {
      resolve(fitted);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`fitting ended with code ${code}`)));
  });
}
