import { z } from 'zod';
import { bilingual, day, listOf, phoneNumber, slug } from './words.ts';

/** One kind of data: what it is, what it is taken for, how long it is kept. Empty parts are not spoken. */
const kind = z.strictObject({
  /** `resident`, `homes`, `messages`, `files` and `cases` are counted for a resident who asks; others are only told. */
  key: slug,
  name: bilingual,
  purpose: bilingual.optional(),
  period: bilingual.optional(),
});

const days = z.number().int().positive().nullable().default(null);

/** After how many days the desk deletes by itself; null keeps it. What residents are told of it stands in `kinds`. */
const keep = z.strictObject({
  /** For whom a binding code was, after it was used or ran out. */
  codesDays: days,
  /** A form that was begun and left. */
  draftsDays: days,
  /** Name and phone of somebody who has left their last home here. */
  leaversDays: days,
});

/** privacy.json: the office's notice on personal information (个人信息保护法第17条). While it is empty a person answers. */
export const privacySchema = z.strictObject({
  /** Who answers for it, as residents read it, and a number. */
  contact: bilingual.optional(),
  phone: phoneNumber.default(''),
  kinds: listOf(kind, ({ key }) => key).default([]),
  /** What cannot be deleted at once, and why. */
  stays: bilingual.optional(),
  /** Where somebody turns whose wish was declined. */
  appeal: bilingual.optional(),
  keep: keep.default(() => keep.parse({})),
  effectiveFrom: day.nullable().default(null),
});
