import type { TicketRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import { isOver } from './case-states.ts';
import { addTicketEvent } from './tickets.ts';

/** What staff may put right in a case. */
export const CORRECTABLE = ['summary', 'unit', 'category', 'level', 'contactName', 'contactPhone'] as const;

/** One of {@link CORRECTABLE}. */
export type Correctable = (typeof CORRECTABLE)[number];

const COLUMNS = {
  summary: 'summary',
  unit: 'unit_code',
  category: 'category',
  level: 'level',
  contactName: 'contact_name',
  contactPhone: 'contact_phone',
} as const satisfies Record<Correctable, keyof TicketRow>;

/** A correction: what a case says wrongly, what it is to say, and why. */
export interface Correction {
  key: Correctable;
  /** The value that the caller saw; a case that says something else by now stays as it is. */
  from: string | null;
  to: string;
  why: string;
  actor: string;
  /** The place in words, of a new home. */
  place?: string;
}

/** Phones are not repeated in a history that everybody reads. */
const HIDDEN: ReadonlySet<Correctable> = new Set(['contactPhone', 'contactName']);

/** Puts one thing of a case right, with who, when and why in its history; false when it says something else by now, or is over. */
export async function correctCase(tx: Tx, ticket: TicketRow, correction: Correction, now: number): Promise<boolean> {
  if (isOver(ticket.service, ticket.state)) return false;
  const { key, from, to, why, actor, place } = correction;
  const column = COLUMNS[key];
  const changed = await tx.db
    .updateTable('ticket')
    .set({ [column]: to, ...(place !== undefined && { place }), answers: withAnswer(ticket, correction) })
    .where('id', '=', ticket.id)
    .where('state', '=', ticket.state)
    .$if(from === null, (query) => query.where(column, 'is', null))
    .$if(from !== null, (query) => query.where(column, '=', from as never))
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return false;
  const detail = HIDDEN.has(key) ? { key, why } : { key, from, to, why };
  await addTicketEvent(tx, ticket.id, { actor, kind: 'corrected', detail }, now);
  tx.announce({ about: 'ticket', estateId: ticket.estate_id, id: ticket.id });
  return true;
}

/** The answer of the form that said the same goes along: a sheet must not say two things. */
function withAnswer({ answers, contact_name, contact_phone }: TicketRow, { key, to, place }: Correction): string {
  const told = JSON.parse(answers) as Record<string, { value?: unknown; told?: string } | undefined>;
  if (key === 'summary' && told.what) told.what = { ...told.what, told: to };
  if (key === 'unit' && told.where) told.where = { value: { kind: 'home', code: to }, told: place ?? to };
  if (key === 'contactName' || key === 'contactPhone') {
    const name = key === 'contactName' ? to : contact_name;
    const phone = key === 'contactPhone' ? to : contact_phone;
    told.contact = { value: { phone, name }, told: [name, phone].filter(Boolean).join(' ') };
  }
  return JSON.stringify(told);
}
