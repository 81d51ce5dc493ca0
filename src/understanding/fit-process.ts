import type { FitAnswer } from './fit-aside.ts';
import { type FitJob, runFitJob } from './fit-job.ts';

process.once('message', async (job: FitJob) => {
  const answer: FitAnswer = await runFitJob(job).then(
    (fitted) => ({ fitted }),
    (error: Error) => ({ failed: error.message }),
  );
  // A desk that was stopped meanwhile wants no answer.
  if (process.connected) process.send?.(answer);
});
