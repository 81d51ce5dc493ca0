import { isCorrection } from '#understanding/turns-of-speech.ts';
import type { Reading } from '../asking/form.ts';

/** True when an answer is there already and nobody asks for it or corrects it. */
export function isSettled({ earlier, asked, text }: Pick<Reading, 'earlier' | 'asked' | 'text'>): boolean {
  return earlier !== undefined && earlier.value !== null && !asked && !isCorrection(text);
}
