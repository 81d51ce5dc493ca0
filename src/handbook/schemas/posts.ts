import { z } from 'zod';
import { because, bilingual, listOf, slug, text } from './words.ts';

/** Posts that a case can be addressed to. */
export const POSTS = ['front-desk', 'supervisor', 'privacy-officer', 'manager', 'director', 'company'] as const;

const post = z.enum(POSTS);

const held = z.strictObject({
  key: post,
  /** As staff read it. */
  name: bilingual,
  /** Roles of the console whose holders hold the post. */
  roles: z.array(slug).default([]),
  /** What holders sign in to the console with, beside those roles. */
  staff: z.array(text).default([]),
  /** Keys of means in `paging.json` that hear of cases raised to this post. */
  means: z.array(slug).default([]),
});

const deadline = z.strictObject({
  /** Kind of case: complaint, privacy, handoff (a message left) … */
  service: slug,
  /** Part of the time, in per cent, that is left when staff are reminded. */
  soonPercent: z.number().min(0).max(90).default(0),
  /** Who hears of it once the time is over, and how many hours later somebody higher. */
  overdue: z.array(z.strictObject({ afterHours: z.number().min(0).max(2000), to: post })).default([]),
});

/** posts.json: who answers for which cases, and who hears when one is not answered in time. */
export const postsSchema = z
  .strictObject({
    note: z.string().default(''),
    posts: listOf(held, ({ key }) => key).default([]),
    deadlines: listOf(deadline, ({ service }) => service).default([]),
    /** Who hears of a chat that nobody took, or answered in, within the time of desks.json. */
    lateChats: post.default('manager'),
  })
  .superRefine(({ posts, deadlines }, context) => {
    const known = new Set(posts.map(({ key }) => key));
    for (const [at, { overdue }] of deadlines.entries())
      for (const [step, { to }] of overdue.entries()) {
        if (known.has(to)) continue;
        const refusal = because('unknown-reference', `posts 里没有“${to}”`, `posts has no "${to}"`);
        context.addIssue({ code: 'custom', path: ['deadlines', at, 'overdue', step, 'to'], ...refusal });
      }
  });
