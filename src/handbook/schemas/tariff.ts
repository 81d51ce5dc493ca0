import { z } from 'zod';
import { bilingual, day, listOf, slug } from './words.ts';

const price = z.strictObject({
  key: slug,
  group: z.enum(['service', 'parking', 'repair', 'card', 'other']),
  name: bilingual,
  /** In yuan; null while the office has not published one, and then none is said. */
  price: z.number().nonnegative().multipleOf(0.01).nullable(),
  unit: bilingual,
  note: bilingual.optional(),
});

/** tariff.json: the prices the office has published. */
export const tariffSchema = z.strictObject({
  currency: z.literal('CNY').default('CNY'),
  publishedOn: day.nullable().default(null),
  source: z.string().default(''),
  prices: listOf(price, ({ key }) => key).default([]),
});
