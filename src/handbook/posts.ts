import type { Estate } from './documents.ts';
import { POSTS } from './schemas/posts.ts';

/** Somebody a case can be addressed to. */
export type Post = (typeof POSTS)[number];

type Book = Pick<Estate, 'posts'>;

const HOUR = 3_600_000;
const RANK: Readonly<Record<Post, number>> = {
  'front-desk': 0,
  supervisor: 1,
  'privacy-officer': 1,
  manager: 2,
  director: 3,
  company: 4,
};

/** A word of the records as a post; whatever is not known is the front desk's. */
export function postOf(word: string | null | undefined): Post {
  return POSTS.find((one) => one === word) ?? 'front-desk';
}

/** True when `one` stands above `other`. */
export function isHigher(one: Post, other: Post): boolean {
  return RANK[one] > RANK[other];
}

/** The posts that somebody holds by their role, or by name. */
export function heldBy({ posts }: Book, { name, role }: { name: string; role: string }): Post[] {
  const holds = ({ roles, staff }: Book['posts']['posts'][number]) => roles.includes(role) || staff.includes(name);
  return posts.posts.filter(holds).map(({ key }) => key);
}

/** Keys of the means by which whoever holds a post is told; none where nobody has named the post. */
export function meansOfPost({ posts }: Book, post: Post): readonly string[] {
  return posts.posts.find(({ key }) => key === post)?.means ?? [];
}

/** A running time limit: when it began and when it ends, milliseconds. */
export interface Running {
  service: string;
  since: number;
  dueAt: number;
}

/** When staff are reminded of what is due, at the earliest when its time began. */
export function remindAt({ posts }: Book, { service, since, dueAt }: Running): number {
  const share = posts.deadlines.find((one) => one.service === service)?.soonPercent ?? 0;
  return Math.max(since, dueAt - ((dueAt - since) * share) / 100);
}

/** Who is to have heard of it by `now`, the last one named, and when the next one does. */
export function raisedBy(
  { posts }: Book,
  { service, dueAt }: Running,
  now: number,
): { posts: Post[]; next: number | undefined } {
  const steps = posts.deadlines.find((one) => one.service === service)?.overdue ?? [];
  const at = ({ afterHours }: { afterHours: number }) => dueAt + afterHours * HOUR;
  const ahead = steps.map(at).filter((one) => one > now);
  return {
    posts: steps.filter((one) => at(one) <= now).map(({ to }) => to),
    next: ahead.length > 0 ? Math.min(...ahead) : undefined,
  };
}
