import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { readJson } from '#console/read-body.ts';
import { badRequest, notFound } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { queueTime } from '#records/due-rows.ts';
import { type Estates, includesEstate, readEstates } from '#records/estates.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { type Post, readPost, readPosts, writePost } from '#records/staff/posts.ts';
import { readPresent } from '#records/staff/presence.ts';
import { listStaff } from '#records/staff/staff.ts';
import type { StaffRow } from '#storage/schema.ts';
import { knownDesks } from './desks.ts';
import type { OwnPost, PostRequest, Posts } from './handoff-api.ts';

/** GET post */
export async function showOwnPost(call: StaffCall): Promise<OwnPost> {
  const { desk, me } = call;
  return { ...toPost(await readPost(desk.storage.db, me.id)), known: known(call) };
}

/** GET posts: everybody who works for an estate of mine, with what they do. */
export async function showPosts(call: StaffCall): Promise<Posts> {
  const { desk, me } = call;
  const { storage, clock } = desk;
  const staff = (await listStaff(storage.db)).filter((row) => isColleague(me.estates, row));
  const ids = staff.map(({ id }) => id);
  const postOf = await readPosts(storage.db, ids);
  const now = await queueTime(storage, clock);
  const here = new Map<string, number>();
  for (const { id } of desk.handbook.estates())
    for (const one of await readPresent(storage.db, id, now)) here.set(one.id, one.holding);
  return {
    known: known(call),
    staff: staff.map(({ id, display_name: name, role }) => ({
      ...toPost(postOf(id)),
      ...{ id, name, role },
      present: here.has(id),
      holding: here.get(id) ?? 0,
    })),
  };
}

const postRequest = z.object({
  desks: z.array(z.string().max(40)).max(50),
  languages: z.array(z.enum(['zh-CN', 'en'])).max(2),
  capacity: z.number().int().min(1).max(100).nullable(),
});

/** POST posts/:staff */
export async function setPost(call: StaffCall): Promise<void> {
  const { desk, me, params } = call;
  const post = await readJson(call.req, postRequest);
  const row = (await listStaff(desk.storage.db)).find(({ id }) => id === params.staff);
  if (!row || !isColleague(me.estates, row)) throw notFound();
  const keys = known(call).map(({ key }) => key);
  if (post.desks.some((key) => !keys.includes(key))) throw badRequest('There is no such desk.', 'desks');
  await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    await writePost(tx, row.id, post, now);
    const detail = { desks: post.desks.join(' '), languages: post.languages.join(' '), capacity: post.capacity };
    await writeAudit(tx, { actor: actorOf(me), subject: `staff:${row.id}`, action: 'staff.post', detail }, now);
  });
}

function known({ desk, me }: StaffCall) {
  return knownDesks(desk, (estateId) => includesEstate(me.estates, estateId));
}

/** Somebody all of whose estates are mine, or at least one when I see everything. */
function isColleague(mine: Estates, { estates, disabled_at }: StaffRow): boolean {
  if (disabled_at !== null) return false;
  if (mine === '*') return true;
  const theirs = readEstates(estates);
  return theirs !== '*' && theirs.length > 0 && theirs.every((id) => mine.includes(id));
}

function toPost({ desks, languages, capacity }: Post): PostRequest {
  return { desks, languages: languages.filter((one) => one === 'zh-CN' || one === 'en'), capacity };
}
