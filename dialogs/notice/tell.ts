import { expandCodes } from '#handbook/code-range.ts';
import { localTime } from '#handbook/local-time.ts';
import type { TimedNotice } from '#handbook/notices.ts';
import { dayWords, momentWords, spanWords } from '../day-words.ts';
import { type DeskTurn, inLanguage } from '../desk-turn.ts';

/** A notice as it is told: what, when, where, what to do, and who said it where that is not the office. */
export function noticeWords(turn: DeskTurn, one: TimedNotice, all: readonly TimedNotice[]): string {
  const { say } = turn;
  const { notice } = one;
  const source = notice.source.by === 'office' ? undefined : notice.source.name;
  const lines = [
    say('notice:head', { title: inLanguage(turn, notice.title) }),
    say('notice:time', { when: whenWords(turn, one), where: whereWords(turn, one) }),
    inLanguage(turn, notice.body),
    notice.todo ? inLanguage(turn, notice.todo) : '',
    correction(turn, one, all),
    source ? say('notice:source', { name: inLanguage(turn, source) }) : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** A notice that no longer holds, told as such, with its reason. */
export function withdrawnWords(turn: DeskTurn, one: TimedNotice): string {
  const { title, withdrawn } = one.notice;
  const words = turn.say('notice:withdrawn', { title: inLanguage(turn, title), when: whenWords(turn, one) });
  return withdrawn?.reason ? `${words}\n${inLanguage(turn, withdrawn.reason)}` : words;
}

/** When a notice holds, in words. */
export function whenWords(turn: DeskTurn, { from, to, standing, notice }: TimedNotice): string {
  const { say } = turn;
  if (to !== undefined) {
    const span = spanWords(turn, from, to);
    return standing === 'in-force' ? say('notice:now', { when: span }) : span;
  }
  const whole = localTime(turn.estate.office.timeZone, from).minutes === 0;
  const start = whole ? dayWords(turn, from) : momentWords(turn, from);
  return say(notice.kind === 'informing' ? 'notice:from' : 'notice:noEnd', { start });
}

function whereWords(turn: DeskTurn, { notice: { affected, where } }: TimedNotice): string {
  const { say, estate } = turn;
  if (where) return inLanguage(turn, where);
  if (affected === 'all') return say('notice:everywhere');
  const { building: named, unit: counted } = estate.register.naming;
  const part = (key: string, pattern: { zh: string; en: string } | undefined, code: string) =>
    pattern ? inLanguage(turn, pattern).replace('{}', code) : say(key, { code });
  const places = affected.flatMap(({ building, unit }) =>
    (expandCodes(building) ?? []).flatMap((one) => {
      const name = part('notice:building', named, one);
      const units = unit === undefined ? [] : (expandCodes(unit) ?? []);
      return units.length === 0
        ? [name]
        : units.map((code) => say('notice:unitOf', { name, unit: part('notice:unit', counted, code) }));
    }),
  );
  return places.join(say('notice:and'));
}

/** Who was told another time before hears which one holds. */
function correction(turn: DeskTurn, one: TimedNotice, all: readonly TimedNotice[]): string {
  const earlier = all.find(({ notice, standing }) => notice.replacedBy === one.notice.id && standing !== 'draft');
  return earlier ? turn.say('notice:corrected', { when: whenWords(turn, earlier) }) : '';
}

/** Whom to ring about the notices told; empty where the handbook has no number. */
export function contactLine(turn: DeskTurn, told: readonly TimedNotice[]): string {
  const contacts = new Set(told.map(({ notice }) => notice.contact));
  const phones = Object.entries(turn.estate.office.phones).filter(
    ([key, { number }]) => contacts.has(key) && number !== '',
  );
  const numbers = phones.map(([, { number }]) => number).join(turn.say('notice:and'));
  return numbers ? turn.say('notice:contact', { numbers }) : '';
}
