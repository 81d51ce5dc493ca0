import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { INTENTS, type Intent, type Locale } from './recognizer.ts';

const LONGEST = 200;

/** A sentence that a person has labelled. */
export interface LabelledSentence {
  text: string;
  intent: string;
  locale: Locale;
}

/** What became of it: the line as it now stands in the file, or why it was not taken. */
export type OwnExample =
  | { written: true; file: string; line: string; intent: Intent }
  | { written: false; reason: 'empty' | 'too-long' | 'unknown-intent' | 'known-already' };

/**
 * A sentence as a line of the file holds it: no line feeds, no control characters, and not beginning with `#`, which would make it a comment;
 * or why it is no example.
 */
export function exampleLine(text: string): { line: string } | { reason: 'empty' | 'too-long' } {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/^[#\s]+/, '')
    .trim();
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(line)) return { reason: 'empty' };
  return line.length > LONGEST ? { reason: 'too-long' } : { line };
}

/**
 * Adds a labelled sentence to the office's own examples, `<ownDir>/utterances/<locale>/<intent>.txt`: appended in one write, so that neither
 * an edit by hand nor another desk's sentence is lost, and on the disk when this returns. The recognizer learns it at its next `retrain`.
 * The text must be masked already (`maskPersonal`). Throws when the file cannot be written.
 */
export function addOwnExample(ownDir: string, { text, intent, locale }: LabelledSentence): OwnExample {
  const known = INTENTS.find((name) => name === intent);
  if (!known) return { written: false, reason: 'unknown-intent' };
  const read = exampleLine(text);
  if ('reason' in read) return { written: false, reason: read.reason };
  const { line } = read;
  const file = join(ownDir, 'utterances', locale, `${known}.txt`);
  mkdirSync(dirname(file), { recursive: true });
  return append(file, line)
    ? { written: true, file, line, intent: known }
    : { written: false, reason: 'known-already' };
}

function append(path: string, line: string): boolean {
  const file = openSync(path, 'a+');
  try {
    if (readFileSync(path, 'utf8').split(/\r?\n/).includes(line)) return false;
    writeSync(file, `${endsOpen(file) ? '\n' : ''}${line}\n`);
    fsyncSync(file);
    return true;
  } finally {
    closeSync(file);
  }
}

/** Whether the last line has no line feed: people's editors leave it out. */
function endsOpen(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== 10;
}
