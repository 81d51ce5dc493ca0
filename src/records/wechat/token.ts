import type { Selectable } from 'kysely';
import type { WechatTokenTable } from '#storage/schemas/wechat.ts';
import type { Db } from '#storage/storage.ts';

/** The account's access token as all nodes see it. */
export type WechatToken = Selectable<WechatTokenTable>;

/** The token last written, or undefined. */
export function readWechatToken(db: Db, appId: string): Promise<WechatToken | undefined> {
  return db.selectFrom('wechat_token').selectAll().where('app_id', '=', appId).executeTakeFirst();
}

/** Writes a token over the one before. */
export async function writeWechatToken(db: Db, token: WechatToken): Promise<void> {
  const { app_id: _, ...rest } = token;
  await db
    .insertInto('wechat_token')
    .values(token)
    .onConflict((oc) => oc.column('app_id').doUpdateSet(rest))
    .execute();
}
