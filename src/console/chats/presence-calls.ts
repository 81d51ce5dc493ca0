import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { demandReadable } from '#console/cases/confidential.ts';
import { readJson } from '#console/read-body.ts';
import { queueTime } from '#records/due-rows.ts';
import { readSeen, readSendings, type SentMessage } from '#records/office/delivery.ts';
import { beat, lookingAt } from '#records/staff/presence.ts';
import { findOfficeConversation } from '#records/transcripts/reading.ts';
import type { Delivery, Looking } from './handoff-api.ts';

const presenceRequest = z.object({ page: z.string().min(8).max(100), viewing: z.string().max(200).optional() });

/** POST presence: a page of mine is open, and what it shows. A conversation that is not mine to see is not noted. */
export async function notePresence({ desk, me, req }: StaffCall): Promise<void> {
  const { page, viewing } = await readJson(req, presenceRequest);
  const { storage, clock } = desk;
  const found = viewing ? await findOfficeConversation(storage.db, me.estates, viewing) : undefined;
  const now = await queueTime(storage, clock);
  const shown = found && { viewing: { id: found.id, estateId: found.estate_id } };
  await storage.transact((tx) => beat(tx, { pageId: page, staffId: me.id, ...shown }, now));
}

/** GET conversations/:id/looking */
export async function showLooking({ desk, me, params }: StaffCall): Promise<Looking> {
  const { storage, clock } = desk;
  const row = await findOfficeConversation(storage.db, me.estates, params.id ?? '');
  demandReadable(me.role, row);
  return { names: await lookingAt(storage.db, row.id, { except: me.id, now: await queueTime(storage, clock) }) };
}

/** GET conversations/:id/delivery */
export async function showDelivery({ desk, me, params }: StaffCall): Promise<Delivery> {
  const { db } = desk.storage;
  const row = await findOfficeConversation(db, me.estates, params.id ?? '');
  demandReadable(me.role, row);
  const sent = await readSendings(db, { conversationId: row.id, channel: row.channel });
  return { seenSeq: await readSeen(db, row.id), sent: sent.map(toSent) };
}

const STATES: Record<SentMessage['state'], Delivery['sent'][number]['state']> = {
  pending: 'sending',
  leased: 'sending',
  sent: 'sent',
  held: 'waits',
  dead: 'undelivered',
  unknown: 'unknown',
};

/** Why, in one word of the channel's; anything longer is for the log of the desk. */
function toSent({ seq, state, last_error }: SentMessage): Delivery['sent'][number] {
  const why = state === 'sent' ? undefined : /^[a-z][a-z-]{1,30}(?= \(|$)/.exec(last_error ?? '')?.[0];
  return { seq, state: STATES[state], why: why ?? null };
}
