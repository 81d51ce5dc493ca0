import { instantOf, localTime } from '#handbook/local-time.ts';

const MINUTE = 60_000;

/**
 * What a clock on the wall shows, as a date whose UTC fields are the local ones. LUIS takes its reference time as local, but the library
 * writes dates in UTC: without this, "tomorrow" said at one in the morning in Shanghai would be today.
 */
export function wallClock(now: Date, timeZone: string): Date {
  const { date, minutes } = localTime(timeZone, now);
  return new Date(Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE + (now.getTime() % MINUTE));
}

/** ISO 8601 with the zone's offset (2026-11-24T14:00:00+08:00) of a moment on the wall clock, given as {@link wallClock} gives it. */
export function isoOf(wall: number, timeZone: string): string {
  const face = new Date(wall).toISOString();
  const minutes = Math.floor((wall - Date.parse(`${face.slice(0, 10)}T00:00:00Z`)) / MINUTE);
  const instant = instantOf(timeZone, { date: face.slice(0, 10), minutes });
  const offset = Math.round((Math.floor(wall / MINUTE) * MINUTE - instant) / MINUTE);
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(offset);
  return `${face.slice(0, 19)}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
