import { z } from 'zod';
import { MOVE_IN_DESKS } from './move-in.ts';
import { because, bilingual, day, listOf, slug } from './words.ts';

const slot = z.strictObject({
  /** When it begins, on the clock of the estate: `09:00`. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** How many homes at once. */
  places: z.number().int().positive().max(50),
});

const slots = z.strictObject({
  /** How many days ahead one may book, and how many hours before one must have. */
  daysAhead: z.number().int().positive().max(90).default(14),
  leadHours: z.number().int().nonnegative().max(240).default(12),
  minutes: z.number().int().positive().max(480).default(60),
  handover: listOf(slot, ({ time }) => time).default([]),
  recheck: listOf(slot, ({ time }) => time).default([]),
  /** Days without appointments although the office is open. */
  closed: listOf(day, (date) => date).default([]),
});

const order = z
  .array(z.enum(MOVE_IN_DESKS))
  .refine((desks) => MOVE_IN_DESKS.every((one) => desks.filter((desk) => desk === one).length === 1), {
    ...because('bad-value', '四个组各写一次', 'each of the four desks stands in it once'),
  })
  .refine((desks) => desks.indexOf('guides') < desks.indexOf('cashier'), {
    ...because('bad-value', '先验房，后缴费：验房不能排在财务处后面', 'the inspection never comes after the cashier'),
  });

const feeLine = z.strictObject({
  /** Key of a fee in common/move-in.json. */
  fee: slug,
  /** Key of a price in tariff.json; null where no general price is published. */
  tariff: slug.nullable(),
  payee: bilingual,
  invoice: bilingual.optional(),
  period: bilingual.optional(),
  refund: bilingual.optional(),
});

/** estates/<id>/move-in.json: appointments, order of the desks, rule for keys, local papers and fee sheet. All may be empty. */
export const estateMoveInSchema = z.strictObject({
  /** Where to come; null while it is not decided. */
  place: bilingual.nullable().default(null),
  slots: slots.default(() => slots.parse({})),
  order: order.default([...MOVE_IN_DESKS]),
  /** What must be done before keys are handed over, besides identity, inspection and a signed ledger line. */
  keyRule: z
    .strictObject({
      needs: z.array(z.enum(['signed', 'fees'])),
      reason: bilingual,
      approvedBy: z.string().min(1),
    })
    .nullable()
    .default(null),
  /** Papers or remarks of this estate, by kind of owner. */
  papers: z.array(z.strictObject({ kind: slug, name: bilingual })).default([]),
  feeSheet: z
    .strictObject({
      publishedOn: day.nullable().default(null),
      source: z.string().default(''),
      fees: listOf(feeLine, ({ fee }) => fee).default([]),
    })
    .default({ publishedOn: null, source: '', fees: [] }),
  /** Official ways for what is not the office's business. */
  channels: z
    .strictObject({
      fund: bilingual.nullable().default(null),
      tax: bilingual.nullable().default(null),
      developer: bilingual.nullable().default(null),
    })
    .default({ fund: null, tax: null, developer: null }),
});
