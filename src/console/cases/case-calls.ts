import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { demandSpeakable } from '#console/chats/check-draft.ts';
import { readJson } from '#console/read-body.ts';
import { badRequest, notFound, Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { CASE_STATES, hasOwnDesk } from '#records/cases/case-states.ts';
import { type Changed, changeCase, noteInCase } from '#records/cases/change-case.ts';
import { findTicket } from '#records/cases/ticket-lists.ts';
import { writeAudit } from '#records/staff/audit.ts';
import type { TicketRow } from '#storage/schema.ts';
import { mayKnowOf, mayOpen } from './confidential.ts';

const words = z.string().trim().max(1000);
const stateRequest = z.object({
  from: z.enum(CASE_STATES),
  state: z.enum(CASE_STATES),
  why: words,
  tell: z.boolean(),
});

/** POST tickets/:id/state: who, when and why stand in the history; `told` says whether the reporter hears of it. */
export async function changeState(call: StaffCall): Promise<{ told: boolean }> {
  const { desk, me } = call;
  const ticket = await findCase(call);
  const { tell: tellResident, ...wish } = await readJson(call.req, stateRequest);
  if (hasOwnDesk(ticket.service)) throw movedOn();
  if (tellResident) await demandSpeakable(desk, wish.why);
  const actor = actorOf(me);
  return desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    const changed = await changeCase(tx, { ...wish, ticketId: ticket.id, actor, tellResident }, now);
    if (!changed.changed) throw refusalOf(changed);
    const detail = { from: wish.from, to: wish.state, told: changed.told };
    await writeAudit(tx, { ...about(call, ticket), action: 'case.state', detail }, now);
    return { told: changed.told };
  });
}

function refusalOf({ reason }: Extract<Changed, { changed: false }>): Refusal {
  if (reason === 'unknown') return notFound();
  if (reason === 'reason-needed') return badRequest('This state needs a reason.', 'why');
  return movedOn();
}

function movedOn(): Refusal {
  return new Refusal(409, 'moved-on', 'The case has moved on, or this state cannot follow.');
}

const noteRequest = z.object({ words: words.min(1), tell: z.boolean() });

/** POST tickets/:id/notes: for the office alone, or told to the reporter in these words. */
export async function noteCase(call: StaffCall): Promise<{ told: boolean }> {
  const { desk, me } = call;
  const ticket = await findCase(call);
  const { words: said, tell } = await readJson(call.req, noteRequest);
  if (tell) await demandSpeakable(desk, said);
  const note = { ticketId: ticket.id, actor: actorOf(me), words: said };
  return desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    const { told } = await noteInCase(tx, { ...note, ...(tell && { tellResident: { by: me.displayName } }) }, now);
    const action = tell ? 'case.tell' : 'case.note';
    await writeAudit(tx, { ...about(call, ticket), action, detail: { told } }, now);
    return { told };
  });
}

/** POST tickets/:id/phone: the whole number, with a line in the audit for every time it is shown. */
export async function showPhone(call: StaffCall): Promise<{ phone: string }> {
  const { desk, me } = call;
  const ticket = await findCase(call);
  const { contact_phone: phone } = ticket;
  if (!phone || !mayOpen(me.role, ticket.confidential)) throw notFound();
  await desk.storage.transact((tx) =>
    writeAudit(tx, { ...about(call, ticket), action: 'case.phone' }, desk.clock.now()),
  );
  return { phone };
}

async function findCase({ desk, me, params }: StaffCall): Promise<TicketRow> {
  const row = await findTicket(desk.storage.db, me.estates, params.id ?? '');
  if (!row || !mayKnowOf(me.role, row.confidential)) throw notFound();
  return row;
}

function about({ me }: StaffCall, ticket: TicketRow): { actor: string; subject: string; estateId: string } {
  return { actor: actorOf(me), subject: `ticket:${ticket.id}`, estateId: ticket.estate_id };
}
