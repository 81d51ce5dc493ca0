import { z } from 'zod';
import { because, bilingual, day, listOf, phoneNumber, slug, text } from './words.ts';

const phone = z.strictObject({
  number: phoneNumber,
  name: bilingual.optional(),
  /** The day somebody last rang it; shown to residents beside local numbers. */
  checkedOn: day.optional(),
});

const timeRange = z
  .string()
  .refine(
    isTimeRange,
    because(
      'bad-value',
      '应写成 08:30-18:00，跨夜请拆成两天',
      'write it as 08:30-18:00; split a range that passes midnight',
    ),
  );

/** Opening hours of one day, in order; an empty list means closed. */
const dayHours = z
  .array(timeRange)
  .refine(
    (ranges) => ranges.every((range, at) => at === 0 || range.slice(0, 5) >= (ranges[at - 1] ?? '').slice(6)),
    because('bad-value', '时段要按先后排列且不能重叠', 'ranges must be in order and must not overlap'),
  );

const hours = z.strictObject({
  weekly: z.strictObject({
    mon: dayHours,
    tue: dayHours,
    wed: dayHours,
    thu: dayHours,
    fri: dayHours,
    sat: dayHours,
    sun: dayHours,
  }),
  holiday: dayHours,
  /** On a make-up workday (调休上班); Monday's hours when left out. */
  makeUpWorkday: dayHours.optional(),
  /** Single days that differ from everything above. */
  special: listOf(
    z.strictObject({ date: day, hours: dayHours, reason: bilingual.optional() }),
    ({ date }) => date,
  ).default([]),
});

/** office.json: who the office is, when it is open, how to reach it. Numbers may be empty; then none is said. */
export const officeSchema = z.strictObject({
  id: slug,
  /** True for an estate that does not exist; the pages then say so. */
  fictional: z.boolean().default(false),
  name: bilingual,
  company: bilingual.optional(),
  address: bilingual,
  timeZone: z
    .string()
    .refine(
      isTimeZone,
      because('bad-value', '应为时区名，如 Asia/Shanghai', 'must be a time zone such as Asia/Shanghai'),
    ),
  languages: z.array(z.enum(['zh-CN', 'en'])).min(1),
  hours,
  phones: z.strictObject({
    reception: phone,
    night: phone,
    director: phone,
    complaint: phone.optional(),
    security: phone.optional(),
    'fire-control': phone.optional(),
    'lift-rescue': phone.optional(),
    gas: phone.optional(),
    water: phone.optional(),
    power: phone.optional(),
    heating: phone.optional(),
    'housing-department': phone.optional(),
    community: phone.optional(),
    'owners-committee': phone.optional(),
  }),
  page: z.strictObject({ title: bilingual, subtitle: bilingual.optional(), notice: bilingual.optional() }),
  /** Roles at the desk that must have a second factor to sign in with, such as `manager` and `admin`. */
  secondFactorFor: z
    .array(z.enum(['agent', 'dispatcher', 'cashier', 'archivist', 'worker', 'manager', 'director', 'admin']))
    .optional(),
  /** Where the facts come from, for whoever edits them next. */
  note: text.optional(),
});

function isTimeRange(range: string): boolean {
  const match = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/.exec(range);
  return match !== null && range.slice(0, 5) < range.slice(6);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
