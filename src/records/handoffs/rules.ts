import { listIn, type Post } from '#records/staff/posts.ts';
import type { Present } from '#records/staff/presence.ts';
import type { HandoffRow } from '#storage/schema.ts';

/** Whom a chat must not go to: members of staff by id, desks by key. */
export interface Avoid {
  staff: string[];
  desks: string[];
}

/** What decides who may have a chat. */
export interface Wanted {
  level: HandoffRow['level'];
  desk: string | null;
  avoid: Avoid;
  /** The resident's language. */
  locale: string;
}

/** The stored list of whom a chat must not go to. */
export function readAvoid(stored: string | null): Avoid {
  if (stored === null) return { staff: [], desks: [] };
  const { staff, desks } = JSON.parse(stored) as Partial<Avoid>;
  return { staff: listIn(JSON.stringify(staff ?? [])), desks: listIn(JSON.stringify(desks ?? [])) };
}

/** As stored; null when it may go to anybody. */
export function writeAvoid(avoid: Avoid | undefined): string | null {
  return avoid && avoid.staff.length + avoid.desks.length > 0 ? JSON.stringify(avoid) : null;
}

/** True when the complaint behind a chat is about this clerk, or about every desk they sit at. */
export function isAboutClerk({ avoid }: Pick<Wanted, 'avoid'>, clerk: { id: string; post: Post }): boolean {
  if (avoid.staff.includes(clerk.id)) return true;
  return clerk.post.desks.length > 0 && clerk.post.desks.every((key) => avoid.desks.includes(key));
}

/** Whether a chat comes to this clerk: their desk, their language. An emergency comes to everybody. */
export function isFor(wanted: Wanted, clerk: { id: string; post: Post }): boolean {
  if (isAboutClerk(wanted, clerk)) return false;
  if (wanted.level === 'critical') return true;
  const { desks, languages } = clerk.post;
  const atDesk = desks.length === 0 || wanted.desk === null || desks.includes(wanted.desk);
  return atDesk && (languages.length === 0 || languages.includes(wanted.locale));
}

/** Whether one more chat is not too many for somebody. */
export function hasRoom({ post, holding }: Pick<Present, 'post' | 'holding'>, capacity: number | null): boolean {
  const most = post.capacity ?? capacity;
  return most === null || holding < most;
}
