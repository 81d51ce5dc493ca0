import { z } from 'zod';
import { because, bilingual, listOf, slug, text } from './words.ts';

const number = z.number().int().positive();

const desk = z.strictObject({
  key: slug,
  name: bilingual,
  /** Services whose matters come here, or a kind of enquiry such as `fee-enquiry`. */
  services: z.array(slug).default([]),
  /** What makes a complaint one about this desk itself, which then never gets it: kinds (C02) and words (师傅). */
  complainedOf: z
    .strictObject({ categories: z.array(text).default([]), words: z.array(text).default([]) })
    .default({ categories: [], words: [] }),
});

/**
 * desks.json: the desks of the office (前台, 工程, 财务, 客服主管), which chats come to which, and how long a resident and a clerk may
 * take. A number that is null does not hold.
 */
export const desksSchema = z
  .strictObject({
    note: z.string().default(''),
    /** The first takes what belongs to no other. */
    desks: listOf(desk, ({ key }) => key).default([]),
    /** Desks that take complaints, the first that it is not about. */
    complaints: z.array(slug).default([]),
    /** Chats that one clerk holds at a time, where their own post says nothing. */
    capacity: number.nullable().default(null),
    /** How long the clerk who served somebody last is asked before the others (seconds). */
    offerSeconds: number.nullable().default(null),
    /** How long a clerk may be gone before their chats go back to the queue (seconds). */
    graceSeconds: number.default(60),
    /** Minutes of office time until a chat that nobody takes, or where no first reply is written, goes to the manager. */
    claimMin: number.nullable().default(null),
    firstReplyMin: number.nullable().default(null),
  })
  .superRefine(({ desks, complaints }, context) => {
    const known = new Set(desks.map(({ key }) => key));
    for (const [at, key] of complaints.entries()) {
      if (known.has(key)) continue;
      const refusal = because('unknown-reference', `desks 里没有“${key}”`, `desks has no "${key}"`);
      context.addIssue({ code: 'custom', path: ['complaints', at], ...refusal });
    }
    const taken = new Map<string, string>();
    for (const [at, { key, services }] of desks.entries()) {
      for (const [place, service] of services.entries()) {
        const other = taken.get(service);
        taken.set(service, other ?? key);
        if (other === undefined) continue;
        const refusal = because(
          'duplicate',
          `“${service}”已经归“${other}”`,
          `"${service}" belongs to "${other}" already`,
        );
        context.addIssue({ code: 'custom', path: ['desks', at, 'services', place], ...refusal });
      }
    }
  });
