import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIRST = 0x3400;
const COUNT = 0xa000 - FIRST;

/** A number told by the letters of a syllable, so that a stored model reads the same in every process; never 0. */
function numberOf(syllable: string): number {
  let number = 0;
  for (let i = 0; i < syllable.length; i++) number = Math.imul(number, 31) + syllable.charCodeAt(i);
  return (number << 1) | 1;
}

/** The syllables there are, and for every character the place of its own; place 0 is for characters hardly anybody knows. */
const syllables = [''];
const places = new Uint16Array(COUNT);
const examples = new Map<string, string>();

/** Reads `sounds.txt`: a line for each syllable, with all characters whose commonest sound it is. */
for (const line of readFileSync(join(import.meta.dirname, 'sounds.txt'), 'utf8').split('\n')) {
  const gap = line.indexOf(' ');
  if (gap < 1) continue;
  const place = syllables.push(line.slice(0, gap)) - 1;
  examples.set(line.slice(0, gap), line.charAt(gap + 1));
  for (let i = gap + 1; i < line.length; i++) places[line.charCodeAt(i) - FIRST] = place;
}

const numbers = Int32Array.from(syllables, numberOf);

/**
 * A number for the commonest sound of a Chinese character (its UTF-16 unit, 3400–9fff): equal sounds, equal numbers. Characters hardly anybody
 * knows sound like nothing else. It does not look at the words around and needs no dictionary in memory (27 MB less), and teaches the learner as much.
 */
export function soundOf(code: number): number {
  const place = places[code - FIRST] as number;
  return place === 0 ? code : (numbers[place] as number);
}

/** Some character that sounds like a syllable in small letters without its tone; undefined for what is no syllable. */
export const characterLike = (syllable: string): string | undefined => examples.get(syllable);

const HAN = /[\u3400-\u9fff]/g;

/** Characters of two sounds, where words of danger need the rarer one. */
const OTHERWISE: readonly [RegExp, string][] = [
  [/了(?!解|如|结|事|得|不)/g, '乐'],
  [/着(?=[火活或伙祸])/g, '找'],
  [/(?<=[泄卸谢写])露/g, '漏'],
];

/** The sound of every Chinese character in the text, in order, without tones; other characters give nothing. */
export function syllablesOf(text: string): string[] {
  let read = text;
  for (const [words, alike] of OTHERWISE) read = read.replace(words, alike);
  return (read.match(HAN) ?? []).flatMap((char) => syllables[places[char.charCodeAt(0) - FIRST] as number] || []);
}
