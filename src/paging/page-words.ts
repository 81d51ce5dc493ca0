import { dangerName } from '#handbook/dangers.ts';
import type { Estate } from '#handbook/handbook.ts';
import type { PageToSend } from '#records/paging/lists.ts';
import { notesOf, peopleOf, URGENT_REPAIR } from '#records/paging/pages.ts';
import type { DutyPageRow } from '#storage/schemas/pages.ts';
import type { RobotMessage } from './robots/robot.ts';

/** Speaks one sentence of the locales. */
export type Say = (key: string, values?: Record<string, string>) => string;

/** Where whoever is called can act; absent while nobody has said under which address the desk is reached. */
export interface PageLinks {
  accept: string;
  conversation: string;
}

/** How pressing it is, what, and where. */
export interface PageFacts {
  level: string;
  kind: string;
  place: string;
}

/** What a page says of its case, to anybody who has the link: level, kind and place in one language. */
export function pageFacts(page: DutyPageRow, say: Say, language: 'zh' | 'en'): PageFacts {
  const place = page.place ? (JSON.parse(page.place) as { zh: string; en: string }) : undefined;
  return {
    level: say(`emergency:level.${page.kind === URGENT_REPAIR ? 'urgent' : 'critical'}`),
    kind: say(`emergency:kind.${dangerName(page.kind)}`),
    place: place?.[language] ?? say('emergency:page.noPlace'),
  };
}

/** The message for one means, in the estate's first language. */
export function pageMessage(
  { send, page, number }: PageToSend,
  { estate, say, links }: { estate: Estate; say: Say; links: PageLinks | undefined },
): RobotMessage {
  const language = estate.office.languages[0] === 'en' ? 'en' : 'zh';
  const { level, kind, place } = pageFacts(page, say, language);
  const person = peopleOf(page)[send.step]?.name[language] ?? '';
  const calls = send.purpose === 'call';
  const lines = [
    say(calls ? 'emergency:page.call' : 'emergency:page.update', { level, kind, estate: estate.office.name[language] }),
    say('emergency:page.place', { place }),
    say('emergency:page.number', { number }),
    ...notesOf(page).map((one) => say(`emergency:page.note.${one}`)),
    ...(calls ? [say('emergency:page.asks', { person })] : []),
    ...(links && calls ? [say('emergency:page.accept', { link: links.accept })] : []),
    ...(links ? [say('emergency:page.look', { link: links.conversation })] : []),
  ];
  const facts = {
    purpose: send.purpose,
    estate: page.estate_id,
    kind: page.kind,
    place,
    number,
    notes: notesOf(page),
    person,
    ...links,
  };
  return { text: lines.join('\n'), everybody: calls, facts };
}
