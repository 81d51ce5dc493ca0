import type { Expression, SqlBool } from 'kysely';
import type { Resident } from '#records/residents/residents.ts';
import type { ConversationRow, TicketRow } from '#storage/schema.ts';
import type { Db } from '#storage/storage.ts';

/** Cases about the home itself, which everybody of the household may know; complaints and the like are their reporter's alone. */
const OF_THE_HOME = ['repair', 'emergency', 'move-in', 'rectification'];

/** Who asks: a conversation, and the resident it is bound to. */
export interface Asker {
  conversation: Pick<ConversationRow, 'id' | 'estate_id'>;
  resident?: Resident | undefined;
}

/**
 * Cases this person may know, newest first. Unbound: those filed in this conversation while it was nobody's. Bound: their own,
 * and those of their homes of today from the day they came; never one of a home they have left.
 */
export function ownCases(db: Db, asker: Asker, limit: number): Promise<TicketRow[]> {
  return known(db, asker).orderBy('created_at', 'desc').orderBy('number', 'desc').limit(limit).execute();
}

/** One case by its number, as far as this person may know it; the letter may be left out. */
export function ownCase(db: Db, asker: Asker, number: string): Promise<TicketRow | undefined> {
  return known(db, asker)
    .where((eb) => eb.or([eb('number', '=', number), eb('number', 'like', `_${number}`)]))
    .executeTakeFirst();
}

/** One case by its id, as far as this person may know it. */
export function ownCaseById(db: Db, asker: Asker, id: string): Promise<TicketRow | undefined> {
  return known(db, asker).where('id', '=', id).executeTakeFirst();
}

/** True when this person reported the case, and may withdraw it. */
export function isReporter({ conversation, resident }: Asker, ticket: TicketRow): boolean {
  if (ticket.resident_id !== null) return ticket.resident_id === resident?.id;
  return ticket.conversation_id === conversation.id;
}

/** Cases under this phone and name: both must be as they were given. Newest first. */
export async function casesByContact(
  db: Db,
  contact: { estateId: string; phone: string; name: string },
): Promise<TicketRow[]> {
  const rows = await db
    .selectFrom('ticket')
    .selectAll()
    .where('estate_id', '=', contact.estateId)
    .where('contact_phone', '=', contact.phone)
    .where('contact_name', 'is not', null)
    .orderBy('created_at', 'desc')
    .orderBy('number', 'desc')
    .limit(50)
    .execute();
  return rows.filter((row) => isSameName(row.contact_name ?? '', contact.name));
}

const TITLE = /(先生|女士|小姐|太太|师傅|老师|阿姨|大爷|大妈|大娘|大叔|大婶|奶奶|爷爷|婆婆|伯伯|叔叔|总|工|哥|姐)$/u;

/** 李雷 is 李雷; where only 李先生 was given, whoever names themselves 李 is meant. */
function isSameName(kept: string, said: string): boolean {
  const plain = (name: string) => name.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
  const [a, b] = [plain(kept), plain(said)];
  if (a === '' || b === '') return false;
  const surname = a.replace(TITLE, '');
  return a === b || (surname !== a && surname.length <= 2 && b.startsWith(surname) && (!TITLE.test(b) || a === b));
}

function known(db: Db, { conversation, resident }: Asker) {
  const query = db.selectFrom('ticket').selectAll().where('estate_id', '=', conversation.estate_id);
  if (!resident) return query.where('conversation_id', '=', conversation.id).where('resident_id', 'is', null);
  const { homes, left } = resident;
  return query
    .where((eb) =>
      eb.or([
        eb('resident_id', '=', resident.id),
        eb.and([eb('conversation_id', '=', conversation.id), eb('resident_id', 'is', null)]),
        ...homes.map(
          ({ unitCode, since }): Expression<SqlBool> =>
            eb.and([
              eb('unit_code', '=', unitCode),
              eb('created_at', '>=', since),
              eb('service', 'in', OF_THE_HOME),
              eb('confidential', 'is', null),
            ]),
        ),
      ]),
    )
    .$if(left.length > 0, (own) =>
      own.where((eb) => eb.or([eb('unit_code', 'is', null), eb('unit_code', 'not in', left)])),
    );
}
