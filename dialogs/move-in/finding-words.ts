import type { Locale } from '../desk-state.ts';
import type { Say } from '../speech.ts';
import { inWords, type MoveInBook } from './book.ts';
import type { Draft, Finding } from './findings.ts';

interface Speaker {
  say: Say;
  locale: Locale;
}

/** A point of the inspection in words: 窗·开关顺畅（C2）, or the part alone. */
export function codeWords({ say, locale }: Speaker, { parts }: MoveInBook, code: string): string {
  const part = parts.find(({ letter }) => code.startsWith(letter));
  const check = part?.checks.find((one) => one.code === code);
  if (!part) return code;
  const name = inWords(locale, part.name);
  return check ? say('move-in:finding.point', { name, point: inWords(locale, check.name), code }) : name;
}

/** One defect in a numbered list, with its point, how bad it is thought to be, and its photos. */
export function findingLine(speaker: Speaker, book: MoveInBook, { one, at }: { one: Finding; at: number }): string {
  const { say, locale } = speaker;
  const level = book.levels.find(({ key }) => key === one.level);
  const values = {
    at: at + 1,
    words: one.words,
    point: codeWords(speaker, book, one.code),
    level: level ? inWords(locale, level.name) : one.level,
  };
  const count = one.files.length;
  return count > 0 ? say('move-in:finding.withPhotos', { ...values, count }) : say('move-in:finding.line', values);
}

/** The whole draft for the summary: defects one by one, then what is fine and what was not looked at. */
export function draftLines(speaker: Speaker, book: MoveInBook, draft: Draft): string[] {
  const { say } = speaker;
  const lines = draft.defects.map((one, at) => findingLine(speaker, book, { one, at }));
  const passed = partsWith(speaker, book, { draft, result: 'pass' });
  const open = partsWith(speaker, book, { draft, result: 'unchecked' });
  return [
    ...(lines.length > 0 ? lines : [say('move-in:finding.none')]),
    ...(passed ? [say('move-in:finding.passed', { parts: passed })] : []),
    ...(open ? [say('move-in:finding.unchecked', { parts: open })] : []),
  ];
}

/** More parts than this are not named one by one. */
const NAMED = 6;

/** The parts with one result, those with the same reason together. */
function partsWith(
  { say, locale }: Speaker,
  { parts }: MoveInBook,
  { draft, result }: { draft: Draft; result: 'pass' | 'unchecked' },
): string {
  const byReason = new Map<string, string[]>();
  for (const { letter, name } of parts) {
    const own = Object.entries(draft.checks).filter(([code, check]) => code[0] === letter && check.result === result);
    if (own.length === 0) continue;
    const reason = own.find(([, check]) => check.reason)?.[1].reason ?? '';
    byReason.set(reason, [...(byReason.get(reason) ?? []), inWords(locale, name)]);
  }
  const told = [...byReason].map(([reason, names]) => {
    const some =
      names.length > NAMED ? say('move-in:finding.many', { count: names.length }) : names.join(say('asking:semicolon'));
    return reason ? say('move-in:finding.because', { part: some, reason }) : some;
  });
  return told.join(say('asking:semicolon'));
}
