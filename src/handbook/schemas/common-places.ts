import { z } from 'zod';
import { expandCodes } from '../code-range.ts';
import { because, listOf, slug, text, wordLists } from './words.ts';

const place = z.strictObject({
  key: slug,
  kind: z.enum(['garden', 'garage', 'lobby', 'corridor', 'gate', 'playground', 'road', 'roof', 'room', 'other']),
  ...wordLists,
});

const lift = z.strictObject({
  /** The number painted on the lift. It may come again in another building. */
  number: text,
  building: text,
  unit: text.optional(),
});

const liftRow = z.strictObject({
  number: z
    .string()
    .refine(
      (range) => expandCodes(range) !== undefined,
      because('bad-value', '应写成 1-2 或 1,3', 'write it as 1-2 or 1,3'),
    ),
  building: text,
  unit: text.optional(),
});

/** common-places.json: what belongs to everybody, and the lifts with their numbers. */
export const commonPlacesSchema = z.strictObject({
  places: listOf(place, ({ key }) => key).default([]),
  lifts: z
    .array(liftRow)
    .default([])
    .transform((rows) => rows.flatMap(liftsOnRow))
    .pipe(listOf(lift, ({ number, building, unit }) => [building, unit, number].join('-'))),
});

function liftsOnRow({ number, building, unit }: z.output<typeof liftRow>): z.output<typeof lift>[] {
  return (expandCodes(number) ?? []).map((one) => ({ number: one, building, unit }));
}
