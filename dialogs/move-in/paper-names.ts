import type { DeskTurn } from '../desk-turn.ts';
import { inWords, type MoveInBook } from './book.ts';

/** Papers in words by their keys; `letter.term` is what is wanting on a paper that is there. */
export function paperNames({ say, state }: DeskTurn, { papers }: MoveInBook, keys: readonly string[]): string[] {
  return keys.flatMap((key) => {
    const [paper = '', check] = key.split('.');
    const found = papers.find((one) => one.key === paper);
    const part = found?.checks.find((one) => one.key === check);
    if (!found) return [];
    const name = inWords(state.locale, found.name);
    return part ? say('move-in:paperPart', { paper: name, part: inWords(state.locale, part.name) }) : name;
  });
}
