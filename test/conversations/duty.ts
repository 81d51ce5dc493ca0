import type { Clock } from '#records/clock.ts';
import { acceptPage } from '#records/paging/acceptance.ts';
import { markDelivered, markFailed } from '#records/paging/calls.ts';
import { SEND_PAGE } from '#records/paging/pages.ts';
import type { Storage } from '#storage/storage.ts';

/**
 * What happens at the duty person's end: `delivered` (the robots took the page), `fails` (none of them ever will), `accepts 老吴`
 * (by the link in the message). What was being sent is then settled, as the outbox would do.
 */
export async function playDuty(storage: Storage, clock: Clock, argument: string): Promise<void> {
  const [what = '', name = ''] = argument.split(' ');
  await storage.transact(async (tx) => {
    if (what === 'accepts') {
      const open = await tx.db.selectFrom('duty_page').select('id').where('state', '<>', 'accepted').execute();
      for (const { id } of open) await acceptPage(tx, id, { name, via: 'link' }, clock.now());
      return;
    }
    if (what !== 'delivered' && what !== 'fails') throw new Error(`Unknown step "@ duty ${argument}".`);
    const rows = await tx.db
      .selectFrom('outbox')
      .select(['id', 'body'])
      .where('kind', '=', SEND_PAGE)
      .where('state', 'in', ['pending', 'held'])
      .execute();
    for (const { id, body } of rows) {
      const { sendId } = JSON.parse(body) as { sendId: string };
      const state = what === 'delivered' ? 'sent' : 'dead';
      await tx.db.updateTable('outbox').set({ state, ended_at: clock.now() }).where('id', '=', id).execute();
      if (what === 'delivered') await markDelivered(tx, sendId, clock.now());
      else await markFailed(tx, sendId, clock);
    }
  });
}
