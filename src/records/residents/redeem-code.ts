import type { Selectable } from 'kysely';
import type { Clock } from '#records/clock.ts';
import type { ConversationRow } from '#storage/schema.ts';
import type { HouseholdCodeTable } from '#storage/schemas/residents.ts';
import type { Tx } from '#storage/storage.ts';
import { findCode } from './household-codes.ts';
import { mayTry, noteMiss } from './identity-misses.ts';
import { bindConversation, findResident, findSamePerson, type Resident } from './residents.ts';

/**
 * What became of a code that was typed. `bound`: who it is and the home it was for. `wrong`, `expired` and `used` count as
 * misses. `another-person`: the conversation is bound to somebody else, and the code stays good. `too-many`: not looked at.
 */
export type Redeemed =
  | { kind: 'bound'; resident: Resident; unitCode: string }
  | { kind: 'already'; resident: Resident; unitCode: string }
  | { kind: 'wrong' | 'expired' | 'used'; misses: number }
  | { kind: 'another-person' | 'too-many' };

type Chat = Pick<ConversationRow, 'id' | 'estate_id' | 'resident_id'>;
type Code = Selectable<HouseholdCodeTable>;

/** Uses a code in a conversation: once, by one, before it expires. */
export async function redeemCode(tx: Tx, chat: Chat, code: string, clock: Clock): Promise<Redeemed> {
  const now = clock.now();
  const trying = { kind: 'code', estateId: chat.estate_id, conversationId: chat.id } as const;
  if (!(await mayTry(tx.db, trying, now))) return { kind: 'too-many' };
  const row = await findCode(tx.db, chat.estate_id, code);
  const again = row && (await bindingBy(tx, chat, row, now));
  if (again) return again;
  const miss = missOf(row, now);
  if (!row || miss) return { kind: miss ?? 'wrong', misses: await noteMiss(tx, trying, now) };
  if (chat.resident_id !== null && !(await isSamePerson(tx, chat.resident_id, row))) return { kind: 'another-person' };
  if (!(await spend(tx, row, chat, now))) return { kind: 'used', misses: await noteMiss(tx, trying, now) };
  const residentId = chat.resident_id ?? row.resident_id ?? (await personOf(tx, row, clock));
  await joinHome(tx, row, residentId, clock);
  await bindConversation(tx, { conversationId: chat.id, estateId: chat.estate_id, residentId, codeId: row.id }, now);
  return bound('bound', tx, { residentId, unitCode: row.unit_code }, now);
}

/** The code that bound this very conversation, typed once more. */
async function bindingBy(tx: Tx, chat: Chat, row: Code, now: number): Promise<Redeemed | undefined> {
  if (chat.resident_id === null || row.used_in !== chat.id) return undefined;
  return bound('already', tx, { residentId: chat.resident_id, unitCode: row.unit_code }, now);
}

async function bound(
  kind: 'bound' | 'already',
  tx: Tx,
  { residentId, unitCode }: { residentId: string; unitCode: string },
  now: number,
): Promise<Redeemed> {
  const resident = await findResident(tx.db, residentId, now);
  if (!resident) throw new Error('A conversation is bound to a resident who is not on record.');
  return { kind, resident, unitCode };
}

function missOf(row: Code | undefined, now: number): 'wrong' | 'expired' | 'used' | undefined {
  if (!row || row.revoked_at !== null) return 'wrong';
  if (row.used_at !== null) return 'used';
  return row.expires_at <= now ? 'expired' : undefined;
}

/** A second home may be added to the one who is bound; a code made out to somebody else may not. */
async function isSamePerson(tx: Tx, residentId: string, row: Code): Promise<boolean> {
  if (row.resident_id !== null) return row.resident_id === residentId;
  const known = await tx.db.selectFrom('resident').selectAll().where('id', '=', residentId).executeTakeFirst();
  return known?.name === row.name;
}

async function spend(tx: Tx, row: Code, chat: Chat, now: number): Promise<boolean> {
  const used = await tx.db
    .updateTable('household_code')
    .set({ used_at: now, used_in: chat.id })
    .where('id', '=', row.id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

async function personOf(tx: Tx, row: Code, clock: Clock): Promise<string> {
  const person = { estateId: row.estate_id, name: row.name, phone: row.phone };
  const known = await findSamePerson(tx.db, person);
  if (known) return known.id;
  const id = clock.id();
  const fresh = { id, estate_id: row.estate_id, name: row.name, phone: row.phone, created_at: clock.now() };
  await tx.db.insertInto('resident').values(fresh).execute();
  return id;
}

/** Somebody who belongs to the home already stays as they are: the code was for another channel. */
async function joinHome(tx: Tx, row: Code, residentId: string, clock: Clock): Promise<void> {
  const now = clock.now();
  const member = await tx.db
    .selectFrom('household_member')
    .select('id')
    .where('resident_id', '=', residentId)
    .where('unit_code', '=', row.unit_code)
    .where('relation', '=', row.relation)
    .where((eb) => eb.or([eb('to_at', 'is', null), eb('to_at', '>', now)]))
    .executeTakeFirst();
  if (member) return;
  const { id: code_id, estate_id, unit_code, relation, from_at, to_at } = row;
  await tx.db
    .insertInto('household_member')
    .values({ id: clock.id(), estate_id, resident_id: residentId, unit_code, relation, from_at, to_at, code_id })
    .execute();
}
