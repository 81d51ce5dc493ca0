import { parentPort, workerData } from 'node:worker_threads';
import { type TrainingInput, train } from './train.ts';

// Fitting takes most of a second of computing; in a thread of its own no resident waits for it.
const { held: _, ...fit } = train(workerData as TrainingInput);
parentPort?.postMessage(fit);
