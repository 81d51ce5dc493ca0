import { soundOf } from './sounds.ts';

/** How much each family of features counts. Pinyin is half-weighted: it heals voice errors and must not drown the words. */
export interface Channels {
  words: number;
  letters: number;
  han: number;
  pinyin: number;
}

/** The shipped weights. Letters at about half weight: three n-grams a letter would drown the words (xSID zh 92.0 → 93.2 %, BANKING77 within 0.4). */
export const CHANNELS: Channels = { words: 1, letters: 0.55, han: 1, pinyin: 0.5 };

/** The families, by the two lowest bits of a feature's hash. Marks and concepts count as words. */
const WORDS = 0;
const LETTERS = 1;
const HAN = 2;
const PINYIN = 3;

/** The weight of a feature. */
export function weightOf(feature: number, { words, letters, han, pinyin }: Channels): number {
  return [words, letters, han, pinyin][feature & 3] as number;
}

const PIECES =
  /[a-z][a-z']*|\d+|[\u3400-\u9fff]+|\[[^[\]\s]{1,6}\]|[\ue000-\ue0ff]|[?!？！]|\p{Extended_Pictographic}/gu;
const LONGEST_WORD = 24;
const EMPTY = 0x811c9dc5 | 0;
const BETWEEN_SCRIPTS = EMPTY ^ 35;

const mix = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** Spreads a hash over all bits and puts the family into the lowest two; never 0, which marks an empty place in the vocabulary. */
function seal(hash: number, family: number): number {
  let h = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) & ~3) | family || 4;
}

function letterGrams(word: string, out: number[]): void {
  const padded = `<${word.slice(0, LONGEST_WORD)}>`;
  for (let i = 0; i + 2 <= padded.length; i++) {
    const to = Math.min(i + 4, padded.length);
    let hash = mix(EMPTY, padded.charCodeAt(i));
    for (let j = i + 1; j < to; j++) {
      hash = mix(hash, padded.charCodeAt(j));
      out.push(seal(hash, LETTERS));
    }
  }
}

function hanGrams(run: string, out: number[], sounds: boolean): void {
  let before = 0;
  let soundBefore = 0;
  for (let i = 0; i < run.length; i++) {
    const code = run.charCodeAt(i);
    out.push(seal(mix(EMPTY, code), HAN));
    if (before) out.push(seal(mix(mix(EMPTY, before), code), HAN));
    before = code;
    if (!sounds) continue;
    const sound = soundOf(code);
    out.push(seal(mix(EMPTY, sound), PINYIN));
    if (soundBefore) out.push(seal(mix(mix(EMPTY, soundBefore), sound), PINYIN));
    soundBefore = sound;
  }
}

function wordHash(word: string): number {
  let hash = EMPTY;
  for (let i = 0; i < word.length; i++) hash = mix(hash, word.charCodeAt(i));
  return hash;
}

/**
 * The features of a text as 32-bit hashes, in order and with repeats: word 1–2-grams, letter 2–4-grams, Chinese character 1–2-grams, pinyin 1–2-grams,
 * emoji and codes. Hashes instead of names: no string is built, and a model is nothing but arrays of numbers. Among 100,000 features about five
 * share a hash with another, which no measurement shows.
 */
export function tokensOf(text: string, channels: Channels = CHANNELS): number[] {
  const out: number[] = [];
  let previous = mix(EMPTY, 94);
  for (const [piece] of text.normalize('NFKC').toLowerCase().matchAll(PIECES)) {
    const first = piece.charCodeAt(0);
    if (first >= 0x3400 && first <= 0x9fff) {
      hanGrams(piece, out, channels.pinyin > 0);
      previous = BETWEEN_SCRIPTS;
      continue;
    }
    const word = wordHash(first >= 48 && first <= 57 ? `#${Math.min(piece.length, 6)}` : piece);
    out.push(seal(word, WORDS), seal(mix(mix(previous, 32), word), WORDS));
    if (first >= 97 && first <= 122) letterGrams(piece, out);
    previous = word;
  }
  return out;
}
