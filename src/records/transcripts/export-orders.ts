import type { Db, Tx } from '#storage/storage.ts';

/** An order nobody fetched by then is forgotten: 10 minutes. */
const ORDER_LIFE_MS = 10 * 60_000;

/** Keeps an order for an export until the session that made it fetches it. */
export async function putExportOrder(
  tx: Tx,
  order: { id: string; tokenHash: string; wish: unknown },
  now: number,
): Promise<void> {
  await tx.db
    .deleteFrom('export_order')
    .where('created_at', '<', now - ORDER_LIFE_MS)
    .execute();
  await tx.db
    .insertInto('export_order')
    .values({ id: order.id, token_hash: order.tokenHash, wish: JSON.stringify(order.wish), created_at: now })
    .execute();
}

/** Takes an order: it is fetched once, and only by the session that made it. */
export async function takeExportOrder(db: Db, id: string, tokenHash: string, now: number): Promise<unknown> {
  const row = await db
    .deleteFrom('export_order')
    .where('id', '=', id)
    .where('token_hash', '=', tokenHash)
    .where('created_at', '>=', now - ORDER_LIFE_MS)
    .returning('wish')
    .executeTakeFirst();
  return row && JSON.parse(row.wish);
}
