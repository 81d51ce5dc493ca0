import type { Db } from '#storage/storage.ts';

/** What happened to the cases that were filed from a conversation, oldest first. */
export function readCaseEvents(db: Db, conversationId: string) {
  return db
    .selectFrom('ticket_event as e')
    .innerJoin('ticket as k', 'k.id', 'e.ticket_id')
    .select(['e.at', 'e.actor', 'e.kind', 'e.detail', 'k.id as ticket_id', 'k.number', 'k.answers', 'k.confidential'])
    .where('k.conversation_id', '=', conversationId)
    .orderBy('e.at')
    .orderBy('e.seq')
    .execute();
}

/** The names and phones that a conversation's records know. */
export async function knownPersons(db: Db, conversationId: string): Promise<{ names: string[]; phones: string[] }> {
  const tickets = await db
    .selectFrom('ticket')
    .select(['contact_name', 'contact_phone'])
    .where('conversation_id', '=', conversationId)
    .execute();
  const speakers = await db
    .selectFrom('activity')
    .select('from_name')
    .distinct()
    .where('conversation_id', '=', conversationId)
    .where('role', '=', 'resident')
    .where('from_name', 'is not', null)
    .execute();
  const bound = await db
    .selectFrom('conversation as c')
    .leftJoin('resident as r', 'r.id', 'c.resident_id')
    .select(['c.state', 'r.name', 'r.phone'])
    .where('c.id', '=', conversationId)
    .executeTakeFirst();
  const told = bound ? contactIn(bound.state) : {};
  return {
    names: said([
      ...tickets.map((one) => one.contact_name),
      ...speakers.map((one) => one.from_name),
      bound?.name,
      told.name,
    ]),
    phones: said([...tickets.map((one) => one.contact_phone), bound?.phone, told.phone]),
  };
}

/** More is not read through for names. */
const MOST_SAID = 1000;

/** What was said in a conversation, in order, as far as the resident sees it too; of a long one the newest part. */
export async function saidIn(db: Db, conversationId: string): Promise<{ role: string; text: string }[]> {
  const rows = await db
    .selectFrom('activity')
    .select(['role', 'text'])
    .where('conversation_id', '=', conversationId)
    .where('type', '=', 'message')
    .where('visibility', '=', 'all')
    .where('text', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(MOST_SAID)
    .execute();
  return rows.reverse().map(({ role, text }) => ({ role, text: text ?? '' }));
}

function said(all: unknown[]): string[] {
  return [...new Set(all.filter((one) => typeof one === 'string' && one !== ''))] as string[];
}

/** Who is told in a form that is not filed yet. A state of another shape tells nobody. */
function contactIn(state: string): { name?: unknown; phone?: unknown } {
  type Told = { open?: { answers?: { contact?: { value?: { name?: unknown; phone?: unknown } } } } };
  return (JSON.parse(state) as Told | null)?.open?.answers?.contact?.value ?? {};
}
