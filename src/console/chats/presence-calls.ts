import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { demandReadable } from '#console/cases/confidential.ts';
import { readJson } from '#console/read-body.ts';
import { queueTime } from '#records/due-rows.ts';
import { beat, lookingAt } from '#records/staff/presence.ts';
import { findOfficeConversation } from '#records/transcripts/reading.ts';
import type { Looking } from './handoff-api.ts';

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
