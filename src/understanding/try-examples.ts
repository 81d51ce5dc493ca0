import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Tried, TryJob } from './try-job.ts';

/** What a trial came back with, or the words of what went wrong. */
export type TryAnswer = { tried: Tried } | { failed: string };

/**
 * Tries examples in a process of its own, so that no resident waits for it; the desk itself learns nothing.
 * Rejects with the error of that process.
 */
export function tryExamples(job: TryJob): Promise<Tried> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'try-process.ts'), { serialization: 'advanced', execArgv: [] });
    child.once('message', (answer: TryAnswer) => {
      if ('tried' in answer) resolve(answer.tried);
      else reject(new Error(answer.failed));
      child.disconnect();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the trial ended with code ${code}`)));
    child.send(job);
  });
}
