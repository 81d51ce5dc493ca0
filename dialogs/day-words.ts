import { daysAfter, localTime } from '#handbook/local-time.ts';
import type { DeskTurn } from './desk-turn.ts';

type Speaker = Pick<DeskTurn, 'estate' | 'say' | 'clock'>;

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** A day as people say it on the estate's own clock: today, tomorrow (Tue), else date and weekday; the year only where it differs. */
export function dayWords({ estate, say, clock }: Speaker, at: number): string {
  const { timeZone } = estate.office;
  const { date } = localTime(timeZone, at);
  const today = localTime(timeZone, clock.now()).date;
  const weekday = say(`reception:day.${WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun'}`);
  if (date === today) return say('times:today');
  if (date === daysAfter(today, 1)) return say('times:tomorrow', { weekday });
  const [year = '', month = '', day = ''] = date.split('-');
  const values = { year, month: say(`times:month.${Number(month)}`), day: Number(day), weekday };
  return say(today.startsWith(year) ? 'times:date' : 'times:dateOfYear', values);
}

/** A time of day as 8:30. */
function clockWords({ estate }: Pick<Speaker, 'estate'>, at: number): string {
  const { minutes } = localTime(estate.office.timeZone, at);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** A day with a time of day. */
export function momentWords(speaker: Speaker, at: number): string {
  return speaker.say('times:moment', { day: dayWords(speaker, at), clock: clockWords(speaker, at) });
}

/** From when to when; a day is said once, and a midnight that ends it is 24:00. */
export function spanWords(speaker: Speaker, from: number, to: number): string {
  const { estate, say } = speaker;
  const midnight = localTime(estate.office.timeZone, to).minutes === 0;
  const first = dayWords(speaker, from);
  const last = dayWords(speaker, midnight ? to - 1 : to);
  const start = clockWords(speaker, from);
  const end = midnight ? '24:00' : clockWords(speaker, to);
  return first === last
    ? say('times:span', { day: first, start, end })
    : say('times:days', { first, start, last, end });
}
