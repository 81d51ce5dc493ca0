import { z } from 'zod';
import { because, listOf, slug, text } from './words.ts';

/**
 * Words separated by |; … between two such groups stands for a few characters. An empty word would be found in every
 * message, so it is refused, except in a last group left empty, which stands for anything.
 */
const pattern = text.refine(
  (value) =>
    value
      .replace(/…$/, '')
      .split(/[|…]/)
      .every((word) => word !== ''),
  because('bad-value', '| 或 … 的旁边少了词', 'a word is missing beside | or …'),
);

const perLanguage = z.strictObject({ zh: z.array(pattern), en: z.array(pattern) });

const kindOfDanger = z.strictObject({
  kind: slug,
  ...perLanguage.shape,
  /** The words as they sound, for slips such as 电踢 and for messages typed in pinyin. */
  pinyin: z.array(pattern).optional(),
  /** Takes back the words it overlaps. */
  not: z.array(pattern).optional(),
});

/**
 * emergency.json: the words that mean danger, the likeliest kind first. `calm` takes back a sentence that reports, asks
 * or supposes, unless a word of `now` stands in it; `phoning` knows 打我儿子的电话, which asks for a call. What is then said stands in safety-lines.json under the same kind.
 */
export const emergencySchema = z.strictObject({
  about: z.string().optional(),
  phoning: z.strictObject({ things: pattern, before: pattern }).optional(),
  calm: perLanguage,
  now: perLanguage,
  kinds: listOf(kindOfDanger, ({ kind }) => kind).refine(
    (kinds) => kinds.length > 0,
    because('bad-value', '至少要有一类危险', 'needs at least one kind of danger'),
  ),
});
