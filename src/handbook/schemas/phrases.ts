import { z } from 'zod';
import { bilingual, listOf, text } from './words.ts';

/** phrases.json: what neither the desk nor staff say (服务忌语), where it is harmless, and what to say instead. */
export const phrasesSchema = z.strictObject({
  forbidden: listOf(
    z.strictObject({
      phrase: text,
      language: z.enum(['zh', 'en']),
      /** Longer words in which the phrase means something else: 保证 in 质量保证书. */
      unless: z.array(text).default([]),
      /** True when only a message that is nothing but the phrase is rude, as 喂. */
      alone: z.boolean().default(false),
      instead: bilingual.optional(),
    }),
    ({ phrase }) => phrase,
  ),
});
