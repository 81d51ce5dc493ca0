import { z } from 'zod';
import { isFactName } from '../local-keys.ts';
import { because, day, listOf } from './words.ts';

const factName = z
  .string()
  .refine(
    isFactName,
    because(
      'bad-value',
      '只能用小写字母、数字、连字符和下划线，各段用点隔开，如 invoice.rule',
      'use small letters, digits, hyphens and underscores, parts joined by dots, such as invoice.rule',
    ),
  );

/** What the office says of one thing; "" while it has not said so, and then the desk asks a person. */
const said = z
  .string()
  .transform((value) => value.trim())
  .default('');

const fact = z.strictObject({
  key: factName,
  value: z.strictObject({ zh: said, en: said }),
  /** The day somebody last checked it. */
  checkedOn: day.nullable().default(null),
  source: z.string().default(''),
});

/** facts.json: the estate's own facts, which answers of knowledge.json name as `facts.<key>`. */
export const factsSchema = z.strictObject({
  note: z.string().default(''),
  facts: listOf(fact, ({ key }) => key).default([]),
});
