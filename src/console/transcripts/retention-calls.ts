import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { demandOwnEstate, readQuery, word } from '#console/list-query.ts';
import { readJson } from '#console/read-body.ts';
import { notFound, Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { putOnAgenda } from '#records/agenda.ts';
import { readHolds } from '#records/retention/legal-holds.ts';
import { countDue, listDue, RETENTION_KINDS, type RetentionKind } from '#records/retention/retention.ts';
import { isRetentionRunning, RETENTION, type RetentionRun } from '#records/retention/run.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { staffNames } from '#records/staff/names.ts';
import { maskName } from './masking.ts';
import { why } from './script-calls.ts';
import type { Retention } from './transcripts-api.ts';

const SHOWN = 50;

/** GET retention: what the rule of an estate would delete now, counted and, of conversations, the oldest by name. */
export async function showRetention({ desk, me, query }: StaffCall): Promise<Retention> {
  const wish = readQuery(query, z.object({ estate: word }));
  demandOwnEstate(me, wish.estate);
  const estate = ownEstate({ desk, me }, wish.estate);
  const { reader } = desk.storage;
  const rule = { ...NO_RULE, ...estate.retention };
  const due = await dueOf({ desk, estateId: estate.id, rule });
  const before = due.conversations?.before;
  const rows = before === undefined ? [] : await listDue(reader, { estateId: estate.id, before }, SHOWN);
  const held = await readHolds(reader, [estate.id], SHOWN);
  const names = await staffNames(
    reader,
    held.map(({ actor }) => actor),
  );
  return {
    estateId: estate.id,
    months: rule,
    due,
    rows: rows.map((row) => ({
      id: row.id,
      residentName: row.user_name === null ? null : maskName(row.user_name),
      channel: row.channel,
      service: row.service,
      createdAt: row.created_at,
      lastAt: row.last_at,
    })),
    running: await isRetentionRunning(desk.storage.db, estate.id),
    held: held.map(({ id, why: reason, actor, at }) => ({ id, why: reason, by: names.get(actor) ?? '', at })),
  };
}

const NO_RULE: Record<RetentionKind, number | null> = { conversations: null, files: null, notUnderstood: null };

function ownEstate({ desk, me }: Pick<StaffCall, 'desk' | 'me'>, id: string | undefined) {
  const own = desk.handbook.estates().filter((one) => me.estates === '*' || me.estates.includes(one.id));
  const estate = id === undefined ? own[0] : own.find((one) => one.id === id);
  if (!estate) throw notFound();
  return estate;
}

async function dueOf({
  desk,
  estateId,
  rule,
}: Pick<StaffCall, 'desk'> & { estateId: string; rule: Record<RetentionKind, number | null> }): Promise<
  Retention['due']
> {
  const due: Retention['due'] = { conversations: null, files: null, notUnderstood: null };
  for (const kind of RETENTION_KINDS) {
    const months = rule[kind];
    if (months === null) continue;
    const before = monthsAgo(desk.clock.now(), months);
    due[kind] = { before, ...(await countDue(desk.storage.reader, kind, { estateId, before })) };
  }
  return due;
}

/** The first moment (UTC) of the day so many months ago: what was shown this morning is what is deleted this afternoon. */
function monthsAgo(now: number, months: number): number {
  const day = new Date(now);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - months + 1, 0)).getUTCDate();
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - months, Math.min(day.getUTCDate(), last));
}

const moment = z.int().min(0);
const request = z.object({
  why,
  before: z
    .object({ conversations: moment.optional(), files: moment.optional(), notUnderstood: moment.optional() })
    .refine((kinds) => Object.keys(kinds).length > 0),
});

/** POST retention/:estate/run: has the agenda delete what was shown. A rule that has changed since is shown anew first. */
export async function runRetention({ desk, me, params, req }: StaffCall): Promise<void> {
  const estate = ownEstate({ desk, me }, params.estate);
  const { why: reason, before } = await readJson(req, request);
  const rule = { ...NO_RULE, ...estate.retention };
  const now = desk.clock.now();
  for (const kind of RETENTION_KINDS) {
    const asked = before[kind];
    const months = rule[kind];
    if (asked !== undefined && (months === null || asked > monthsAgo(now, months))) throw changed();
  }
  const actor = actorOf(me);
  const body: RetentionRun = { actor, before };
  await desk.storage.transact(async (tx) => {
    if (await isRetentionRunning(tx.db, estate.id)) throw changed();
    const row = { estateId: estate.id, kind: RETENTION, subject: estate.id, body: { ...body }, dueAt: now };
    await putOnAgenda(tx, row, desk.clock);
    const subject = `estate:${estate.id}`;
    const detail = { why: reason, kinds: Object.keys(before).join(',') };
    await writeAudit(tx, { actor, action: 'retention.run', subject, estateId: estate.id, detail }, now);
  });
}

const changed = () =>
  new Refusal(409, 'moved-on', 'The rule has changed, or a deletion is under way. Please look again.');
