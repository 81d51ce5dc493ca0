import { z } from 'zod';
import { because, bilingual, listOf, slug, text, wordLists } from './words.ts';

const code = z
  .string()
  .refine((value) => /^R(0[1-9]|1\d|20)$/.test(value), because('bad-value', '应为 R01 至 R20', 'must be R01 to R20'));

const named = z.strictObject({
  key: slug,
  ...wordLists,
  category: code.optional(),
  /** True when the category of this fault wins over that of the broken thing. */
  over: z.boolean().optional(),
});

/** What a broken thing, a fault and a place mean together; the first pair whose keys are all named wins. */
const pair = z
  .strictObject({ fixture: slug.optional(), fault: slug.optional(), place: slug.optional(), category: code })
  .refine(
    ({ fixture, fault, place }) => fixture ?? fault ?? place,
    because('missing-key', '至少要有 fixture、fault、place 之一', 'needs at least one of fixture, fault and place'),
  );

/** How soon a repair of this category is wanted unless staff say otherwise: 特急 / 急修 / 一般. */
const level = z.enum(['critical', 'urgent', 'ordinary']);

const category = z.strictObject({ code, zh: text, en: text, level, firstQuestion: bilingual.optional() });

const lists = z.strictObject({
  fixtures: listOf(named, ({ key }) => key),
  faults: listOf(named, ({ key }) => key),
  places: listOf(z.strictObject({ key: slug, zone: z.enum(['home', 'common']), ...wordLists }), ({ key }) => key),
  categories: listOf(category, (one) => one.code),
  pairs: z.array(pair).default([]),
});

/** fault-words.json: what people call broken things, what is wrong with them and where; labels are the first words. */
export const faultWordsSchema = lists.superRefine((words, context) => {
  for (const { path, name } of references(words)) {
    const refusal = because('unknown-reference', `没有“${name}”这一项`, `there is no "${name}"`);
    context.addIssue({ code: 'custom', path, ...refusal });
  }
});

/** Every category or key that is named but nowhere defined. */
function references({ fixtures, faults, places, categories, pairs }: z.output<typeof lists>) {
  const keys = {
    category: new Set(categories.map((one) => one.code)),
    fixture: new Set(fixtures.map(({ key }) => key)),
    fault: new Set(faults.map(({ key }) => key)),
    place: new Set(places.map(({ key }) => key)),
  };
  return Object.entries({ fixtures, faults, pairs }).flatMap(([list, entries]) =>
    entries.flatMap((entry: Partial<Record<keyof typeof keys, string>>, at) =>
      (['category', 'fixture', 'fault', 'place'] as const).flatMap((part) => {
        const name = entry[part];
        return name === undefined || keys[part].has(name) ? [] : [{ path: [list, at, part], name }];
      }),
    ),
  );
}
