import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { append } from '#records/activities.ts';
import { systemClock } from '#records/clock.ts';
import { createDeskLog } from '#src/desk-log.ts';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { describeConversationLog, type LogUnderTest } from '../channels/direct-line/contract.ts';
import { startPostgres } from '../storage/postgres.ts';

describeConversationLog('the desk on SQLite', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-log-'));
  const storage = await openStorage({ dataDir, onError: console.error });
  return underTest(storage, async () => rmSync(dataDir, { recursive: true, force: true }));
});

describeConversationLog('the desk on PostgreSQL', async () => {
  const { url, stop } = await startPostgres();
  const storage = await openStorage({ dataDir: '', databaseUrl: url, onError: () => {} });
  return underTest(storage, stop);
});

function underTest(storage: Storage, cleanUp: () => Promise<void>): LogUnderTest {
  return {
    log: createDeskLog(storage, systemClock),
    async append(conversationId, { type = 'message', text }) {
      if (type === 'typing') {
        storage.announce({ about: 'typing', id: conversationId, estateId: '', role: 'desk' });
        return;
      }
      await storage.transact((tx) =>
        append(tx, conversationId, [{ type, role: 'desk', fromId: 'desk', text }], systemClock.now()),
      );
    },
    async close() {
      await storage.close();
      await cleanUp();
    },
  };
}
