import { z } from 'zod';
import { because } from './words.ts';

const months = z
  .number()
  .refine(
    (value) => Number.isInteger(value) && value >= 1,
    because('bad-value', '填整数月，至少 1', 'whole months, at least 1'),
  )
  .nullable()
  .default(null);

/**
 * retention.json: for how many months after the last word the estate keeps what was said. A kind without a number is kept
 * until somebody decides; what is on legal hold, with a person, or has an open case is kept in any case.
 */
export const retentionSchema = z.strictObject({
  /** Conversations with their log and files; cases stay, without the way back to what was said. */
  conversations: months,
  /** Photos and files alone, while the words stay. */
  files: months,
  /** Messages that were not understood, as kept for people to label. */
  notUnderstood: months,
});
