import type { Entity, EntityOf, EntityType } from '../recognizer.ts';

/** Builds an entity from offsets; the words are cut from the original text. */
export function entity<T extends EntityType>(
  type: T,
  text: string,
  [start, end]: readonly [number, number],
  value: EntityOf<T>['value'],
): Entity {
  return { type, start, end, text: text.slice(start, end), value } as Entity;
}

/** Whether two stretches of text share a character. */
export const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end;

/** The text with the stretches already read blanked out by a character that no pattern takes, so that offsets stay. */
export function blank(text: string, taken: readonly { start: number; end: number }[]): string {
  let out = text;
  for (const { start, end } of taken) out = out.slice(0, start) + '\u0001'.repeat(end - start) + out.slice(end);
  return out;
}
