import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { FitJob, Fitted } from './fit-job.ts';

/** What a fit came back with, or the words of what went wrong. */
export type FitAnswer = { fitted: object } | { failed: string };

/**
 * Fits in a process of its own, so that no resident waits for it and the system gets all of its memory back (a thread keeps some 20 MB);
 * rejects with the error of that process.
 */
export function fitAside<J extends FitJob>(job: J): Promise<Fitted<J>> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'fit-process.ts'), { serialization: 'advanced', execArgv: [] });
    child.once('message', (answer: FitAnswer) => {
      if ('fitted' in answer) resolve(answer.fitted as Fitted<J>);
      else reject(new Error(answer.failed));
      child.disconnect();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`fitting ended with code ${code}`)));
    child.send(job);
  });
}
