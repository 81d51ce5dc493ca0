import { join } from 'node:path';
import type { ReviewDesk } from '#console/questions/review-desk.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { addOwnExample, exampleLine } from '#understanding/own-examples.ts';
import { INTENTS } from '#understanding/recognizer.ts';
import { tryExamples } from '#understanding/try-examples.ts';
import { localeOf } from '#understanding/try-job.ts';

/** The examples of an open handbook, as the console teaches them. What is written is learned by whoever watches the files. */
export function examplesDesk(handbook: Handbook, handbookDir: string): ReviewDesk {
  const ownDir = join(handbookDir, 'own');
  return {
    intents: INTENTS,
    teaches: (text) => 'line' in exampleLine(text),
    attempt(sentences, messages) {
      const { faultWords, emergency } = handbook.common();
      const added = sentences.flatMap(({ text, intent }) => {
        const read = exampleLine(text);
        return 'line' in read ? [{ text: read.line, label: intent }] : [];
      });
      return tryExamples({ dirs: [join(handbookDir, 'common'), ownDir], faultWords, emergency, added, messages });
    },
    teach: ({ text, intent }) => addOwnExample(ownDir, { text, intent, locale: localeOf(text) }).written,
  };
}
