import type { Common, Estate } from './documents.ts';
import { daysAfter, type Instant, instantOf, localTime } from './local-time.ts';
import { type Problem, warning } from './problem.ts';

/** What of the common documents says which days are worked. */
type Calendared = Pick<Common, 'calendar'>;
/** Whether the office has said when it is open: of one that has not, nobody may say that it is closed. */
export function hasHours({ office }: Estate): boolean {
  return Object.values(office.hours.weekly).some((day) => day.length > 0);
}

/** How the office's calendar counts a day: 工作日, 周末, 法定节假日, 调休上班. */
export type KindOfDay = 'workday' | 'weekend' | 'holiday' | 'make-up-workday';

/** A part of the day, for greetings. */
export type TimeOfDay = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night';

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
/** An office that stays closed for longer than this says so in other words than an opening hour. */
const daysAhead = 400;

/** The day at the estate as 20261123. */
export function localDate(estate: Estate, at: Instant): string {
  return localTime(estate.office.timeZone, at).date.replaceAll('-', '');
}

/** Which part of the day it is at the estate: from 05:00, 11:30, 13:30, 18:00 and 23:00. */
export function timeOfDay(estate: Estate, at: Instant): TimeOfDay {
  const { minutes } = localTime(estate.office.timeZone, at);
  if (minutes < 5 * 60 || minutes >= 23 * 60) return 'night';
  if (minutes < 11.5 * 60) return 'morning';
  if (minutes < 13.5 * 60) return 'noon';
  return minutes < 18 * 60 ? 'afternoon' : 'evening';
}

/** How the calendar counts the estate's day. In a year not entered only weekdays and weekends are known. */
export function kindOfDay(estate: Estate, common: Calendared, at: Instant): KindOfDay {
  return kindOfDate(common, localTime(estate.office.timeZone, at).date);
}

/** True on a workday or a make-up workday at the estate; public holidays are none. */
export function isWorkday(estate: Estate, common: Calendared, at: Instant): boolean {
  return ['workday', 'make-up-workday'].includes(kindOfDay(estate, common, at));
}

/** True when the calendar has the public holidays of this year. */
function isYearEntered(common: Calendared, year: number): boolean {
  return Object.hasOwn(common.calendar.years, String(year));
}

/** True while the office is open: special days first, then holidays and make-up workdays, then the week. */
export function isOpen(estate: Estate, common: Calendared, at: Instant): boolean {
  const { date } = localTime(estate.office.timeZone, at);
  return openPeriods(estate, common, date).some(({ from, to }) => from <= Number(at) && Number(at) < to);
}

/** The first moment from `at` on, `at` included, when the office is open; undefined when none comes in 400 days. */
export function nextOpening(estate: Estate, common: Calendared, at: Instant): Date | undefined {
  const { date } = localTime(estate.office.timeZone, at);
  for (let days = 0; days <= daysAhead; days++) {
    const period = openPeriods(estate, common, daysAfter(date, days)).find(({ to }) => Number(at) < to);
    if (period) return new Date(Math.max(period.from, Number(at)));
  }
  return undefined;
}

/** Warns while this year's holidays are not entered, and from December on about the next year's. */
export function calendarProblems(common: Calendared, now: Date): Problem[] {
  const { date } = localTime('Asia/Shanghai', now);
  const year = Number(date.slice(0, 4));
  const needed = date.slice(5, 7) === '12' ? [year, year + 1] : [year];
  return needed
    .filter((one) => !isYearEntered(common, one))
    .map((one) =>
      warning('common/calendar.json', `years.${one}`, 'calendar-not-entered', {
        zh: `${one} 年的放假和调休还没有录入，暂按普通周末计算`,
        en: `the public holidays of ${one} are not entered; weekends are counted as usual`,
      }),
    );
}

function kindOfDate({ calendar }: Calendared, date: string): KindOfDay {
  const years = Object.values(calendar.years);
  if (years.some(({ holidays }) => holidays.some(({ from, to }) => from <= date && date <= to))) return 'holiday';
  if (years.some(({ makeUpWorkdays }) => makeUpWorkdays.includes(date))) return 'make-up-workday';
  return ['sat', 'sun'].includes(weekdayOf(date)) ? 'weekend' : 'workday';
}

/** When the office is open on a day (2026-11-23), in order: moments in milliseconds. */
export function openPeriods(estate: Estate, common: Calendared, date: string): { from: number; to: number }[] {
  return rangesOn(estate, common, date).map((range) => {
    const [from = 0, to = 0] = range.split('-').map(minutesOf);
    const { timeZone } = estate.office;
    return { from: instantOf(timeZone, { date, minutes: from }), to: instantOf(timeZone, { date, minutes: to }) };
  });
}

function rangesOn({ office: { hours } }: Estate, common: Calendared, date: string): readonly string[] {
  const special = hours.special.find((day) => day.date === date);
  if (special) return special.hours;
  const kind = kindOfDate(common, date);
  if (kind === 'holiday') return hours.holiday;
  if (kind === 'make-up-workday') return hours.makeUpWorkday ?? hours.weekly.mon;
  return hours.weekly[weekdayOf(date)];
}

function weekdayOf(date: string): (typeof weekdays)[number] {
  return weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun';
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
