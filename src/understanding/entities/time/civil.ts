/** A moment on the estate's wall clock, counted in milliseconds as if the wall clock were UTC. */
export type Wall = number;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
  }
  return format;
}

const offsets = new Map<string, number>();

/** Offset of a zone from UTC in milliseconds at an instant; remembered by quarter hour, since asking the run time is slow. */
function offsetAt(instant: number, timeZone: string): number {
  const key = `${timeZone} ${Math.floor(instant / (15 * MINUTE))}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = askOffset(instant, timeZone);
  if (offsets.size > 2000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function askOffset(instant: number, timeZone: string): number {
  const name =
    formatOf(timeZone)
      .formatToParts(instant)
      .find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * HOUR + Number(match[3]) * MINUTE);
}

/** What the wall clock shows at an instant. */
export const toWall = (instant: Date, timeZone: string): Wall =>
  instant.getTime() + offsetAt(instant.getTime(), timeZone);

/** ISO 8601 with the zone's offset on that day: 2026-11-24T14:00:00+08:00. */
export function toIso(wall: Wall, timeZone: string): string {
  const offset = offsetAt(wall - offsetAt(wall, timeZone), timeZone);
  const minutes = Math.abs(offset) / MINUTE;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${new Date(wall).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Midnight at the start of that day. */
export const startOfDay = (wall: Wall): Wall => Math.floor(wall / DAY) * DAY;

/** Midnight of a calendar day; months count from 1, days beyond the month roll over. */
export const wallOf = (year: number, month: number, day: number): Wall => Date.UTC(year, month - 1, day);

/** Year, month (1–12), day and weekday (1 Monday – 7 Sunday) of a moment. */
export function fieldsOf(wall: Wall): { year: number; month: number; day: number; weekday: number } {
  const date = new Date(wall);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay() || 7,
  };
}

/** Midnight of the Monday of that week. */
export const startOfWeek = (wall: Wall): Wall => startOfDay(wall) - (fieldsOf(wall).weekday - 1) * DAY;
