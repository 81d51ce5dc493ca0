import { z } from 'zod';
import { because, bilingual, listOf, slug, text } from './words.ts';

const time = z
  .string()
  .refine(
    (value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
    because('bad-value', '应写成 08:30', 'write it as 08:30'),
  );

const person = z.strictObject({
  key: slug,
  /** The person, or better the post: 夜间值班. */
  name: bilingual,
  /** What they sign in to the console with, when they have an account. */
  staff: text.optional(),
  /** Keys of means in `paging.json`, all used at once; without any they are reached by the console's alarm alone. */
  means: z.array(slug).default([]),
});

const shift = z.strictObject({
  /** Days on which the shift begins. */
  days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).min(1),
  /** The estate's time. A shift that ends at or before its beginning runs past midnight. */
  from: time,
  to: time,
  order: z.array(slug).min(1),
});

/** duty.json: who is called in an emergency, in which order, and how long each has to answer. */
export const dutySchema = z
  .strictObject({
    note: z.string().default(''),
    minutesToNext: z.number().int().min(1).max(60).default(5),
    people: listOf(person, ({ key }) => key).default([]),
    /** Who is called outside the shifts of `rota`. */
    order: z.array(slug).default([]),
    /** The first shift that holds counts. */
    rota: z.array(shift).default([]),
    /** Called last, whoever is on duty. */
    manager: slug.optional(),
  })
  .superRefine((duty, context) => {
    const known = new Set(duty.people.map(({ key }) => key));
    const named: [(string | number)[], string][] = [
      ...duty.order.map((key, at): [(string | number)[], string] => [['order', at], key]),
      ...duty.rota.flatMap(({ order }, shift) =>
        order.map((key, at): [(string | number)[], string] => [['rota', shift, 'order', at], key]),
      ),
      ...(duty.manager ? [[['manager'], duty.manager] as [(string | number)[], string]] : []),
    ];
    for (const [path, key] of named) {
      if (known.has(key)) continue;
      const refusal = because('unknown-reference', `people 里没有“${key}”`, `people has no "${key}"`);
      context.addIssue({ code: 'custom', path, ...refusal });
    }
  });
