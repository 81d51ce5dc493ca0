import type { Entity } from '../recognizer.ts';
import { entity } from './span.ts';

const TICKET = /(?<![a-z\d])([a-z]{1,2})\s?-?\s?(20\d{6})\s?[-—–_ ]?\s?(\d{4})(?!\d)/g;
const NUMBER_ONLY = /(?:工单|单号|编号|报修号|ticket|case|no\.?)[号:：#\s是]{0,4}(20\d{6})\s?[-—–_ ]\s?(\d{4})(?!\d)/g;

/** Finds ticket numbers (R20261123-0007, "r20261123 0007") and writes them as the desk does; a missing letter is left out. */
export function findTickets(text: string, folded: string): Entity[] {
  const full = [...folded.matchAll(TICKET)].map((match) =>
    entity(
      'ticket',
      text,
      [match.index, match.index + match[0].length],
      `${match[1]?.toUpperCase()}${match[2]}-${match[3]}`,
    ),
  );
  const bare = [...folded.matchAll(NUMBER_ONLY)].map((match) => {
    const start = match.index + match[0].indexOf(match[1] ?? '');
    return entity('ticket', text, [start, match.index + match[0].length], `${match[1]}-${match[2]}`);
  });
  return [...full, ...bare.filter((one) => !full.some((other) => one.start < other.end && other.start < one.end))];
}
