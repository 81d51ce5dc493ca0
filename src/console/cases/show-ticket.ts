import type { TicketDetail, TicketEntry } from '#console/api.ts';
import { maskPhone, maskPhones } from '#console/transcripts/mask-phone.ts';
import { hasOwnDesk, needsReason, nextStates } from '#records/cases/case-states.ts';
import type { readTicketEvents, readTicketFiles, WatchedTicket } from '#records/cases/ticket-lists.ts';
import { FILE_LINK } from '#records/transcripts/transcript.ts';
import type { TicketRow } from '#storage/schema.ts';
import { filePath } from './file-path.ts';

/** A case as a list shows it: of a confidential one not who reported it. */
export function toTicket(row: WatchedTicket): TicketEntry {
  const ticket = withReporter(row);
  if (row.confidential === null) return ticket;
  return { ...ticket, unitCode: null, contactName: null, contactPhone: null, conversationId: '', confidential: true };
}

function withReporter(row: WatchedTicket): TicketEntry {
  return {
    id: row.id,
    number: row.number,
    estateId: row.estate_id,
    service: row.service,
    state: row.state,
    level: row.level,
    category: row.category,
    unitCode: row.unit_code,
    place: row.place,
    summary: row.summary,
    contactName: row.contact_name,
    contactPhone: row.contact_phone && maskPhone(row.contact_phone),
    dueAt: row.due_at,
    ...(row.addressee && { addressee: row.addressee }),
    ...(row.raised_to && { raisedTo: row.raised_to }),
    ...(row.alert && { alert: row.alert }),
    conversationId: row.conversation_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Answers that say who reported a case. */
const WHO: ReadonlySet<string> = new Set(['contact', 'home']);

/** A case with everything about it; who reported a confidential one only where `opened`. */
export function toTicketDetail(
  row: WatchedTicket,
  events: Awaited<ReturnType<typeof readTicketEvents>>,
  files: Awaited<ReturnType<typeof readTicketFiles>>,
  opened: boolean,
): TicketDetail {
  const hidden = row.confidential !== null && !opened;
  return {
    ticket: hidden ? toTicket(row) : { ...withReporter(row), confidential: row.confidential !== null },
    answers: Object.entries(readAnswers(row)).flatMap(([key, answer]) => {
      const value = hidden && tellsWho(key, answer) ? '' : masked(key, toWords(answer));
      return value === '' ? [] : [{ key, value }];
    }),
    // Their addresses name the conversation, and photos may show a home.
    files: (hidden ? [] : files).map(({ id, name, content_type: contentType, conversation_id: conversationId }) => ({
      id,
      name,
      contentType,
      url: filePath(conversationId, id),
    })),
    events: events.map(({ seq, at, actor, kind, detail }) => ({ seq, at, actor, kind, detail: JSON.parse(detail) })),
    next: hasOwnDesk(row.service)
      ? []
      : nextStates(row.service, row.state).map((state) => ({ state, reason: needsReason(state) })),
  };
}

/** The answers of a case's form in words, without a whole phone. */
export function toAnswers(row: Pick<TicketRow, 'answers'>): { key: string; value: string }[] {
  return Object.entries(readAnswers(row)).flatMap(([key, answer]) => {
    const value = masked(key, toWords(answer));
    return value === '' ? [] : [{ key, value }];
  });
}

/** The phone of a case is shown in one place, where each look is on record. */
function masked(key: string, words: string): string {
  return key === 'contact' ? maskPhones(words) : words;
}

/** A contact, a home of one's own, or a home told as the place: that may be one's own too. */
function tellsWho(key: string, answer: unknown): boolean {
  const { value } = (answer ?? {}) as { value?: { kind?: unknown } | null };
  return WHO.has(key) || (key === 'where' && value?.kind === 'home');
}

/** Other conversations in which its reporter, or their household, added to a case. */
export function addedIn(row: TicketRow): string[] {
  const { value } = (readAnswers(row).added ?? {}) as { value?: { conversationId?: unknown }[] };
  return (value ?? []).flatMap(({ conversationId }) => (typeof conversationId === 'string' ? [conversationId] : []));
}

/** Ids of the files an answer of the form names, anywhere in it. */
export function namedFiles(row: TicketRow): string[] {
  const found = new Set<string>();
  const look = (value: unknown) => {
    if (typeof value === 'string') found.add(value.startsWith(FILE_LINK) ? value.slice(FILE_LINK.length) : value);
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) look(one);
  };
  look(readAnswers(row));
  return [...found].filter((one) => /^[\w-]{1,100}$/.test(one));
}

function readAnswers(row: Pick<TicketRow, 'answers'>): Record<string, unknown> {
  const answers: unknown = JSON.parse(row.answers);
  return typeof answers === 'object' && answers !== null ? (answers as Record<string, unknown>) : {};
}

/** As it was told to the resident, else the bare value; what has no words of its own is left out. */
function toWords(answer: unknown): string {
  if (typeof answer === 'string') return answer;
  if (typeof answer === 'number') return String(answer);
  if (typeof answer !== 'object' || answer === null) return '';
  const { told } = answer as { told?: unknown };
  return typeof told === 'string' ? told : '';
}
