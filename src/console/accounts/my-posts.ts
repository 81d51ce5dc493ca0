import type { TicketAlerts } from '#console/api.ts';
import type { StaffCall } from '#console/call.ts';
import { may } from '#console/policy.ts';
import { heldBy } from '#handbook/posts.ts';
import { POSTS } from '#handbook/schemas/posts.ts';
import { countAlerts } from '#records/cases/ticket-lists.ts';

/** The posts that somebody signed in holds, by estate; in an office that named none everybody answers for everything. */
export function myPosts({ desk, me }: StaffCall): { estateId: string; posts: readonly string[] }[] {
  return desk.handbook.estates().map(({ id, posts }) => ({
    estateId: id,
    posts: posts && posts.posts.length > 0 ? heldBy({ posts }, me) : POSTS,
  }));
}

/** GET tickets/alerts */
export function showAlerts(call: StaffCall): Promise<TicketAlerts> {
  const { desk, me } = call;
  const filter = { posts: myPosts(call), companyToo: may(me.role, 'see-company-cases') };
  return countAlerts(desk.storage.reader, me.estates, filter);
}
