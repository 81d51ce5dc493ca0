import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { promiseWhatIsSaid } from '#console/cases/promise-calls.ts';
import { may } from '#console/policy.ts';
import { readJson } from '#console/read-body.ts';
import { Refusal } from '#console/refusal.ts';
import { notePromise } from '#records/cases/promises.ts';
import { type ClaimBar, type ClerkClaim, claimAsClerk } from '#records/handoffs/claims.ts';
import { type LetGo, letGoOfChat, OUTCOMES } from '#records/handoffs/handoffs.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { type StaffMessage, sendOnce } from '#records/staff/messages.ts';
import { demandSpeakable } from './check-draft.ts';
import { desksOf } from './desks.ts';
import { about, clerkOf, findChat, findOwnChat, notYours } from './find-chat.ts';

/** POST conversations/:id/claim: done, too, when it is mine already. */
export async function claim(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const { storage, clock } = desk;
  const chat = await findChat(call);
  const rules = { capacity: desksOf(desk, chat.estateId).capacity, above: may(me.role, 'take-over-chats') };
  await storage.transact(async (tx) => {
    const now = clock.now();
    const result = await claimAsClerk({ storage, tx, now }, chat, clerkOf(call), rules);
    if (result.claimed) await writeAudit(tx, { ...about(call, chat), action: 'chat.claim' }, now);
    else if (result.holder?.id !== me.id) throw notClaimed(result, now);
  });
}

const BARRED: Record<ClaimBar, string> = {
  offered: 'Somebody else is asked first.',
  'other-desk': 'This chat is for another desk.',
  'at-capacity': 'You have as many chats as you can.',
  'about-you': 'This chat is not for you.',
};

function notClaimed(result: Exclude<ClerkClaim, { claimed: true }>, now: number): Refusal {
  const holder = result.holder ? { holder: result.holder.name } : {};
  if (!('bar' in result)) {
    const words = result.holder ? 'Somebody else has taken this chat.' : 'Nobody waits in this chat any more.';
    return new Refusal(409, 'already-claimed', words, holder);
  }
  const { bar, until } = result;
  const wait = until === undefined ? {} : { retryAfterSeconds: Math.ceil((until - now) / 1000) };
  return new Refusal(409, bar, BARRED[bar], { ...holder, ...wait });
}

const sendRequest = z.object({
  text: z
    .string()
    .max(4000)
    .refine((text) => text.trim() !== ''),
  clientId: z.string().min(1).max(100),
});

/** POST conversations/:id/messages */
export async function send(call: StaffCall): Promise<{ seq: number }> {
  return sendToChat(call, await readJson(call.req, sendRequest));
}

/** Sends words or files to the resident of the chat that the call names. @throws Refusal 409 when the caller does not hold it */
export async function sendToChat(
  call: StaffCall,
  message: Pick<StaffMessage, 'text' | 'files' | 'clientId'>,
): Promise<{ seq: number }> {
  const { desk } = call;
  const chat = await findChat(call);
  const now = desk.clock.now();
  const promised = message.text ? await promiseWhatIsSaid(call, chat, message.text) : [];
  const placed = await sendOnce(desk.storage, { ...chat, ...message }, clerkOf(call), {
    now,
    first: async () => {
      // What has gone out already is not refused when the line repeats it.
      if (message.text) await demandSpeakable(desk, message.text, chat);
    },
    also: async (tx, { seq }) => {
      await writeAudit(tx, { ...about(call, chat), action: 'chat.send', detail: { seq } }, now);
      for (const one of promised) await notePromise(tx, { ...one, seq }, desk.clock);
    },
  });
  if (!placed) throw await notYours(call, chat);
  return { seq: placed.seq };
}

/** POST conversations/:id/typing: said to the resident's page, kept nowhere. */
export async function typing(call: StaffCall): Promise<void> {
  const { desk } = call;
  const chat = await findOwnChat(call);
  desk.storage.announce({ about: 'typing', id: chat.conversationId, estateId: chat.estateId, role: 'staff' });
}

const letGoRequest = z.object({
  outcome: z.enum(OUTCOMES).optional(),
  note: z.string().trim().max(500).optional(),
});

/** POST conversations/:id/return and /close */
export function letGo(how: LetGo): (call: StaffCall) => Promise<void> {
  return async (call) => {
    const { desk } = call;
    const chat = await findChat(call);
    const { outcome, note } = await readJson(call.req, letGoRequest);
    const done = await desk.storage.transact(async (tx) => {
      const now = desk.clock.now();
      const end = { ...chat, how, ...(how === 'closed' && outcome && { outcome }), ...(note && { note }) };
      const moved = await letGoOfChat(tx, end, clerkOf(call), now);
      const detail = { outcome: end.outcome ?? null };
      if (moved) await writeAudit(tx, { ...about(call, chat), action: `chat.${how}`, detail }, now);
      return moved;
    });
    if (!done) throw await notYours(call, chat);
  };
}
