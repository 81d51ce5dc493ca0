import { join } from 'node:path';
import { createSpeech } from '#dialogs/speech.ts';
import { openHandbook } from '#handbook/handbook.ts';
import { createDeskRecognizer } from '#src/desk-recognizer.ts';
import { ROOT } from '#src/root.ts';
import type { Shared } from './play.ts';

/** Errors of the desk that no file asked for: a run with one has failed. */
export interface Heard {
  code: string;
  error: unknown;
}

/** The shipped handbook, recognizer and voice, opened once for many conversations. */
export async function openShared(heard: Heard[]): Promise<Shared> {
  const handbookDir = join(ROOT, 'data');
  const handbook = await openHandbook({ dir: handbookDir, watch: false });
  return {
    handbookDir,
    handbook,
    recognizer: createDeskRecognizer(handbook, { handbookDir }),
    speech: createSpeech(join(ROOT, 'locales')),
    log: { info: () => {}, warn: () => {}, error: (code, error) => void heard.push({ code, error }) },
  };
}
