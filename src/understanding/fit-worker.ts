import { parentPort, workerData } from 'node:worker_threads';
import { type FitJob, runFitJob } from './fit-job.ts';

/** The memory behind all arrays of a value, each piece once. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null) {
    for (const one of Object.values(value)) buffersOf(one, found);
  }
  return found;
}

// Fitting takes most of a second of computing; in a thread of its own no resident waits for it. Fitted arrays are handed over, not copied; those
// of a stored model lie in the memory of the file, which cannot be.
const fitted = await runFitJob(workerData as FitJob);
const fresh = [fitted.learner, fitted.knowledge].filter((one) => one && !one.cached);
parentPort?.postMessage(fitted, [...buffersOf(fresh)]);
