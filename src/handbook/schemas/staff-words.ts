import { z } from 'zod';
import { bilingual, listOf, slug, text } from './words.ts';

const words = z.strictObject({ zh: z.array(text).default([]), en: z.array(text).default([]) });
const none = { zh: [], en: [] };

/** Words by which a draft threatens to cut somebody off (Civil Code, art. 944). */
const threats = z.strictObject({
  /** What is cut: 停水, 停卡. */
  cuts: words.default(none),
  /** That it is meant for whoever reads it: 给您停, 就停水. */
  direct: words.default(none),
  /** That somebody does not pay, in the draft or in what the resident said last. */
  owing: words.default(none),
  /** That something is going to be done. */
  will: words.default(none),
  /** That it is not done: 不会, 不得; `yet` are longer words in which that means nothing: 不得不. */
  denied: words.default(none),
  yet: words.default(none),
  /** That water or power is off for work: 检修. */
  works: words.default(none),
  instead: bilingual.optional(),
});

/** Words by which a sentence promises that the office will do something; `not` are those that ask it of the resident. */
const promises = z.strictObject({ does: words.default(none), not: words.default(none) });

/** staff-words.json: what the desk watches for in what staff write to residents. */
export const staffWordsSchema = z.strictObject({
  note: z.string().default(''),
  threats: threats.default(threats.parse({})),
  promises: promises.default(promises.parse({})),
  /** By which words staff ask for what the resident may have told already; `key` is how the card calls it. */
  asks: listOf(z.strictObject({ key: slug, words }), ({ key }) => key).default([]),
});
