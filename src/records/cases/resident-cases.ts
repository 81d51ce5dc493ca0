import { type Estates, within } from '#records/estates.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Db } from '#storage/storage.ts';

const MOST = 20;

/** Cases of one resident and of the homes they belong to, the newest first; those of this conversation among them. */
export function casesOfResident(
  db: Db,
  estates: Estates,
  who: { conversationId: string; residentId: string | null; unitCodes: readonly string[]; estateId: string },
): Promise<TicketRow[]> {
  return db
    .selectFrom('ticket')
    .selectAll()
    .where(within(estates, 'ticket.estate_id'))
    .where('estate_id', '=', who.estateId)
    .where((eb) =>
      eb.or([
        eb('conversation_id', '=', who.conversationId),
        ...(who.residentId === null ? [] : [eb('resident_id', '=', who.residentId)]),
        // What somebody of the same home reported in confidence is not this resident's.
        ...(who.unitCodes.length === 0
          ? []
          : [eb.and([eb('unit_code', 'in', [...who.unitCodes]), eb('confidential', 'is', null)])]),
      ]),
    )
    .orderBy('created_at', 'desc')
    .orderBy('number', 'desc')
    .limit(MOST)
    .execute();
}
