import type { Storage } from '#storage/storage.ts';

/** Later than any clock of a test: a page that is never left. */
const ALWAYS = Number.MAX_SAFE_INTEGER;

/** A clerk of every estate signs in and stays: somebody is there for whoever asks. */
export async function comeToDesk(storage: Storage, clerk: { id: string; name: string }): Promise<void> {
  const account = {
    name: clerk.id,
    display_name: clerk.name,
    role: 'agent',
    estates: '["*"]',
    password_hash: '',
  } as const;
  await storage.db
    .insertInto('staff')
    .values({ id: clerk.id, ...account, created_at: 1 })
    .onConflict((oc) => oc.doNothing())
    .execute();
  await storage.db
    .insertInto('staff_presence')
    .values({ page_id: clerk.id, staff_id: clerk.id, viewing: null, seen_at: ALWAYS })
    .onConflict((oc) => oc.doNothing())
    .execute();
}
