import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { readQuery } from '#console/list-query.ts';
import { readJson } from '#console/read-body.ts';
import { badRequest, notFound, Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { maskPhones } from '#console/transcripts/mask-phone.ts';
import { daysAfter, instantOf, localTime } from '#handbook/local-time.ts';
import { dwellingByCode } from '#handbook/register.ts';
import { keepOnly, listAttachments } from '#records/attachments.ts';
import { findConversation } from '#records/conversations.ts';
import { includesEstate } from '#records/estates.ts';
import { isResidentOf } from '#records/residents/households.ts';
import { writeAudit } from '#records/staff/audit.ts';
import {
  INTAKE_CHANNELS,
  type IntakeCheck,
  type IntakeFiled,
  type IntakeForms,
  type IntakeWish,
} from './intake-api.ts';
import type { IntakeDesk, IntakeFiling } from './intake-desk.ts';

const locale = z.enum(['zh-CN', 'en']);
const short = z.string().trim().max(200);
const wishShape = {
  estateId: short,
  locale,
  form: short.min(1),
  fields: z.record(z.string().max(40), z.string().max(2000)).refine((all) => Object.keys(all).length <= 40),
  caller: z.object({
    name: z.string().trim().max(40),
    phone: z.string().regex(/^(\+?[\d -]{5,20})?$/),
    unitCode: short,
    residentId: short,
  }),
};
const wish = z.object(wishShape);
const request = z.object({
  ...wishShape,
  id: z.uuid(),
  channel: z.enum(INTAKE_CHANNELS),
  files: z.array(short).max(20),
  replyBy: z.string().regex(/^(\d{4}-\d{2}-\d{2})?$/),
  emergency: z.boolean(),
});

/** GET intake?locale= */
export async function showForms({ desk, query }: StaffCall): Promise<IntakeForms> {
  const asked = readQuery(query, z.object({ locale: locale.default('zh-CN') }));
  return { forms: desk.intake?.list(asked.locale) ?? [] };
}

/** POST intake/check: the form as it stands with what was typed. A phone that the records knew is not shown whole. */
export async function checkForm(call: StaffCall): Promise<IntakeCheck> {
  const asked = await readJson(call.req, wish);
  demandEstate(call, asked.estateId);
  const found = await bookOf(call).check({ ...asked, caller: await callerOf(call, asked) });
  const questions = found.questions.map((one) =>
    one.known && one.told ? { ...one, told: maskPhones(one.told) } : one,
  );
  return { ...found, questions };
}

/** POST intake: writes an entry down with its case. */
export async function takeEntry(call: StaffCall): Promise<IntakeFiled> {
  const { desk, me } = call;
  const asked = await readJson(call.req, request);
  demandEstate(call, asked.estateId);
  const { id, replyBy, files, ...rest } = asked;
  await demandOwnId(call, id);
  const isNew = (await findConversation(desk.storage.db, id)) === undefined;
  const scans = await listAttachments(desk.storage.db, id);
  const filing: IntakeFiling = {
    ...rest,
    conversationId: id,
    caller: await callerOf(call, asked),
    staff: { id: me.id, name: me.displayName },
    files: scans.filter((one) => files.includes(one.id)),
    replyBy: replyBy ? endOf(call, asked.estateId, replyBy) : undefined,
  };
  if (Object.values(asked.fields).every((text) => text.trim() === '')) throw badRequest('Nothing was told.', 'fields');
  const done = await bookOf(call).file(filing);
  if (!done) throw new Refusal(409, 'not-ready', 'The form lacks an answer.');
  const about = { actor: actorOf(me), action: 'intake.enter', subject: `conversation:${id}`, estateId: asked.estateId };
  const detail = { channel: asked.channel, form: asked.form };
  if (isNew)
    await desk.storage.transact(async (tx) => {
      // What was taken off again, such as a wrong page, is not kept.
      await keepOnly(tx, id, files);
      await writeAudit(tx, { ...about, detail }, desk.clock.now());
    });
  return done;
}

/** The id of an entry is new, or that of an entry of one's own estates that is sent once more. */
async function demandOwnId({ desk, me }: StaffCall, id: string): Promise<void> {
  const found = await findConversation(desk.storage.db, id);
  const isEntry = found && INTAKE_CHANNELS.some((one) => one === found.channel);
  if (found && !(isEntry && includesEstate(me.estates, found.estate_id))) throw notFound();
}

/** The caller with what the records know of them. @throws Refusal 400 for a home or a member that is not there */
async function callerOf({ desk }: StaffCall, { estateId, caller }: IntakeWish): Promise<IntakeFiling['caller']> {
  const { register } = desk.handbook.estates().find(({ id }) => id === estateId) ?? {};
  const { unitCode, residentId } = caller;
  if (unitCode !== '' && !(register && dwellingByCode({ register }, unitCode)))
    throw badRequest('There is no such home.', 'caller.unitCode');
  if (residentId !== '' && !(await isResidentOf(desk.storage.db, estateId, residentId)))
    throw badRequest('There is no such member.', 'caller.residentId');
  const given = Object.entries(caller).filter(([, value]) => value !== '');
  return Object.fromEntries(given);
}

/** The end of a day in an estate, milliseconds. @throws Refusal 400 for a day that has passed */
function endOf({ desk }: StaffCall, estateId: string, date: string): number {
  const zone = desk.handbook.estates().find(({ id }) => id === estateId)?.office.timeZone ?? 'UTC';
  const at = instantOf(zone, { date: daysAfter(date, 1), minutes: 0 }) - 1;
  if (Number.isNaN(at) || date < localTime(zone, desk.clock.now()).date)
    throw badRequest('The day of the reply has passed.', 'replyBy');
  return at;
}

/** An estate of one's own. @throws Refusal 404 */
export function demandEstate({ desk, me }: StaffCall, estateId: string): void {
  const known = desk.handbook.estates().some(({ id }) => id === estateId);
  if (!known || !includesEstate(me.estates, estateId)) throw notFound();
}

function bookOf({ desk }: StaffCall): IntakeDesk {
  if (!desk.intake) throw notFound();
  return desk.intake;
}
