/** An instant: a Date or milliseconds since 1970. */
export type Instant = Date | number;

/** A wall clock: `date` as 2026-11-23, `minutes` since midnight on its face. */
export interface LocalTime {
  readonly date: string;
  readonly minutes: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows in a time zone at an instant. */
export function localTime(timeZone: string, at: Instant): LocalTime {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(at)) parts[type] = value;
  const { year = '', month = '', day = '', hour, minute } = parts;
  return { date: `${year.padStart(4, '0')}-${month}-${day}`, minutes: Number(hour) * 60 + Number(minute) };
}

/**
 * The instant, in milliseconds, at which a wall clock shows a time; 1440 minutes is the midnight that ends the day.
 * In the hour that summer time skips, as much later as it skips; in the hour it repeats, the first of the two.
 */
export function instantOf(timeZone: string, { date, minutes }: LocalTime): number {
  const face = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000;
  const guesses = [face - offset(timeZone, face - 86_400_000), face - offset(timeZone, face + 86_400_000)];
  return guesses.find((guess) => guess + offset(timeZone, guess) === face) ?? Math.max(...guesses);
}

/** The day a number of days later, both as 2026-11-23. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** How far the wall clock is ahead of UTC at an instant, in milliseconds; whole minutes, as all zones today. */
function offset(timeZone: string, at: number): number {
  const { date, minutes } = localTime(timeZone, at);
  return Date.parse(`${date}T00:00:00Z`) + minutes * 60_000 - Math.floor(at / 60_000) * 60_000;
}

/** Formats are costly to make and cheap to keep. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const digits = '2-digit';
    clock = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: digits,
      day: digits,
      hour: digits,
      minute: digits,
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}
