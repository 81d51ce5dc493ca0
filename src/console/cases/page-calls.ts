import type { AlarmEntry, Alarms, Text2 } from '#console/api.ts';
import type { StaffCall } from '#console/call.ts';
import { notFound, Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { acceptPage } from '#records/paging/acceptance.ts';
import { findOfficePage, type ListedPage, readPages } from '#records/paging/lists.ts';
import { peopleOf, URGENT_REPAIR } from '#records/paging/pages.ts';
import { writeAudit } from '#records/staff/audit.ts';

/** So long (milliseconds) colleagues see who accepted. */
const SHOWN_AFTER = 10 * 60_000;

/** GET alarms: emergencies that nobody has accepted, and after them those accepted a moment ago. */
export async function showAlarms({ desk, me }: StaffCall): Promise<Alarms> {
  const pages = await readPages(desk.storage.db, me.estates, desk.clock.now() - SHOWN_AFTER);
  return { alarms: pages.map(toAlarm) };
}

/** POST alarms/:id/accept: done, too, when it is mine already. */
export async function acceptAlarm({ desk, me, params }: StaffCall): Promise<void> {
  const page = await findOfficePage(desk.storage.db, me.estates, params.id ?? '');
  if (!page) throw notFound();
  await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    const by = { name: me.displayName, staffId: me.id, via: 'console' as const };
    const result = await acceptPage(tx, page.id, by, now);
    if (!result) throw notFound();
    if (result.accepted) {
      const about = { actor: actorOf(me), subject: `ticket:${page.ticket_id}`, estateId: page.estate_id };
      await writeAudit(tx, { ...about, action: 'page.accept' }, now);
    } else if (result.by.staffId !== me.id) {
      const words = 'Somebody else has accepted this emergency.';
      throw new Refusal(409, 'already-accepted', words, { holder: result.by.name });
    }
  });
}

function toAlarm(page: ListedPage): AlarmEntry {
  const person = peopleOf(page)[page.step];
  return {
    id: page.id,
    ticketId: page.ticket_id,
    number: page.number,
    estateId: page.estate_id,
    conversationId: page.conversation_id,
    kind: page.kind,
    level: page.kind === URGENT_REPAIR ? 'urgent' : 'critical',
    place: page.place === null ? null : (JSON.parse(page.place) as Text2),
    notes: JSON.parse(page.notes) as string[],
    state: page.state,
    calling: person?.name ?? null,
    reached: page.reached,
    createdAt: page.created_at,
    acceptedAt: page.accepted_at,
    acceptedBy: page.accepted_name,
  };
}
