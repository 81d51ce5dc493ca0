import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { readJson } from '#console/read-body.ts';
import { badRequest, notFound, Refusal } from '#console/refusal.ts';
import { queueTime } from '#records/due-rows.ts';
import { findOpenHandoff } from '#records/handoffs/claims.ts';
import { findHolder, type Holder } from '#records/handoffs/handoffs.ts';
import { lastComplaint, staffNamedIn } from '#records/handoffs/history.ts';
import { appendAnswer, passChat, pullChat, requeueChat } from '#records/handoffs/moves.ts';
import { hasRoom, isAboutClerk } from '#records/handoffs/rules.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { staffNames } from '#records/staff/names.ts';
import { readPresent } from '#records/staff/presence.ts';
import type { Tx } from '#storage/storage.ts';
import { desksOf } from './desks.ts';
import { about, type Chat, clerkOf, findChat, findOwnChat, notYours } from './find-chat.ts';
import type { Targets } from './handoff-api.ts';

const note = z.string().trim().max(500);

/** POST conversations/:id/pull: done, too, when it is mine already. */
export async function pull(call: StaffCall): Promise<void> {
  const { desk } = call;
  const chat = await findChat(call);
  const complaint = await lastComplaint(desk.storage.db, chat.conversationId);
  const named = complaint ? await staffNamedIn(desk.storage.db, chat.estateId, complaint.words) : [];
  if (named.includes(call.me.id)) throw aboutThem();
  const done = await desk.storage.transact(async (tx) => {
    const pulled = await pullChat(tx, chat, clerkOf(call), desk.clock);
    if (pulled) await writeAudit(tx, { ...about(call, chat), action: 'chat.pull' }, desk.clock.now());
    return pulled;
  });
  if (!done) await refuseUnlessMine(call, chat);
}

const takeOverRequest = z.object({ why: note.min(1) });

/** POST conversations/:id/take-over: from a colleague, with a reason that stays on record. */
export async function takeOver(call: StaffCall): Promise<void> {
  const { desk } = call;
  const chat = await findChat(call);
  const { why } = await readJson(call.req, takeOverRequest);
  const from = await findHolder(desk.storage.db, chat);
  if (from?.id === call.me.id) return;
  if (!from) throw new Refusal(409, 'already-claimed', 'Nobody holds this chat.');
  await demandNotAbout(call, chat, call.me.id);
  const pass = { from, to: clerkOf(call), message: 'taken-over', by: from.name, note: why } as const;
  const done = await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    const moved = await passChat(tx, chat, pass, now);
    if (moved) await writeAudit(tx, { ...about(call, chat), action: 'chat.take-over', detail: { from: from.id } }, now);
    return moved;
  });
  if (!done) await refuseUnlessMine(call, chat);
}

const transferRequest = z.object({
  desk: z.string().max(40).optional(),
  staff: z.string().max(100).optional(),
  note: note.min(1),
});

/** POST conversations/:id/transfer */
export async function transfer(call: StaffCall): Promise<void> {
  const { desk } = call;
  const chat = await findChat(call);
  const wish = await readJson(call.req, transferRequest);
  await findOwnChat(call);
  const move = wish.staff === undefined ? await toDesk(call, chat, wish) : await toColleague(call, chat, wish);
  const done = await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    const moved = await move(tx, now);
    const detail = { desk: wish.desk ?? null, staff: wish.staff ?? null };
    if (moved) await writeAudit(tx, { ...about(call, chat), action: 'chat.transfer', detail }, now);
    return moved;
  });
  if (!done) throw await notYours(call, chat);
}

type Wish = z.output<typeof transferRequest>;
type Move = (tx: Tx, now: number) => Promise<boolean>;

async function toDesk(call: StaffCall, chat: Chat, { desk: key = '', note: words }: Wish): Promise<Move> {
  const { desks } = desksOf(call.desk, chat.estateId);
  const name = desks.find((one) => one.key === key)?.name;
  if (!name) throw badRequest('There is no such desk.', 'desk');
  const handoff = await findOpenHandoff(call.desk.storage.db, chat);
  if (handoff?.avoid.desks.includes(key)) throw aboutThem();
  const requeue = { from: clerkOf(call), why: 'transferred', desk: key, name, note: words } as const;
  return (tx, now) => requeueChat(tx, chat, requeue, now);
}

async function toColleague(call: StaffCall, chat: Chat, { staff = '', note: words }: Wish): Promise<Move> {
  const { storage, clock } = call.desk;
  if (staff === call.me.id) throw badRequest('This is yourself.', 'staff');
  const present = await readPresent(storage.db, chat.estateId, await queueTime(storage, clock));
  const colleague = present.find(({ id }) => id === staff);
  if (!colleague) {
    const name = (await staffNames(storage.db, [staff])).get(staff);
    throw new Refusal(409, 'not-present', 'They are not there now.', name ? { holder: name } : {});
  }
  await demandNotAbout(call, chat, staff);
  if (!hasRoom(colleague, desksOf(call.desk, chat.estateId).capacity))
    throw new Refusal(409, 'at-capacity', 'They have as many chats as they can.', { holder: colleague.name });
  const to: Holder = { id: colleague.id, name: colleague.name };
  const pass = { from: clerkOf(call), to, message: 'transferred', by: call.me.displayName, note: words } as const;
  return (tx, now) => passChat(tx, chat, pass, now);
}

/** @throws Refusal 409 when the complaint behind the chat is about this member of staff */
async function demandNotAbout({ desk }: StaffCall, chat: Chat, staffId: string): Promise<void> {
  const handoff = await findOpenHandoff(desk.storage.db, chat);
  if (handoff && isAboutClerk(handoff, await handoff.clerk(staffId))) throw aboutThem();
}

const aboutThem = () => new Refusal(409, 'about-them', 'The complaint is about them.');

async function refuseUnlessMine({ desk, me }: StaffCall, chat: Chat): Promise<void> {
  const holder = await findHolder(desk.storage.db, chat);
  if (holder?.id === me.id) return;
  throw new Refusal(409, 'already-claimed', 'This chat has moved on.', holder ? { holder: holder.name } : {});
}

const answerRequest = z.object({ key: z.string().min(1).max(40), text: z.string().trim().min(1).max(500) });

/** POST conversations/:id/answers: read as the resident's own answer would be. */
export async function answerForm(call: StaffCall): Promise<void> {
  const { desk } = call;
  const chat = await findOwnChat(call);
  const { key, text } = await readJson(call.req, answerRequest);
  await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    await appendAnswer(tx, chat, { key, text, clerk: clerkOf(call) }, now);
    await writeAudit(tx, { ...about(call, chat), action: 'chat.answer', detail: { key } }, now);
  });
}

/** GET conversations/:id/targets */
export async function showTargets(call: StaffCall): Promise<Targets> {
  const { storage, clock } = call.desk;
  const chat = await findChat(call);
  const { desks, capacity } = desksOf(call.desk, chat.estateId);
  const handoff = await findOpenHandoff(storage.db, chat);
  if (!handoff) throw notFound();
  const present = await readPresent(storage.db, chat.estateId, await queueTime(storage, clock));
  const colleagues = present.filter((one) => one.id !== call.me.id && !isAboutClerk(handoff, one));
  const nameOf = (key: string) => desks.find((one) => one.key === key)?.name ?? [];
  return {
    desks: desks.filter(({ key }) => !handoff.avoid.desks.includes(key)).map(({ key, name }) => ({ key, name })),
    colleagues: colleagues.map((one) => ({
      id: one.id,
      name: one.name,
      desks: one.post.desks.flatMap(nameOf),
      holding: one.holding,
      full: !hasRoom(one, capacity),
    })),
  };
}
