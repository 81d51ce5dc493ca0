import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { readQuery, word } from '#console/list-query.ts';
import { readJson } from '#console/read-body.ts';
import { notFound } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { maskPhone } from '#console/transcripts/mask-phone.ts';
import { compareCodes } from '#handbook/compare-codes.ts';
import { instantOf } from '#handbook/local-time.ts';
import { type Dwelling, dwellingByCode, homesLike, type Registered } from '#handbook/register.ts';
import { includesEstate } from '#records/estates.ts';
import { issueCode, openCodes, revokeCode } from '#records/residents/household-codes.ts';
import { countHouseholds, inhabitedHomes, isResidentOf } from '#records/residents/households.ts';
import { endMembership, membersOf, RELATIONS } from '#records/residents/residents.ts';
import type { Db } from '#storage/storage.ts';
import type { HouseholdDetail, Households, IssuedCode } from './household-api.ts';

const LISTED = 50;

/** GET households: homes that fit the numbers typed; without any, those that have residents or open codes, as people count. */
export async function showHouseholds({ desk, me, query }: StaffCall): Promise<Households> {
  const { estate: asked, q, after } = readQuery(query, z.object({ estate: word, q: word, after: word }));
  const mine = desk.handbook.estates().filter(({ id }) => includesEstate(me.estates, id));
  const estate = asked === undefined ? mine[0] : mine.find(({ id }) => id === asked);
  if (asked !== undefined && !estate) throw notFound();
  const { register } = estate ?? {};
  if (!estate || !register) return { homes: [], next: null };
  const { reader } = desk.storage;
  const now = desk.clock.now();
  const found =
    q === undefined ? await inhabited(reader, { id: estate.id, register }, now) : homesLike({ register }, q, LISTED);
  const rest = after === undefined ? found : found.filter(({ code }) => compareCodes(code, after) > 0);
  const homes = rest.slice(0, LISTED);
  const counts = await countHouseholds(reader, { estateId: estate.id, unitCodes: homes.map(({ code }) => code) }, now);
  return {
    homes: homes.map(({ code: unitCode, text: name }) => {
      const { members = 0, codes = 0 } = counts.find((one) => one.unitCode === unitCode) ?? {};
      return { unitCode, name, members, codes };
    }),
    next: rest.length > LISTED ? (homes.at(-1)?.code ?? null) : null,
  };
}

async function inhabited(db: Db, { id, register }: { id: string } & Registered, now: number): Promise<Dwelling[]> {
  const codes = (await inhabitedHomes(db, id, now)).sort(compareCodes);
  return codes.flatMap((code) => dwellingByCode({ register }, code) ?? []);
}

/** GET households/:estate/:unit */
export async function showHousehold(call: StaffCall): Promise<HouseholdDetail> {
  const { desk } = call;
  const { db } = desk.storage;
  const home = findHome(call);
  const members = await membersOf(db, home.estateId, home.unitCode);
  const codes = await openCodes(db, home, desk.clock.now());
  return {
    home: { estateId: home.estateId, unitCode: home.unitCode, name: home.name },
    members: members.map((one) => ({
      id: one.id,
      residentId: one.resident_id,
      name: one.name,
      phone: one.phone && maskPhone(one.phone),
      relation: one.relation,
      from: one.from_at,
      to: one.to_at,
      conversations: Number(one.conversations),
    })),
    codes: codes.map((one) => ({
      id: one.id,
      name: one.name,
      relation: one.relation,
      issuedBy: one.issued_by,
      issuedAt: one.issued_at,
      expiresAt: one.expires_at,
    })),
  };
}

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((value) => !Number.isNaN(Date.parse(`${value}T00:00:00Z`)))
  .or(z.literal(''));
const why = z.string().trim().max(200);

const codeRequest = z.object({
  relation: z.enum(RELATIONS),
  name: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .refine((name) => !/\p{C}/u.test(name)),
  phone: z.string().regex(/^(\+?[\d -]{5,20})?$/),
  why,
  from: day,
  to: day,
  residentId: z.string().max(100).optional(),
});

/** POST households/:estate/:unit/codes: the code is answered once and kept nowhere. */
export async function issueHouseholdCode(call: StaffCall): Promise<IssuedCode> {
  const { desk, me } = call;
  const home = findHome(call);
  const { from, to, phone, residentId, ...request } = await readJson(call.req, codeRequest);
  if (residentId && !(await isResidentOf(desk.storage.db, home.estateId, residentId))) throw notFound();
  const at = (date: string, minutes: number) => instantOf(home.timeZone, { date, minutes });
  const wish = {
    ...request,
    estateId: home.estateId,
    unitCode: home.unitCode,
    actor: actorOf(me),
    ...(phone && { phone: phone.replace(/\D/g, '') }),
    ...(from && { from: at(from, 0) }),
    ...(to && { to: at(to, 24 * 60) }),
    ...(residentId && { residentId }),
  };
  const { code, expiresAt } = await desk.storage.transact((tx) => issueCode(tx, wish, desk.clock));
  return { code, expiresAt };
}

/** POST households/:estate/codes/:code/revoke; `code` is the id of its row. */
export async function revokeHouseholdCode(call: StaffCall): Promise<void> {
  const { desk, me, params } = call;
  const estateId = findEstate(call).id;
  const wish = { id: params.code ?? '', estateId, actor: actorOf(me) };
  if (!(await desk.storage.transact((tx) => revokeCode(tx, wish, desk.clock.now())))) throw notFound();
}

/** POST households/:estate/members/:member/end */
export async function endBelonging(call: StaffCall): Promise<void> {
  const { desk, me, params } = call;
  const estateId = findEstate(call).id;
  const request = await readJson(call.req, z.object({ why: why.min(1) }));
  const wish = { id: params.member ?? '', estateId, actor: actorOf(me), ...request };
  if (!(await desk.storage.transact((tx) => endMembership(tx, wish, desk.clock.now())))) throw notFound();
}

/** An estate of one's own. @throws Refusal 404 */
function findEstate({ desk, me, params }: StaffCall) {
  const found = desk.handbook.estates().find(({ id }) => id === params.estate && includesEstate(me.estates, id));
  if (!found) throw notFound();
  return found;
}

/** A home that the register has. @throws Refusal 404 */
function findHome(call: StaffCall) {
  const { id: estateId, office, register } = findEstate(call);
  const home = register && dwellingByCode({ register }, call.params.unit ?? '');
  if (!home) throw notFound();
  return { estateId, unitCode: home.code, name: home.text, timeZone: office.timeZone };
}
