import type { EstateBook } from '#console/console-desk.ts';
import { bareNumber, PHONES } from './phones-in-words.ts';

const known = new WeakMap<object, ReadonlySet<string>>();

/**
 * The telephone numbers that the handbook itself names: the office's, the duty's, those of the repairers it refers to. They say
 * nothing of a resident. A new edit of the handbook brings new objects, and with them new numbers.
 */
export function officeNumbers(handbook: EstateBook, estateId: string): ReadonlySet<string> {
  const estate = handbook.estates().find(({ id }) => id === estateId);
  return new Set([...numbersIn(estate), ...numbersIn(handbook.common?.())]);
}

function numbersIn(document: object | undefined): ReadonlySet<string> {
  if (!document) return new Set();
  const before = known.get(document);
  if (before) return before;
  // Homes are no telephones, and there may be thousands of them.
  const written = JSON.stringify(document, (key, value) => (key === 'register' ? undefined : value));
  const found = new Set((written.match(PHONES) ?? []).map(bareNumber));
  known.set(document, found);
  return found;
}
