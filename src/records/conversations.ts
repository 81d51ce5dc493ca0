import { prepared } from '#storage/prepared.ts';
import type { ConversationRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** A conversation as it is opened. */
export interface NewConversation {
  id: string;
  estateId: string;
  channel: string;
  userId: string;
  userName?: string;
  locale: string;
  /** The channel's own address of this conversation, for channels that are sent to. */
  reference?: object;
}

/** There is no conversation of that id. The code is the one that doors know. */
export class UnknownConversation extends Error {
  readonly code = 'conversation_not_found';

  constructor() {
    super('The conversation is unknown.');
  }
}

/** Opens a conversation once; false when it was there already. */
export async function openConversation(tx: Tx, conversation: NewConversation, now: number): Promise<boolean> {
  const { id, estateId, channel, userId, userName = null, locale } = conversation;
  const reference = conversation.reference ? JSON.stringify(conversation.reference) : null;
  const opened = await insertConversation(tx.db, { id, estateId, channel, userId, userName, locale, reference, now });
  return opened.length > 0;
}

type Opening = Omit<Required<NewConversation>, 'userName' | 'reference'> & {
  userName: string | null;
  reference: string | null;
  now: number;
};

const insertConversation = prepared((db, opening: Opening) =>
  db
    .insertInto('conversation')
    .values({
      id: opening.id,
      estate_id: opening.estateId,
      channel: opening.channel,
      user_id: opening.userId,
      user_name: opening.userName,
      locale: opening.locale,
      owner: 'bot',
      owner_staff_id: null,
      state: '{}',
      state_version: 0,
      last_seq: 0,
      inbound_seq: 0,
      turned_seq: 0,
      attempts: 0,
      service: null,
      reference: opening.reference,
      resident_id: null,
      created_at: opening.now,
      last_at: opening.now,
    })
    .onConflict((oc) => oc.column('id').doNothing())
    .returning('id'),
);

/** One conversation, or undefined. */
export async function findConversation(db: Db, id: string): Promise<ConversationRow | undefined> {
  const [row] = await selectConversation(db, { id });
  return row;
}

const selectConversation = prepared((db, { id }: { id: string }) =>
  db.selectFrom('conversation').selectAll().where('id', '=', id),
);

/** Keeps the channel's newest address of a conversation, where replies are sent to. */
export async function keepReference(tx: Tx, id: string, reference: object): Promise<void> {
  await tx.db
    .updateTable('conversation')
    .set({ reference: JSON.stringify(reference) })
    .where('id', '=', id)
    .execute();
}
