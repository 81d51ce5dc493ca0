import { z } from 'zod';
import { day } from './words.ts';

const promised = (unit: z.ZodNumber) => unit.positive().nullable().default(null);

/**
 * profile.json: the service standard that the director has adopted (服务档). A promise made in public can bind the
 * company, so null means that the desk says no number.
 */
export const profileSchema = z.strictObject({
  name: z.string().default(''),
  adoptedBy: z.string().default(''),
  effectiveFrom: day.nullable().default(null),
  emergencyArrivalMin: promised(z.number()),
  normalAckMin: promised(z.number()),
  /** After how long (minutes) somebody who waits for a person is told that nobody is free yet; nobody is told while it is null. */
  queueNoticeMin: promised(z.number()),
  complaintFirstFeedbackH: promised(z.number()),
  complaintReplyDays: promised(z.number()),
  /** Days within which a request about one's personal information is answered. */
  privacyReplyDays: promised(z.number()),
  surveyPerYear: promised(z.number()),
  /** Share of satisfied answers aimed at, in per cent. */
  satisfactionTarget: promised(z.number().max(100)),
  source: z.string().default(''),
});
