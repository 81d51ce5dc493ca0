import type { ConversationDetail, ConversationEntry, Owner, QueueEntry } from '#console/api.ts';
import type { DeskEntry } from '#console/chats/handoff-api.ts';
import type { QueuedChat } from '#records/handoffs/queue.ts';
import { isFor, readAvoid } from '#records/handoffs/rules.ts';
import type { Post } from '#records/staff/posts.ts';
import type { OfficeConversation, readHandoffs } from '#records/transcripts/reading.ts';
import { searchTerms } from '#records/transcripts/search-tokens.ts';
import type { FoundConversation } from '#records/transcripts/transcripts.ts';
import type { Mask } from './masking.ts';

/** Whose queue it is, and what the desks of an estate are called. */
export interface QueueView {
  clerk: { id: string; post: Post };
  desks(estateId: string): readonly DeskEntry[];
  now: number;
}

const LAST_TEXT_CHARACTERS = 120;
const HIT_BEFORE = 30;
const HIT_CHARACTERS = 120;

/** A conversation as a list shows it. */
export function toEntry(row: OfficeConversation): ConversationEntry {
  return {
    id: row.id,
    estateId: row.estate_id,
    channel: row.channel,
    locale: row.locale === 'en' ? 'en' : 'zh-CN',
    residentName: row.resident_name,
    owner: toOwner(row),
    service: row.service,
    createdAt: row.created_at,
    lastAt: row.last_at,
    lastSeq: row.last_seq,
    lastText: row.last_text === null ? null : shorten(row.last_text, LAST_TEXT_CHARACTERS),
  };
}

/** The same to whoever may not read it: a confidential complaint was made there. */
export function toClosedEntry(row: OfficeConversation): ConversationEntry {
  return { ...toEntry(row), residentName: null, lastText: null };
}

function toOwner(row: OfficeConversation): Owner {
  if (row.owner !== 'staff') return { kind: row.owner };
  return { kind: 'staff', id: row.owner_staff_id ?? '', name: row.owner_name ?? '' };
}

/** The same without what says who the resident is, where that is hidden from the reader. */
export function maskedEntry(row: OfficeConversation, mask: Mask): ConversationEntry {
  const entry = toEntry({ ...row, last_text: row.last_text === null ? null : mask.words(row.last_text) });
  return { ...entry, residentName: mask.name(entry.residentName) };
}

/** The same, found by these words. */
export function toFoundEntry(row: FoundConversation, words: string | undefined, mask: Mask): ConversationEntry {
  const entry = maskedEntry(row, mask);
  if (!row.hit || !words) return entry;
  return {
    ...entry,
    hit: { seq: row.hit.seq, text: around({ said: row.hit.text, shown: mask.words(row.hit.text) }, words) },
  };
}

/** The same, waiting or in somebody's hands, as it looks to this clerk. */
export function toQueueEntry(row: QueuedChat, { clerk, desks, now }: QueueView): QueueEntry {
  const { offered_to: to, offered_until: until } = row;
  const offered = to && until && until > now ? { id: to, name: row.offered_name ?? '', until } : null;
  return {
    ...toEntry(row),
    handoffId: row.handoff_id,
    reason: row.reason,
    level: row.level,
    requestedAt: row.requested_at,
    desk: desks(row.estate_id).find(({ key }) => key === row.desk)?.name ?? null,
    forMe: isFor({ ...row, avoid: readAvoid(row.avoid) }, clerk),
    offered,
    overdue: row.overdue,
  };
}

/** One time the conversation was passed to people. */
export function toHandoff(
  row: Awaited<ReturnType<typeof readHandoffs>>[number],
): ConversationDetail['handoffs'][number] {
  return {
    id: row.id,
    reason: row.reason,
    level: row.level,
    state: row.state,
    requestedAt: row.requested_at,
    acceptedAt: row.accepted_at,
    endedAt: row.ended_at,
    staffName: row.staff_name,
    outcome: row.outcome,
    note: row.note,
  };
}

function shorten(text: string, most: number): string {
  const signs = [...text];
  return signs.length <= most ? text : `${signs.slice(0, most).join('')}…`;
}

/** What is cut off is cut from the masked words: half a name would not be known for one. */
function around({ said, shown }: { said: string; shown: string }, words: string): string {
  const [first = ''] = searchTerms(words);
  const there = shown.toLowerCase().indexOf(first);
  const at = Math.max(0, there < 0 ? Math.min(said.toLowerCase().indexOf(first), shown.length) : there);
  const from = Math.max(0, at - HIT_BEFORE);
  return `${from > 0 ? '…' : ''}${shorten(shown.slice(from), HIT_CHARACTERS)}`.toWellFormed();
}
