import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import type { CaseForm } from '#console/chats/clerk-api.ts';
import { findReadable } from '#console/chats/find-chat.ts';
import { knownOf } from '#console/chats/known.ts';
import { fromOpenForm } from '#console/chats/show-open-form.ts';
import type { ConsoleDesk } from '#console/console-desk.ts';
import { readJson } from '#console/read-body.ts';
import { badRequest, notFound, Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { maskPhones } from '#console/transcripts/mask-phone.ts';
import { localDate } from '#handbook/hours.ts';
import { dwellingByCode } from '#handbook/register.ts';
import { afterWorkingTime } from '#handbook/visit-times.ts';
import { CORRECTABLE, correctCase } from '#records/cases/correct-case.ts';
import { findTicket } from '#records/cases/ticket-lists.ts';
import { fileTicket, type NewTicket } from '#records/cases/tickets.ts';
import { residentOf } from '#records/residents/residents.ts';
import { writeAudit } from '#records/staff/audit.ts';
import type { TicketRow } from '#storage/schema.ts';
import { mayOpen } from './confidential.ts';

/** What staff file from a chat, with the first letter of its number; other kinds of case have a desk of their own. */
const LETTERS = { repair: 'R', complaint: 'C', suggestion: 'S' } as const;
type Service = keyof typeof LETTERS;

/** GET conversations/:id/case-form */
export async function showCaseForm(call: StaffCall): Promise<CaseForm> {
  const { desk } = call;
  const chat = await findReadable(call);
  const resident = await residentOf(desk.storage.db, chat, desk.clock.now());
  const known = await knownOf(call, chat);
  const homes = resident?.homes ?? [];
  const told = fromOpenForm(chat.state);
  return {
    services: (Object.keys(LETTERS) as Service[]).map((service) => ({
      service,
      categories: categoriesOf(desk, service),
    })),
    known: {
      service: told.service in LETTERS ? told.service : 'repair',
      summary: told.summary,
      unitCode: told.unitCode || (homes.length === 1 ? (homes[0]?.unitCode ?? '') : ''),
      contactName: told.contactName || (known.find(({ key }) => key === 'name')?.value ?? ''),
      contactPhone: maskPhones(told.contactPhone || (resident?.phone ?? '')),
    },
  };
}

function categoriesOf(desk: ConsoleDesk, service: Service): CaseForm['services'][number]['categories'] {
  const { faultWords, complaint } = desk.handbook.common?.() ?? {};
  const found = service === 'repair' ? faultWords?.categories : service === 'complaint' ? complaint?.categories : [];
  return (found ?? []).map(({ code, zh, en }) => ({ code, name: { zh, en } }));
}

const words = z.string().trim();
const phone = words.regex(/^(\+?[\d -]{5,20}(-\d{1,6})?)?$/);
const caseRequest = z.object({
  service: z.enum(Object.keys(LETTERS) as [Service, ...Service[]]),
  category: words.max(20),
  level: z.enum(['critical', 'urgent', 'ordinary']),
  unitCode: words.max(40),
  place: words.max(100),
  summary: words.min(1).max(500),
  contactName: words.max(40),
  contactPhone: phone,
});
type CaseWish = z.output<typeof caseRequest>;

/** POST conversations/:id/cases: filed as the desk files it, by the clerk's name. */
export async function fileCase(call: StaffCall): Promise<{ id: string; number: string }> {
  const { desk, me } = call;
  const chat = await findReadable(call);
  const wish = await readJson(call.req, caseRequest);
  const ticket = await newTicket(call, chat, wish);
  return desk.storage.transact(async (tx) => {
    const { id, number } = await fileTicket(tx, ticket, desk.clock);
    const entry = { actor: actorOf(me), action: 'case.file', subject: `ticket:${id}`, estateId: chat.estate_id };
    await writeAudit(tx, { ...entry, detail: { conversation: chat.id } }, desk.clock.now());
    return { id, number };
  });
}

async function newTicket(
  call: StaffCall,
  chat: Awaited<ReturnType<typeof findReadable>>,
  wish: CaseWish,
): Promise<NewTicket> {
  const { desk, me } = call;
  const { service, level, summary, contactName } = wish;
  const category = categoriesOf(desk, service).find(({ code }) => code === wish.category);
  if (wish.category !== '' && !category) throw badRequest('There is no such category.', 'category');
  const home = wish.unitCode ? homeOf(desk, chat.estate_id, wish.unitCode) : undefined;
  if (wish.unitCode && !home) throw badRequest('The register has no such home.', 'unitCode');
  if (service === 'repair' && !home && !wish.place) throw badRequest('Where it is has to be said.', 'place');
  const place = home?.text[chat.locale === 'en' ? 'en' : 'zh'] ?? wish.place;
  const contactPhone = await wholePhone(call, chat, wish.contactPhone);
  const reach = [contactName, contactPhone].filter(Boolean).join(' ');
  return {
    ...{ estateId: chat.estate_id, conversationId: chat.id, service, level, summary },
    letter: LETTERS[service],
    date: dateAt(desk, chat.estate_id),
    ...(category && { category: category.code }),
    ...(home && { unitCode: home.code }),
    ...(place && { place }),
    answers: {
      what: { value: summary, told: summary },
      ...(place && { where: { value: home ? { kind: 'home', code: home.code } : { kind: 'common' }, told: place } }),
      ...(contactPhone && { contact: { value: { phone: contactPhone, name: contactName }, told: reach } }),
    },
    ...(contactName && { contactName }),
    ...(contactPhone && { contactPhone }),
    dueAt: dueOf(desk, chat.estate_id, wish),
    confidential: service === 'complaint' && isConfidential(desk, wish.category),
    actor: actorOf(me),
  };
}

/** The phone of the resident is shown with its middle hidden: left so, it is the one on record. */
async function wholePhone(
  { desk }: StaffCall,
  chat: Awaited<ReturnType<typeof findReadable>>,
  given: string,
): Promise<string> {
  if (given !== '') return given.replace(/[^\d+-]/g, '');
  const resident = await residentOf(desk.storage.db, chat, desk.clock.now());
  return fromOpenForm(chat.state).contactPhone || (resident?.phone ?? '');
}

function homeOf(desk: ConsoleDesk, estateId: string, code: string) {
  const register = desk.handbook.estates().find(({ id }) => id === estateId)?.register;
  return register && dwellingByCode({ register }, code);
}

function dateAt(desk: ConsoleDesk, estateId: string): string {
  const estate = desk.handbook.estate?.(estateId);
  if (!estate) throw notFound();
  return localDate(estate, desk.clock.now());
}

const HOUR = 60 * 60_000;

/** When the office owes its next word, as the desk itself reckons it: only what the director has adopted. */
function dueOf(desk: ConsoleDesk, estateId: string, { service, level }: CaseWish): number | undefined {
  const estate = desk.handbook.estate?.(estateId);
  const { calendar } = desk.handbook.common?.() ?? {};
  if (!estate || !calendar) return undefined;
  const now = desk.clock.now();
  const { emergencyArrivalMin, normalAckMin, complaintFirstFeedbackH, complaintReplyDays } = estate.profile;
  if (service === 'complaint') {
    const hours = complaintFirstFeedbackH ?? (complaintReplyDays === null ? null : complaintReplyDays * 24);
    return hours === null ? undefined : now + hours * HOUR;
  }
  if (service !== 'repair') return undefined;
  if (level !== 'ordinary') return emergencyArrivalMin === null ? undefined : now + emergencyArrivalMin * 60_000;
  return normalAckMin === null
    ? undefined
    : afterWorkingTime(estate, { calendar }, { from: now, minutes: normalAckMin });
}

function isConfidential(desk: ConsoleDesk, code: string): boolean {
  const { categories = [] } = desk.handbook.common?.().complaint ?? {};
  return categories.find((one) => one.code === code)?.confidential === true;
}

const correctionRequest = z.object({ key: z.enum(CORRECTABLE), to: words.min(1).max(500), why: words.min(1).max(200) });
const levels = z.enum(['critical', 'urgent', 'ordinary', 'planned']);

/** POST tickets/:id/corrections: what a case says wrongly is put right, with the reason in its history. */
export async function correctTicket({ desk, me, params, req }: StaffCall): Promise<void> {
  const ticket = await findTicket(desk.storage.db, me.estates, params.id ?? '');
  if (!ticket || !mayOpen(me.role, ticket.confidential)) throw notFound();
  const { key, to, why } = await readJson(req, correctionRequest);
  const home = key === 'unit' ? homeOf(desk, ticket.estate_id, to) : undefined;
  if (!fits(desk, ticket, { key, to }) || (key === 'unit' && !home))
    throw badRequest('This cannot stand in the case.', 'to');
  const actor = actorOf(me);
  const from = ticket[COLUMN[key]];
  const correction = { key, from, to, why, actor, ...(home && { place: home.text.zh }) };
  await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    if (!(await correctCase(tx, ticket, correction, now)))
      throw new Refusal(409, 'moved-on', 'The case is over, or says something else by now.');
    const entry = { actor, action: 'case.correct', subject: `ticket:${ticket.id}`, estateId: ticket.estate_id };
    await writeAudit(tx, { ...entry, detail: { key } }, now);
  });
}

const COLUMN = {
  summary: 'summary',
  unit: 'unit_code',
  category: 'category',
  level: 'level',
  contactName: 'contact_name',
  contactPhone: 'contact_phone',
} as const;

function fits(
  desk: ConsoleDesk,
  { service }: TicketRow,
  { key, to }: Pick<z.output<typeof correctionRequest>, 'key' | 'to'>,
): boolean {
  if (key === 'level') return levels.safeParse(to).success;
  if (key === 'contactPhone') return phone.safeParse(to).success;
  if (key !== 'category') return true;
  return service in LETTERS && categoriesOf(desk, service as Service).some(({ code }) => code === to);
}
