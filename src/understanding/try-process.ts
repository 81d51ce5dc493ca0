import { setPriority } from 'node:os';
import type { TryAnswer } from './try-examples.ts';
import { runTryJob, type TryJob } from './try-job.ts';

/** Nobody waits at a counter for a trial: residents' turns go first. */
const AFTER_ALL_ELSE = 10;

process.once('message', (job: TryJob) => {
  setPriority(AFTER_ALL_ELSE);
  process.send?.(answerTo(job), undefined, {}, () => undefined);
});

function answerTo(job: TryJob): TryAnswer {
  try {
    return { tried: runTryJob(job) };
  } catch (error) {
    return { failed: (error as Error).message };
  }
}
