import type { StaffCall } from '#console/call.ts';
import { mayOpen } from '#console/cases/confidential.ts';
import type { ConsoleDesk } from '#console/console-desk.ts';
import { maskPhone, maskPhones } from '#console/transcripts/mask-phone.ts';
import { dwellingByCode } from '#handbook/register.ts';
import { type Resident, residentOf } from '#records/residents/residents.ts';
import type { OfficeConversation } from '#records/transcripts/reading.ts';
import { readConversationTickets } from '#records/transcripts/reading.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Known } from './clerk-api.ts';
import { toOpenForm } from './show-open-form.ts';

type Conversation = OfficeConversation & { state: string; resident_id: string | null };

/** What of the answers of a form is asked for in words of the same key (`staff-words.json`). */
const ANSWERS: Record<string, string> = {
  where: 'home',
  home: 'home',
  contact: 'phone',
  since: 'since',
  whenHome: 'when-home',
  photo: 'photo',
};

/** What is known of a resident, so that nobody asks again: from the binding, what they told the bot, and cases of this conversation. */
export async function knownOf(call: StaffCall, conversation: Conversation): Promise<Known[]> {
  const { desk, me } = call;
  const { db } = desk.storage;
  const resident = await residentOf(db, conversation, desk.clock.now());
  const tickets = await readConversationTickets(db, me.estates, conversation.id);
  const open = tickets.filter(({ confidential }) => mayOpen(me.role, confidential));
  const told = toOpenForm(conversation.state).told.flatMap(({ key, value }) => {
    const name = ANSWERS[key];
    return name ? [{ key: name, value: maskPhones(value) }] : [];
  });
  const all = [
    ...(resident ? ofResident(desk, conversation.estate_id, resident) : []),
    ...told,
    ...open.flatMap(ofTicket),
    ...(conversation.resident_name ? [{ key: 'name', value: conversation.resident_name }] : []),
  ];
  return all.filter((one, at) => all.findIndex(({ key }) => key === one.key) === at);
}

function ofResident(desk: ConsoleDesk, estateId: string, { name, phone, homes }: Resident): Known[] {
  const at = homes.map(({ unitCode }) => homeName(desk, estateId, unitCode)).join('、');
  return [
    { key: 'name', value: name },
    ...(phone ? [{ key: 'phone', value: maskPhone(phone) }] : []),
    ...(at ? [{ key: 'home', value: at }] : []),
  ];
}

function ofTicket({ contact_name, contact_phone, place, unit_code, answers }: TicketRow): Known[] {
  const { since, whenHome } = JSON.parse(answers) as Record<string, { told?: string } | undefined>;
  return [
    ...(contact_name ? [{ key: 'name', value: contact_name }] : []),
    ...(contact_phone ? [{ key: 'phone', value: maskPhone(contact_phone) }] : []),
    ...(unit_code ? [{ key: 'home', value: place ?? unit_code }] : []),
    ...(since?.told ? [{ key: 'since', value: since.told }] : []),
    ...(whenHome?.told ? [{ key: 'when-home', value: whenHome.told }] : []),
  ];
}

/** A home as the register names it, else by its code. */
export function homeName(desk: ConsoleDesk, estateId: string, unitCode: string): string {
  const register = desk.handbook.estates().find(({ id }) => id === estateId)?.register;
  return (register && dwellingByCode({ register }, unitCode)?.text.zh) ?? unitCode;
}
