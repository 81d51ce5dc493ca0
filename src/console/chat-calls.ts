import { z } from 'zod';
import { writeAudit } from '#records/audit.ts';
import { claimChat, type LetGo, letGoOfChat } from '#records/handoffs.ts';
import { notePromise } from '#records/promises.ts';
import { type StaffMessage, sendOnce } from '#records/staff-messages.ts';
import type { StaffCall } from './call.ts';
import { demandSpeakable } from './check-draft.ts';
import { type Chat, findChat, findOwnChat, notYours } from './find-chat.ts';
import { promiseWhatIsSaid } from './promise-calls.ts';
import { readJson } from './read-body.ts';
import { Refusal } from './refusal.ts';
import { actorOf } from './staff-words.ts';

/** POST conversations/:id/claim: done, too, when it is mine already. */
export async function claim(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const chat = await findChat(call);
  await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    const result = await claimChat(tx, chat, clerkOf(call), now);
    if (result.claimed) {
      await writeAudit(tx, { ...about(call, chat), action: 'chat.claim' }, now);
    } else if (result.holder?.id !== me.id) {
      const holder = result.holder?.name;
      const words = holder ? 'Somebody else has taken this chat.' : 'Nobody waits in this chat any more.';
      throw new Refusal(409, 'already-claimed', words, holder ? { holder } : {});
    }
  });
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

/** POST conversations/:id/return and /close */
export function letGo(how: LetGo): (call: StaffCall) => Promise<void> {
  return async (call) => {
    const { desk } = call;
    const chat = await findChat(call);
    const done = await desk.storage.transact(async (tx) => {
      const now = desk.clock.now();
      const moved = await letGoOfChat(tx, { ...chat, how }, clerkOf(call), now);
      if (moved) await writeAudit(tx, { ...about(call, chat), action: `chat.${how}` }, now);
      return moved;
    });
    if (!done) throw await notYours(call, chat);
  };
}

function clerkOf({ me }: StaffCall): { id: string; name: string } {
  return { id: me.id, name: me.displayName };
}

function about({ me }: StaffCall, chat: Chat): { actor: string; subject: string; estateId: string } {
  return { actor: actorOf(me), subject: `conversation:${chat.conversationId}`, estateId: chat.estateId };
}
