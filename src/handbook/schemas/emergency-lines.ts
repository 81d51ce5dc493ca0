import { z } from 'zod';
import { bilingual, day, listOf, phoneNumber, slug, text } from './words.ts';

/** emergency-lines.json: numbers that hold in the whole country, with where and when they were checked. */
export const emergencyLinesSchema = z.strictObject({
  lines: listOf(
    z.strictObject({ key: slug, number: phoneNumber, name: bilingual, source: text, checkedOn: day }),
    ({ key }) => key,
  ),
});
