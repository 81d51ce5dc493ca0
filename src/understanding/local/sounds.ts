import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIRST = 0x3400;

/** A number told by the letters of a syllable, so that a stored model reads the same in every process; never 0. */
function numberOf(syllable: string): number {
  let number = 0;
  for (let i = 0; i < syllable.length; i++) number = Math.imul(number, 31) + syllable.charCodeAt(i);
  return (number << 1) | 1;
}

const examples = new Map<string, string>();

/** Reads `sounds.txt`: a line for each syllable, with all characters whose commonest sound it is. */
function readSounds(): Int32Array {
  const sounds = new Int32Array(0xa000 - FIRST);
  for (const line of readFileSync(join(import.meta.dirname, 'sounds.txt'), 'utf8').split('\n')) {
    const gap = line.indexOf(' ');
    const number = numberOf(line.slice(0, gap));
    if (gap > 0) examples.set(line.slice(0, gap), line.charAt(gap + 1));
    for (let i = gap + 1; i < line.length; i++) sounds[line.charCodeAt(i) - FIRST] = number;
  }
  return sounds;
}

const sounds = readSounds();

/**
 * A number for the commonest sound of a Chinese character (its UTF-16 unit, 3400–9fff): equal sounds, equal numbers. Characters hardly anybody
 * knows sound like nothing else. Unlike `syllablesOf` it does not look at the words around and needs no dictionary in memory, and teaches the
 * learner as much.
 */
export const soundOf = (code: number): number => sounds[code - FIRST] || code;

/** Some character that sounds like a syllable in small letters without its tone; undefined for what is no syllable. */
export const characterLike = (syllable: string): string | undefined => examples.get(syllable);
