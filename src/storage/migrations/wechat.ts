import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The tables of the WeChat door. */
export function wechatTables({ number }: { number: 'integer' | 'bigint' }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('wechat_inbound')
        .addColumn('conversation_id', 'text', (c) => c.notNull())
        .addColumn('seq', number, (c) => c.notNull())
        .addColumn('waits_until', number, (c) => c.notNull())
        .addColumn('tries', number, (c) => c.notNull())
        .addColumn('reply', 'text')
        .addPrimaryKeyConstraint('wechat_inbound_pk', ['conversation_id', 'seq'])
        .execute();
      await db.schema
        .createTable('wechat_quota')
        .addColumn('conversation_id', 'text', (c) => c.primaryKey())
        .addColumn('message_at', number)
        .addColumn('message_sent', number, (c) => c.notNull())
        .addColumn('action_at', number)
        .addColumn('action_sent', number, (c) => c.notNull())
        .addColumn('noticed_at', number)
        .execute();
      await db.schema
        .createTable('wechat_token')
        .addColumn('app_id', 'text', (c) => c.primaryKey())
        .addColumn('token', 'text', (c) => c.notNull())
        .addColumn('refresh_at', number, (c) => c.notNull())
        .addColumn('expires_at', number, (c) => c.notNull())
        .addColumn('forced_at', number, (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('wechat_erased')
        .addColumn('conversation_id', 'text', (c) => c.primaryKey())
        .addColumn('erased_at', number, (c) => c.notNull())
        .execute();
    },
  };
}

/** Which messages want no turn, and the way to what one conversation is still owed among all that was ever sent. */
export function wechatWaiting({ number }: { number: 'integer' | 'bigint' }): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('activity').addColumn('inbound', number).execute();
      const owed = sql`state in ('pending', 'leased', 'held')`;
      await sql`create index outbox_owed on outbox (conversation_id, seq) where ${owed}`.execute(db);
    },
  };
}
