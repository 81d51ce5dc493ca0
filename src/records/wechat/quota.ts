import type { Insertable } from 'kysely';
import { prepared } from '#storage/prepared.ts';
import type { WechatQuotaTable } from '#storage/schemas/wechat.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** How much may be sent after what, and for how long (milliseconds). The platform has changed these before. */
export interface WechatLimits {
  message: { count: number; window: number };
  action: { count: number; window: number };
}

/** Which allowance a sending was taken from. */
export type Allowance = 'message' | 'action';

/** Writes down that a resident wrote, or clicked, scanned or followed: from now on there is a fresh allowance. */
export async function grantSends(tx: Tx, conversationId: string, kind: Allowance, now: number): Promise<void> {
  await (kind === 'message' ? grantForMessage : grantForAction)(tx.db, { conversationId, now });
}

type Grant = { conversationId: string; now: number };

const grantForMessage = prepared((db, { conversationId, now }: Grant) =>
  granting(db, conversationId, { message_at: now, message_sent: 0 }),
);

const grantForAction = prepared((db, { conversationId, now }: Grant) =>
  granting(db, conversationId, { action_at: now, action_sent: 0 }),
);

function granting(db: Db, conversationId: string, fresh: Partial<Insertable<WechatQuotaTable>>) {
  const none = { message_at: null, message_sent: 0, action_at: null, action_sent: 0, noticed_at: null };
  return db
    .insertInto('wechat_quota')
    .values({ conversation_id: conversationId, ...none, ...fresh })
    .onConflict((oc) => oc.column('conversation_id').doUpdateSet(fresh));
}

/** Takes one sending out of an allowance, the shorter one first; `window` or `quota` says why there is none. */
export async function takeSend(
  tx: Tx,
  conversationId: string,
  limits: WechatLimits,
  now: number,
): Promise<Allowance | { none: 'window' | 'quota' }> {
  for (const kind of ['action', 'message'] as const) {
    const taken = await tx.db
      .updateTable('wechat_quota')
      .set((eb) => ({ [`${kind}_sent`]: eb(`${kind}_sent`, '+', 1) }))
      .where('conversation_id', '=', conversationId)
      .where(`${kind}_at`, '>', now - limits[kind].window)
      .where(`${kind}_sent`, '<', limits[kind].count)
      .executeTakeFirst();
    if (taken.numUpdatedRows > 0n) return kind;
  }
  return { none: (await isOpen(tx.db, conversationId, limits, now)) ? 'quota' : 'window' };
}

/** Puts back what was taken for a sending that surely did not happen. */
export async function giveBackSend(db: Db, conversationId: string, kind: Allowance): Promise<void> {
  await db
    .updateTable('wechat_quota')
    .set((eb) => ({ [`${kind}_sent`]: eb(`${kind}_sent`, '-', 1) }))
    .where('conversation_id', '=', conversationId)
    .where(`${kind}_sent`, '>', 0)
    .execute();
}

/** The platform knows better: nothing more may be sent until the resident does something. */
export async function endAllowance(db: Db, conversationId: string, why: 'window' | 'quota'): Promise<void> {
  const ended =
    why === 'window' ? { message_at: null, action_at: null } : { message_sent: 1_000_000, action_sent: 1_000_000 };
  await db.updateTable('wechat_quota').set(ended).where('conversation_id', '=', conversationId).execute();
}

/** Notes that a notice goes out; false when one went out already since the resident last wrote or clicked. */
export async function noteNotice(tx: Tx, conversationId: string, now: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('wechat_quota')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  if (!row || (row.noticed_at ?? 0) > Math.max(row.message_at ?? 0, row.action_at ?? 0)) return false;
  await tx.db
    .updateTable('wechat_quota')
    .set({ noticed_at: now })
    .where('conversation_id', '=', conversationId)
    .execute();
  return true;
}

async function isOpen(db: Db, conversationId: string, limits: WechatLimits, now: number): Promise<boolean> {
  const open = await db
    .selectFrom('wechat_quota')
    .select('conversation_id')
    .where('conversation_id', '=', conversationId)
    .where((eb) =>
      eb.or([eb('message_at', '>', now - limits.message.window), eb('action_at', '>', now - limits.action.window)]),
    )
    .executeTakeFirst();
  return open !== undefined;
}
