import { fold } from '../fold.ts';
import { characterLike } from '../local/sounds.ts';

const LONGEST_SYLLABLE = 6;

/**
 * Chinese typed as it sounds (「wuyefei duoshao」), in some characters that sound like it; undefined when a word of the text
 * is no pinyin. Which characters they are means nothing.
 */
export function charactersLike(text: string): string | undefined {
  const words = fold(text).match(/[a-z]+/g) ?? [];
  const characters = words.map(spell);
  return words.length > 0 && characters.every((one) => one !== undefined) ? characters.join('') : undefined;
}

/** The longest syllable first, as one reads. */
function spell(word: string): string | undefined {
  let characters = '';
  for (let at = 0; at < word.length; ) {
    let end = Math.min(word.length, at + LONGEST_SYLLABLE);
    while (end > at && characterLike(word.slice(at, end)) === undefined) end--;
    if (end === at) return undefined;
    characters += characterLike(word.slice(at, end));
    at = end;
  }
  return characters;
}

const FEWEST_WORDS = 2;
const FEWEST_LETTERS = 8;
/** Words of small talk that could be pinyin too. */
const ENGLISH = /\b(are|is|the|my|to|an|on|one|take|care|sing|song|cute|fine|same)\b/i;

/** True for a sentence of Chinese in Latin letters. Hardly an English one has none but words that are pinyin as well. */
export function isTypedPinyin(text: string): boolean {
  const words = fold(text).match(/[a-z]+/g) ?? [];
  if (words.length < FEWEST_WORDS || words.join('').length < FEWEST_LETTERS) return false;
  return !/[\u3400-\u9fff]/.test(text) && !ENGLISH.test(text) && charactersLike(text) !== undefined;
}
