import type { Estate } from './documents.ts';
import { daysAfter, type Instant, localTime } from './local-time.ts';

/** Somebody who is called in an emergency. */
export type DutyPerson = Estate['duty']['people'][number];

type Shift = Estate['duty']['rota'][number];

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Whom to call now, one after the other, the manager last; nobody twice. Empty while the office has not filled it in. */
export function dutyOrder({ duty, office }: Estate, at: Instant): DutyPerson[] {
  const shift = duty.rota.find((one) => holds(one, office.timeZone, at));
  const keys = (shift?.order ?? duty.order).filter((key) => key !== duty.manager);
  const all = duty.manager ? [...keys, duty.manager] : keys;
  return [...new Set(all)].flatMap((key) => duty.people.find((person) => person.key === key) ?? []);
}

function holds({ days, from, to }: Shift, timeZone: string, at: Instant): boolean {
  const { date, minutes } = localTime(timeZone, at);
  const [begins, ends] = [minutesOf(from), minutesOf(to)];
  const today = days.includes(weekdayOf(date));
  if (begins < ends) return today && begins <= minutes && minutes < ends;
  const yesterday = days.includes(weekdayOf(daysAfter(date, -1)));
  return (today && minutes >= begins) || (yesterday && minutes < ends);
}

function weekdayOf(date: string): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun';
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
