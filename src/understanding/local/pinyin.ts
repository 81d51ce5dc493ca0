import { pinyin } from 'pinyin-pro';

const HAN_RUN = /[\u3400-\u9fff]+/g;
const known = new Map<string, readonly string[]>();

function syllables(run: string): readonly string[] {
  const cached = known.get(run);
  if (cached) return cached;
  const list = pinyin(run, { toneType: 'none', type: 'array', v: true });
  if (known.size > 5000) known.clear();
  if (run.length <= 12) known.set(run, list);
  return list;
}

/** The sound of every Chinese character in the text, in order, without tones; other characters give nothing. */
export function syllablesOf(text: string): string[] {
  const all: string[] = [];
  for (const run of text.match(HAN_RUN) ?? []) all.push(...syllables(run));
  return all;
}

const FIRST = 0x3400;
const sounds = new Int32Array(0xa000 - FIRST);
const numbers = new Map<string, number>();

/**
 * A number for the commonest sound of a Chinese character (its UTF-16 unit): equal sounds, equal numbers. Unlike `syllablesOf` it does not
 * look at the words around, which takes ten times as long and teaches the learner nothing more.
 */
export function soundOf(code: number): number {
  const known = sounds[code - FIRST];
  if (known) return known;
  const syllable = pinyin(String.fromCharCode(code), { toneType: 'none', v: true });
  // Told by the letters and not by the order of coming, so that a stored model reads the same in every process.
  let sound = numbers.get(syllable) ?? 0;
  if (!sound) {
    for (let i = 0; i < syllable.length; i++) sound = Math.imul(sound, 31) + syllable.charCodeAt(i);
    sound = sound | 1;
    numbers.set(syllable, sound);
  }
  sounds[code - FIRST] = sound;
  return sound;
}
