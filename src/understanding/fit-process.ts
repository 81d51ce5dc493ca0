import type { FitAnswer } from './fit-aside.ts';
import { type FitJob, runFitJob } from './fit-job.ts';

process.once('message', async (job: FitJob) => {
  const answer: FitAnswer = await runFitJob(job).then(
    (fitted) => ({ fitted }),
    (error: Error) => ({ failed: error.message }),
  );
  // A desk that was stopped meanwhile wants no answer: nobody needs to hear that it could not be given.
  if (process.connected) process.send?.(answer, undefined, {}, () => undefined);
});
