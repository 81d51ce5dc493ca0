import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INTENTS } from '../recognizer.ts';
import type { Example } from './fit.ts';

const LOCALES = ['zh-CN', 'en'] as const;

function sentences(file: string, label: string): Example[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((text) => ({ text, label }));
}

/**
 * Reads the example sentences of a handbook folder: `utterances/<locale>/<intent>.txt`, one sentence a line, `#` begins a comment.
 * A file named for no intent is refused by name, since it would silently teach nothing.
 */
export function readExamples(dir: string): Example[] {
  return LOCALES.flatMap((locale) => {
    const folder = join(dir, 'utterances', locale);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.txt'))
      .sort()
      .flatMap((name) => {
        const intent = name.slice(0, -4);
        if (!(INTENTS as readonly string[]).includes(intent))
          throw new Error(`${join(folder, name)}: no intent is named ${intent}`);
        return sentences(join(folder, name), intent);
      });
  });
}
