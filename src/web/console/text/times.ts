import type { Words } from './zh-CN.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Where and in which words a time is said. */
export interface Telling {
  now: number;
  zone: string;
  words: Words;
}

/** A time as people say it: 刚刚, 5 分钟前, 今天 15:20, 昨天 09:05, 3月5日 15:20, 2025年3月5日. */
export function saidTime(at: number, telling: Telling): string {
  const { now, zone, words } = telling;
  const ago = now - at;
  if (ago >= -MINUTE && ago < MINUTE) return words.time.now;
  if (ago >= 0 && ago < HOUR) return words.time.minutesAgo(Math.floor(ago / MINUTE));
  const day = saidDay(at, telling);
  const thisYear =
    format(at, zone, words.lang, { year: 'numeric' }) === format(now, zone, words.lang, { year: 'numeric' });
  return thisYear ? `${day} ${clockTime(at, zone)}` : day;
}

/** The day alone: 今天, 昨天, 3月5日, 2025年3月5日. */
export function saidDay(at: number, { now, zone, words }: Telling): string {
  const day = dayKey(at, zone);
  if (day === dayKey(now, zone)) return words.time.today;
  if (day === dayKey(now - DAY, zone)) return words.time.yesterday;
  const sameYear = day.slice(0, 4) === dayKey(now, zone).slice(0, 4);
  const parts = { month: words.lang === 'en' ? 'short' : 'long', day: 'numeric' } as const;
  return format(at, zone, words.lang, sameYear ? parts : { ...parts, year: 'numeric' });
}

/** The hour and minute, 15:20. */
export function clockTime(at: number, zone: string): string {
  return format(at, zone, 'zh-CN', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** The exact time with day of the week, seconds and zone, for hovering. */
export function exactTime(at: number, zone: string, language: string): string {
  return format(at, zone, language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
}

/** The calendar day in a zone, `2026-11-23`. */
export function dayKey(at: number, zone: string): string {
  return format(at, zone, 'en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });
}

/** The first millisecond of a calendar day (`2026-11-23`) in a zone; undefined for what is no day. */
export function dayStart(day: string, zone: string): number | undefined {
  const utc = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(utc)) return undefined;
  const first = utc - offsetAt(utc, zone);
  return utc - offsetAt(first, zone);
}

function offsetAt(at: number, zone: string): number {
  const shown = format(at, zone, 'en-US', { timeZoneName: 'longOffset' });
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(shown) ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

/** How long somebody has waited: 2:40, 1 小时 5 分, 3 天. Never less than nothing. */
export function waitText(milliseconds: number, words: Words): string {
  const waited = Math.max(0, milliseconds);
  if (waited >= DAY) return words.time.waitDays(Math.floor(waited / DAY));
  if (waited >= HOUR) return words.time.waitHours(Math.floor(waited / HOUR), Math.floor((waited % HOUR) / MINUTE));
  const seconds = Math.floor((waited % MINUTE) / 1000);
  return `${Math.floor(waited / MINUTE)}:${String(seconds).padStart(2, '0')}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: number, zone: string, language: string, parts: Intl.DateTimeFormatOptions): string {
  const key = `${language} ${zone} ${JSON.stringify(parts)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language, { ...parts, timeZone: zone });
    formats.set(key, made);
  }
  return made.format(at);
}
