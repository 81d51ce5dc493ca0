import { z } from 'zod';
import { listOf, slug, text } from './words.ts';

const safetyLine = z.strictObject({
  kind: slug,
  zh: text,
  en: text,
  /** Said after the first when the person stays in the conversation. */
  next: z.strictObject({ zh: text, en: text }).optional(),
  /** Keys of emergency-lines.json or of the phones in an estate's office.json, the one to ring first first. */
  phones: z.array(slug),
  /** True until the office's safety manager has signed the wording. */
  draft: z.boolean(),
  signedBy: z.string().default(''),
});

/** safety-lines.json: the first thing said in each kind of danger. */
export const safetyLinesSchema = z.strictObject({
  note: z.string().default(''),
  lines: listOf(safetyLine, ({ kind }) => kind),
});
