import { randomInt, scrypt } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Clock } from '#records/clock.ts';
import { writeAudit } from '#records/staff/audit.ts';
import type { HouseholdCodeTable } from '#storage/schemas/residents.ts';
import type { Db, Tx } from '#storage/storage.ts';
import type { Relation } from './residents.ts';

/** A code holds for a week. */
export const CODE_MS = 7 * 24 * 60 * 60_000;

/** Signs that neither look nor sound alike when they are read out over a desk or a telephone. */
const LETTERS = 'ACEHJKLMRTUWXY';
const DIGITS = '23456789';
const SIGNS = LETTERS + DIGITS;
const LENGTH = 8;

/** What the desk says when it issues a code: for whom, for which home, and why. */
export interface NewCode {
  estateId: string;
  unitCode: string;
  relation: Relation;
  name: string;
  /** Digits. */
  phone?: string;
  /** A member already, who is to be known on another channel too. */
  residentId?: string;
  /** From when until when they belong to the home, milliseconds; from now, without end, when left out. */
  from?: number;
  to?: number;
  actor: string;
  why: string;
}

/** A code as it was issued; `code` is shown once, `expiresAt` in milliseconds. */
export interface IssuedCode {
  id: string;
  code: string;
  expiresAt: number;
}

/** Issues a code. Only its hash is kept; the audit says by whom, for which home and why. */
export async function issueCode(tx: Tx, wish: NewCode, clock: Clock, draw = drawCode): Promise<IssuedCode> {
  const now = clock.now();
  const code = draw();
  const { estateId, unitCode, relation } = wish;
  const row: Selectable<HouseholdCodeTable> = {
    id: clock.id(),
    estate_id: estateId,
    code_hash: await hashCode(estateId, code),
    unit_code: unitCode,
    relation,
    name: wish.name,
    phone: wish.phone ?? null,
    resident_id: wish.residentId ?? null,
    from_at: wish.from ?? now,
    to_at: wish.to ?? null,
    issued_by: wish.actor,
    why: wish.why,
    issued_at: now,
    expires_at: now + CODE_MS,
    used_at: null,
    used_in: null,
    revoked_at: null,
  };
  await tx.db.insertInto('household_code').values(row).execute();
  const detail = { home: unitCode, relation, why: wish.why };
  const entry = { actor: wish.actor, action: 'household.code.issue', subject: `household-code:${row.id}`, estateId };
  await writeAudit(tx, { ...entry, detail }, now);
  return { id: row.id, code: `${code.slice(0, 4)}-${code.slice(4)}`, expiresAt: row.expires_at };
}

/** A new code of eight signs, at least two of them digits and two letters, so that no word and no number is taken for one. */
function drawCode(): string {
  for (;;) {
    const code = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
    if (isCode(code)) return code;
  }
}

function isCode(signs: string): boolean {
  const letters = [...signs].filter((sign) => LETTERS.includes(sign)).length;
  const digits = [...signs].filter((sign) => DIGITS.includes(sign)).length;
  return letters + digits === LENGTH && letters >= 2 && digits >= 2;
}

const NUMERALS = ['二', '三', '四', '五', '六', '七', '八', '九'];
const EIGHT = /(?:[A-Z\d][\s—–-]?){7}[A-Z\d](?![A-Z\d])/y;

/**
 * The first thing in a text that may be a code, written as it is kept. Small letters, full width, Chinese numerals, and a blank
 * or hyphen between signs do not matter: people read it off a slip, or have it read to them.
 */
export function codeIn(text: string): string | undefined {
  const folded = [...text.normalize('NFKC').toUpperCase()]
    .map((sign) => (NUMERALS.includes(sign) ? String(NUMERALS.indexOf(sign) + 2) : sign))
    .join('');
  if ((folded.match(/[A-Z\d]/g)?.length ?? 0) < LENGTH) return undefined;
  for (let at = 0; at < folded.length; at++) {
    if (at > 0 && /[A-Z\d]/.test(folded.charAt(at - 1))) continue;
    EIGHT.lastIndex = at;
    const signs = EIGHT.exec(folded)?.[0].replace(/[^A-Z\d]/g, '');
    if (signs && isCode(signs)) return signs;
  }
  return undefined;
}

/** The code row of these signs, whatever became of it. */
export async function findCode(
  db: Db,
  estateId: string,
  code: string,
): Promise<Selectable<HouseholdCodeTable> | undefined> {
  return db
    .selectFrom('household_code')
    .selectAll()
    .where('estate_id', '=', estateId)
    .where('code_hash', '=', await hashCode(estateId, code))
    .executeTakeFirst();
}

/** A code that waits to be used. What was printed is not known any more. */
export type OpenCode = Pick<
  Selectable<HouseholdCodeTable>,
  'id' | 'relation' | 'name' | 'issued_by' | 'issued_at' | 'expires_at'
>;

/** Codes of a home that can still be used, the youngest first. */
export function openCodes(db: Db, home: { estateId: string; unitCode: string }, now: number): Promise<OpenCode[]> {
  return db
    .selectFrom('household_code')
    .select(['id', 'relation', 'name', 'issued_by', 'issued_at', 'expires_at'])
    .where('estate_id', '=', home.estateId)
    .where('unit_code', '=', home.unitCode)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('issued_at', 'desc')
    .execute();
}

/** Takes a code back; false when it is not of this estate, or can no longer be used anyway. */
export async function revokeCode(
  tx: Tx,
  { id, estateId, actor }: { id: string; estateId: string; actor: string },
  now: number,
): Promise<boolean> {
  const revoked = await tx.db
    .updateTable('household_code')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('estate_id', '=', estateId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (revoked.numUpdatedRows === 0n) return false;
  await writeAudit(tx, { actor, action: 'household.code.revoke', subject: `household-code:${id}`, estateId }, now);
  return true;
}

/** Slow on purpose: with a copy of the database, a week is too short to try all codes. */
function hashCode(estateId: string, code: string): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(code, `household-code:${estateId}`, 32, { N: 4096, r: 8, p: 1 }, (error, key) =>
      error ? reject(error) : resolve(key.toString('base64url')),
    );
  });
}
