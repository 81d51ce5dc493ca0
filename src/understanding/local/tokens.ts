import { syllablesOf } from './pinyin.ts';

/** How much each family of features counts. Pinyin is half-weighted: it heals voice errors and must not drown the words. */
export interface Channels {
  words: number;
  letters: number;
  han: number;
  pinyin: number;
}

/** The shipped weights. Letters at half weight: four n-grams a letter would drown the words (xSID zh 90.4 → 92.8 %, our own examples unchanged). */
export const CHANNELS: Channels = { words: 1, letters: 0.5, han: 1, pinyin: 0.5 };

/** The weight of a feature, by the first letter of its name. Marks and concepts count as words. */
export function weightOf(name: string, channels: Channels): number {
  const family = name.charAt(0);
  return family === 'c'
    ? channels.letters
    : family === 'h'
      ? channels.han
      : family === 'p'
        ? channels.pinyin
        : channels.words;
}

const PIECES =
  /[a-z][a-z']*|\d+|[\u3400-\u9fff]+|\[[^[\]\s]{1,6}\]|[\ue000-\ue0ff]|[?!？！]|\p{Extended_Pictographic}/gu;
const LONGEST_WORD = 24;

function letterGrams(word: string, out: string[]): void {
  const padded = `<${word.slice(0, LONGEST_WORD)}>`;
  for (let n = 2; n <= 4; n++) {
    for (let i = 0; i + n <= padded.length; i++) out.push(`c${padded.slice(i, i + n)}`);
  }
}

function hanGrams(run: string, out: string[]): void {
  for (let i = 0; i < run.length; i++) {
    out.push(`h${run.charAt(i)}`);
    if (i + 1 < run.length) out.push(`h${run.slice(i, i + 2)}`);
  }
}

function pinyinGrams(run: string, out: string[]): void {
  const syllables = syllablesOf(run);
  for (const [i, syllable] of syllables.entries()) {
    out.push(`p${syllable}`);
    if (i + 1 < syllables.length) out.push(`p${syllable} ${syllables[i + 1]}`);
  }
}

/** Names every feature of a text: word 1–2-grams, letter 2–4-grams, Chinese character 1–2-grams, pinyin 1–2-grams, emoji and codes. */
export function tokensOf(text: string, channels: Channels = CHANNELS): string[] {
  const out: string[] = [];
  let previous = '^';
  for (const [piece] of text.normalize('NFKC').toLowerCase().matchAll(PIECES)) {
    if (/^[\u3400-\u9fff]/.test(piece)) {
      hanGrams(piece, out);
      if (channels.pinyin > 0) pinyinGrams(piece, out);
      previous = '#';
      continue;
    }
    const word = /^\d/.test(piece) ? `#${Math.min(piece.length, 6)}` : piece;
    out.push(`w${word}`, `w${previous} ${word}`);
    if (/^[a-z]/.test(piece)) letterGrams(piece, out);
    previous = word;
  }
  return out;
}
