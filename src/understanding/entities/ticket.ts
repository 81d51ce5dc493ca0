import type { Entity } from '../recognizer.ts';
import { entity, overlaps } from './span.ts';

const TICKET = /(?<![a-z\d])([a-z]{1,2})\s?-?\s?(20\d{6})\s?[-—–_ ]?\s?(\d{4})(?!\d)/g;
const NUMBER_ONLY = /(?:工单|单号|编号|报修号|ticket|case|no\.?)[号:：#\s是]{0,4}(20\d{6})\s?[-—–_ ]\s?(\d{4})(?!\d)/g;

/** Numbers of other systems, believed beside a word for them: 工单77120, "case 77120", 单号WX20240315007, R-0098这个单. */
const TOLD =
  /(?:工单号?|单号|编号|报修号|受理号|流水号|ticket|case|order|request|ref(?:erence)?)\s?(?:no\.?|number|#|号|是|为)?\s?[:：#]?\s?([a-z]{0,4}-?\d{4,16}(?:-\d{1,6})?)(?![\d-])/g;
const FOLLOWED = /(?<![a-z\d-])([a-z]{1,4}-?\d{4,16})(?=\s?(?:这个?|那个?|的)?(?:报修|投诉)?(?:工?单|ticket|case))/g;

/** Finds ticket numbers (R20261123-0007, "r20261123 0007") and writes them as the desk does; a missing letter is left out. */
export function findTickets(text: string, folded: string): Entity[] {
  if (!/\d{4}/.test(folded)) return [];
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
  const told = [TOLD, FOLLOWED].flatMap((pattern) =>
    [...folded.matchAll(pattern)].map((match) => {
      const start = match.index + match[0].lastIndexOf(match[1] ?? '');
      return entity('ticket', text, [start, start + (match[1]?.length ?? 0)], (match[1] ?? '').toUpperCase());
    }),
  );
  const found = [...full];
  for (const one of [...bare, ...told]) if (!found.some((other) => overlaps(one, other))) found.push(one);
  return found;
}
