import type { LogEntry } from '#console/api.ts';
import { mayOpen } from '#console/cases/confidential.ts';
import type { DeliveryAside } from '#console/cases/delivery-api.ts';
import { toDelivery } from '#console/cases/show-delivery.ts';
import { toAnswers } from '#console/cases/show-ticket.ts';
import { deliveryStates } from '#records/delivery-states.ts';
import { readUnderstood } from '#records/questions/understood.ts';
import { staffNames } from '#records/staff/names.ts';
import { readCaseEvents } from '#records/transcripts/timeline.ts';
import type { ActivityRow } from '#storage/schema.ts';
import type { Db } from '#storage/storage.ts';
import { type Mask, maskDeep } from './masking.ts';
import { toLogEntry } from './show-log.ts';
import type { CaseNote } from './transcripts-api.ts';

/** A piece of the log: its rows, and when what follows it was said; undefined at the end. */
export interface Piece {
  conversationId: string;
  rows: readonly ActivityRow[];
  /** True when it begins the log. */
  first: boolean;
  nextAt: number | undefined;
}

/** A piece of the log with what was understood, how it was delivered, and what happened to cases meanwhile. */
export async function toTimeline(db: Db, piece: Piece, reader: { mask: Mask; role: string }): Promise<LogEntry[]> {
  const { conversationId, rows } = piece;
  const [from, to] = [rows[0]?.seq ?? 0, rows.at(-1)?.seq ?? 0];
  const understood = await readUnderstood(db, { conversationId, from, to });
  const deliveries = await deliveriesOf(db, piece);
  const notes = await caseNotes(db, piece, reader);
  return rows.map((row) => {
    const found = understood.get(row.seq);
    const delivery = deliveries.get(row.seq);
    const cases = notes.get(row.seq);
    return {
      ...maskEntry(toLogEntry(row), reader.mask),
      ...(found && { understood: found }),
      ...(delivery && { delivery }),
      ...(cases && { cases }),
    };
  });
}

async function deliveriesOf(db: Db, { conversationId, rows }: Piece): Promise<ReadonlyMap<number, DeliveryAside>> {
  const [first] = rows;
  if (!first) return new Map();
  const stretch = { conversationId, channel: first.channel, after: first.seq - 1, limit: rows.length };
  const states = (await deliveryStates(db, stretch)).map(toDelivery);
  return new Map(states.map(({ seq, state, why }) => [seq, { state, why }]));
}

/** One entry without what says who the resident is; what they sent is named by its kind alone. */
export function maskEntry(entry: LogEntry, mask: Mask): LogEntry {
  if (!mask.hides) return entry;
  const { role } = entry;
  const speaker = role === 'resident' ? 'resident' : 'office';
  return {
    ...entry,
    fromName: role === 'resident' ? mask.name(entry.fromName) : entry.fromName,
    text: entry.text === null ? null : mask.words(entry.text, speaker),
    value: maskDeep(entry.value, mask),
    files: role === 'resident' ? entry.files.map(hiddenFile) : entry.files,
    choices: entry.choices.map((choice) => mask.words(choice, speaker)),
  };
}

/** A photo may show a face, a home, a paper with a name; its name is often somebody's. */
function hiddenFile({ contentType }: LogEntry['files'][number]): LogEntry['files'][number] {
  return { id: '', name: '', contentType, url: '', hidden: true };
}

/** What happened to cases, by the `seq` of the entry it follows. */
async function caseNotes(
  db: Db,
  { conversationId, rows, first, nextAt = Number.POSITIVE_INFINITY }: Piece,
  { mask, role }: { mask: Mask; role: string },
): Promise<ReadonlyMap<number, CaseNote[]>> {
  const [start] = rows;
  if (!start) return new Map();
  const events = (await readCaseEvents(db, conversationId)).filter(
    ({ at, confidential }) => at < nextAt && (first || at >= start.at) && mayOpen(role, confidential),
  );
  const names = await staffNames(
    db,
    events.map(({ actor }) => actor),
  );
  return Map.groupBy(
    events.map((event): CaseNote & { after: number } => ({
      after: rows.findLast((row) => row.type === 'message' && row.at <= event.at)?.seq ?? start.seq,
      ticketId: event.ticket_id,
      number: event.number,
      kind: event.kind,
      actor: names.get(event.actor) ?? event.actor,
      at: event.at,
      answers:
        event.kind === FILED ? toAnswers(event).map(({ key, value }) => ({ key, value: mask.words(value) })) : [],
    })),
    ({ after }) => after,
  );
}

const FILED = 'filed';
