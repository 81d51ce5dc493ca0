import { sql } from 'kysely';
import { writeAudit } from '#records/staff/audit.ts';
import type { ConversationRow } from '#storage/schema.ts';
import type { HouseholdMemberTable, ResidentTable } from '#storage/schemas/residents.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** How somebody belongs to a home. */
export const RELATIONS = ['owner', 'tenant', 'family', 'agent'] as const;

/** One of {@link RELATIONS}. */
export type Relation = HouseholdMemberTable['relation'];

/** A home somebody belongs to now; `since` in milliseconds. What happened there before is not theirs to know. */
export interface Home {
  unitCode: string;
  relation: Relation;
  since: number;
}

/** Who speaks in a conversation, once a code from the desk has said so. */
export interface Resident {
  id: string;
  name: string;
  phone?: string;
  /** Homes they belong to now, the oldest belonging first; none once all have ended. */
  homes: Home[];
  /** Codes of homes they belonged to and no longer do. */
  left: string[];
}

/** The resident a conversation is bound to, with their homes of this moment; no query for one that is not bound. */
export async function residentOf(
  db: Db,
  conversation: Pick<ConversationRow, 'resident_id'>,
  now: number,
): Promise<Resident | undefined> {
  return conversation.resident_id === null ? undefined : findResident(db, conversation.resident_id, now);
}

/** A resident by id, or undefined. */
export async function findResident(db: Db, id: string, now: number): Promise<Resident | undefined> {
  const row = await db.selectFrom('resident').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const belongings = await db
    .selectFrom('household_member')
    .select(['unit_code', 'relation', 'from_at', 'to_at'])
    .where('resident_id', '=', id)
    .orderBy('from_at')
    .orderBy('unit_code')
    .execute();
  const homes = belongings
    .filter((one) => isNow(one, now))
    .map(({ unit_code, relation, from_at }) => ({ unitCode: unit_code, relation, since: from_at }));
  const here = new Set(homes.map(({ unitCode }) => unitCode));
  const ended = belongings.filter(({ to_at, unit_code }) => to_at !== null && to_at <= now && !here.has(unit_code));
  const left = [...new Set(ended.map(({ unit_code }) => unit_code))];
  return { id: row.id, name: row.name, ...(row.phone ? { phone: row.phone } : {}), homes, left };
}

function isNow({ from_at, to_at }: Pick<HouseholdMemberTable, 'from_at' | 'to_at'>, now: number): boolean {
  return from_at <= now && (to_at === null || to_at > now);
}

/** Somebody who belongs, or belonged, to a home. */
export interface Member extends Pick<HouseholdMemberTable, 'id' | 'relation' | 'from_at' | 'to_at'> {
  resident_id: string;
  name: string;
  phone: string | null;
  /** How many conversations are bound to them. */
  conversations: number;
}

/** Everybody of a home, those of today first. */
export function membersOf(db: Db, estateId: string, unitCode: string): Promise<Member[]> {
  return db
    .selectFrom('household_member as m')
    .innerJoin('resident as r', 'r.id', 'm.resident_id')
    .select(['m.id', 'm.resident_id', 'm.relation', 'm.from_at', 'm.to_at', 'r.name', 'r.phone'])
    .select((eb) =>
      eb
        .selectFrom('conversation as c')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('c.resident_id', '=', 'r.id')
        .$asScalar()
        .$notNull()
        .as('conversations'),
    )
    .where('m.estate_id', '=', estateId)
    .where('m.unit_code', '=', unitCode)
    .orderBy(sql`case when m.to_at is null then 0 else 1 end`)
    .orderBy('m.from_at', 'desc')
    .execute();
}

/** Ends somebody's belonging to a home; false when it is not of this estate or was ended already. */
export async function endMembership(
  tx: Tx,
  end: { id: string; estateId: string; actor: string; why: string },
  now: number,
): Promise<boolean> {
  const ended = await tx.db
    .updateTable('household_member')
    .set({ to_at: now })
    .where('id', '=', end.id)
    .where('estate_id', '=', end.estateId)
    .where((eb) => eb.or([eb('to_at', 'is', null), eb('to_at', '>', now)]))
    .returning('unit_code')
    .executeTakeFirst();
  if (!ended) return false;
  const subject = `household-member:${end.id}`;
  const detail = { home: ended.unit_code, why: end.why };
  const entry = { actor: end.actor, action: 'household.member.end', subject, estateId: end.estateId, detail };
  await writeAudit(tx, entry, now);
  return true;
}

/** Says who speaks in a conversation from now on; the audit keeps by which code. */
export async function bindConversation(
  tx: Tx,
  binding: { conversationId: string; estateId: string; residentId: string; codeId: string },
  now: number,
): Promise<void> {
  const { conversationId, estateId, residentId, codeId } = binding;
  await tx.db
    .updateTable('conversation')
    .set({ resident_id: residentId })
    .where('id', '=', conversationId)
    .where('estate_id', '=', estateId)
    .execute();
  const subject = `conversation:${conversationId}`;
  const detail = { resident: residentId, code: codeId };
  await writeAudit(tx, { actor: 'resident', action: 'household.bind', subject, estateId, detail }, now);
}

/** Forgets who speaks in a conversation, at their own wish. */
export async function unbindConversation(
  tx: Tx,
  { id, estate_id, resident_id }: Pick<ConversationRow, 'id' | 'estate_id' | 'resident_id'>,
  now: number,
): Promise<void> {
  await tx.db.updateTable('conversation').set({ resident_id: null }).where('id', '=', id).execute();
  const entry = { actor: 'resident', action: 'household.unbind', subject: `conversation:${id}`, estateId: estate_id };
  await writeAudit(tx, { ...entry, detail: { resident: resident_id } }, now);
}

/** A person of this name and phone whom the estate knows already. */
export async function findSamePerson(
  db: Db,
  person: { estateId: string; name: string; phone: string | null },
): Promise<ResidentTable | undefined> {
  if (!person.phone) return undefined;
  return db
    .selectFrom('resident')
    .selectAll()
    .where('estate_id', '=', person.estateId)
    .where('phone', '=', person.phone)
    .where('name', '=', person.name)
    .executeTakeFirst();
}
