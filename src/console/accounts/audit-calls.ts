import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { demandOwnEstate, paging, readQuery, time, word } from '#console/list-query.ts';
import { ticketNumbers } from '#records/cases/ticket-numbers.ts';
import { type AuditRow, listAudit } from '#records/staff/audit-lists.ts';
import { staffNames } from '#records/staff/names.ts';
import type { AuditEntryShown, AuditList } from './staff-api.ts';

const listRequest = z.object({
  estate: word,
  actor: word,
  subject: word,
  about: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional(),
  from: time,
  to: time,
  before: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
  limit: paging.limit,
});

/** GET audit: changes of records, newest first. */
export async function showAudit({ desk, me, query }: StaffCall): Promise<AuditList> {
  const { estate, limit, ...wish } = readQuery(query, listRequest);
  demandOwnEstate(me, estate);
  const db = desk.storage.reader;
  const rows = await listAudit(db, me.estates, { ...wish, estateId: estate, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const names = await staffNames(db, [...new Set(shown.flatMap(({ actor, subject }) => [actor, subject]))]);
  const tickets = await ticketNumbers(
    db,
    shown.map(({ subject }) => subject),
  );
  const nameOf = (subject: string) => names.get(subject) ?? tickets.get(subject) ?? null;
  return {
    entries: shown.map((row) => showEntry(row, nameOf)),
    next: rows.length > limit ? String(shown.at(-1)?.id ?? '') : null,
  };
}

function showEntry(row: AuditRow, nameOf: (subject: string) => string | null): AuditEntryShown {
  const { why, ...detail } = JSON.parse(row.detail) as AuditEntryShown['detail'];
  return {
    id: row.id,
    at: row.at,
    estateId: row.estate_id,
    actor: row.actor,
    actorName: nameOf(row.actor),
    action: row.action,
    subject: row.subject,
    subjectName: nameOf(row.subject),
    why: typeof why === 'string' && why ? why : null,
    detail,
  };
}
