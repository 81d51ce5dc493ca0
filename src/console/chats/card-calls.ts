import type { StaffCall } from '#console/call.ts';
import { mayKnowOf, mayOpen } from '#console/cases/confidential.ts';
import { toPromise } from '#console/cases/promise-calls.ts';
import { toTicket } from '#console/cases/show-ticket.ts';
import type { ConsoleDesk } from '#console/console-desk.ts';
import { maskPhone } from '#console/transcripts/mask-phone.ts';
import { isOver } from '#records/cases/case-states.ts';
import { promisesIn } from '#records/cases/promises.ts';
import { casesOfResident } from '#records/cases/resident-cases.ts';
import { type Resident, residentOf } from '#records/residents/residents.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { ResidentCard } from './clerk-api.ts';
import { findReadable } from './find-chat.ts';
import { homeName, knownOf } from './known.ts';

/** GET conversations/:id/card: who the resident is, what need not be asked again, their cases, and what was promised. */
export async function showCard(call: StaffCall): Promise<ResidentCard> {
  const { desk, me } = call;
  const { db } = desk.storage;
  const chat = await findReadable(call);
  const resident = await residentOf(db, chat, desk.clock.now());
  const who = {
    conversationId: chat.id,
    residentId: chat.resident_id,
    unitCodes: (resident?.homes ?? []).map(({ unitCode }) => unitCode),
    estateId: chat.estate_id,
  };
  const cases = await casesOfResident(db, me.estates, who);
  const shown = cases.filter((one) => mayBeShown(me.role, one, chat.id));
  const over = ({ service, state }: TicketRow) => isOver(service, state);
  return {
    known: await knownOf(call, chat),
    bound: resident ? toBound(desk, chat.estate_id, resident) : null,
    open: shown.filter((one) => !over(one)).map(toTicket),
    past: shown.filter(over).map(toTicket),
    promises: (await promisesIn(db, me.estates, chat.id)).map(toPromise),
  };
}

/** A confidential case beside the name of whoever reported it would say who it was. */
function mayBeShown(role: string, { confidential, conversation_id }: TicketRow, here: string): boolean {
  return mayKnowOf(role, confidential) && (conversation_id === here || mayOpen(role, confidential));
}

function toBound(desk: ConsoleDesk, estateId: string, { name, phone, homes }: Resident): ResidentCard['bound'] {
  return {
    name,
    phone: phone ? maskPhone(phone) : null,
    homes: homes.map(({ unitCode, relation }) => ({
      unitCode,
      relation,
      name: homeName(desk, estateId, unitCode),
    })),
  };
}
