import { syllablesOf } from './pinyin.ts';

/** How much each family of features counts. Pinyin is half-weighted: it heals voice errors and must not drown the words. */
export interface Channels {
  words: number;
  letters: number;
  han: number;
  pinyin: number;
}

/** The shipped weights; see `reference` figures in `README.md`. */
export const CHANNELS: Channels = { words: 1, letters: 1, han: 1, pinyin: 0.5 };

/** A feature of a text before weighting: its name and the weight of its family. */
export type Token = readonly [name: string, weight: number];

const PIECES = /[a-z][a-z']*|\d+|[\u3400-\u9fff]+|\[[^[\]\s]{1,6}\]|[\ue000-\ue0ff]|[?!？！]|\p{Extended_Pictographic}/gu;
const LONGEST_WORD = 24;

function letterGrams(word: string, weight: number, out: Token[]): void {
  const padded = `<${word.slice(0, LONGEST_WORD)}>`;
  for (let n = 2; n <= 4; n++) {
    for (let i = 0; i + n <= padded.length; i++) out.push([`c${padded.slice(i, i + n)}`, weight]);
  }
}

function hanGrams(run: string, weight: number, out: Token[]): void {
  for (let i = 0; i < run.length; i++) {
    out.push([`h${run.charAt(i)}`, weight]);
    if (i + 1 < run.length) out.push([`h${run.slice(i, i + 2)}`, weight]);
  }
}

function pinyinGrams(run: string, weight: number, out: Token[]): void {
  const syllables = syllablesOf(run);
  for (const [i, syllable] of syllables.entries()) {
    out.push([`p${syllable}`, weight]);
    if (i + 1 < syllables.length) out.push([`p${syllable} ${syllables[i + 1]}`, weight]);
  }
}

/** Names every feature of a text: word 1–2-grams, letter 2–4-grams, Chinese character 1–2-grams, pinyin 1–2-grams, emoji and codes. */
export function tokensOf(text: string, channels: Channels = CHANNELS): Token[] {
  const out: Token[] = [];
  let previous = '^';
  for (const [piece] of text.normalize('NFKC').toLowerCase().matchAll(PIECES)) {
    if (/^[\u3400-\u9fff]/.test(piece)) {
      hanGrams(piece, channels.han, out);
      if (channels.pinyin > 0) pinyinGrams(piece, channels.pinyin, out);
      previous = '#';
      continue;
    }
    const word = /^\d/.test(piece) ? `#${Math.min(piece.length, 6)}` : piece;
    out.push([`w${word}`, channels.words], [`w${previous} ${word}`, channels.words]);
    if (/^[a-z]/.test(piece)) letterGrams(piece, channels.letters, out);
    previous = word;
  }
  return out;
}
