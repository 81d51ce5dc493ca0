import { z } from 'zod';
import { bilingual, listOf, slug } from './words.ts';

/** quick-topics.json: the buttons under the greeting, in order; `says` is what a tap sends in the resident's name. */
export const quickTopicsSchema = z.strictObject({
  topics: listOf(z.strictObject({ key: slug, label: bilingual, says: bilingual }), ({ key }) => key).default([]),
});
