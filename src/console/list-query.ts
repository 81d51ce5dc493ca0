import { z } from 'zod';
import { includesEstate } from '#records/estates.ts';
import type { PageEnd } from '#records/paging/page.ts';
import type { SignedIn } from '#records/staff/sessions.ts';
import { check } from './read-body.ts';
import { notFound } from './refusal.ts';

const DEFAULT_LIMIT = 50;
const MOST = 100;

/** A number without sign and fraction. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** A word of the query; one that is empty counts as not given. */
export const word = z
  .string()
  .max(200)
  .transform((value) => value.trim() || undefined)
  .optional();

/** A time in milliseconds since 1970. */
export const time = wholeNumber.optional();

/** A whole number up to `most`. */
export const count = (most: number, otherwise: number) =>
  wholeNumber.transform((value) => Math.min(value, most)).default(otherwise);

const cursor = z
  .string()
  .regex(/^\d{1,15}_.{1,200}$/s)
  .transform((value): PageEnd => {
    const cut = value.indexOf('_');
    return { at: Number(value.slice(0, cut)), id: value.slice(cut + 1) };
  })
  .optional();

/** How a list is paged. */
export const paging = { before: cursor, limit: count(MOST, DEFAULT_LIMIT).refine((value) => value > 0) };

/** Reads a query string. @throws Refusal 400 with the field */
export function readQuery<T>(query: URLSearchParams, shape: z.ZodType<T>): T {
  return check(Object.fromEntries([...query].filter(([, value]) => value !== '')), shape);
}

/** The `next` of a list: opaque to the page, given back as `before`. */
export function toNext(end: PageEnd | undefined): string | null {
  return end ? `${end.at}_${end.id}` : null;
}

/** An estate asked for by name must be one's own. @throws Refusal 404 */
export function demandOwnEstate(me: SignedIn, estateId: string | undefined): void {
  if (estateId !== undefined && !includesEstate(me.estates, estateId)) throw notFound();
}
