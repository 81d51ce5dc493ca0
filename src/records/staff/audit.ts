import type { Tx } from '#storage/storage.ts';

/** Who did what to what. Never the words of a message, never a password or a token. */
export interface AuditEntry {
  /** `staff:<id>`, `setup-link`, `shell`, or `nobody` when a sign-in was refused. */
  actor: string;
  /** Such as `chat.claim`. */
  action: string;
  /** What it was done to, such as `conversation:<id>`. */
  subject: string;
  estateId?: string;
  detail?: Record<string, string | number | boolean | null>;
}

/** Adds a line to the audit, in the transaction of the change itself: neither stands without the other. */
export async function writeAudit(tx: Tx, entry: AuditEntry, now: number): Promise<void> {
  await tx.db
    .insertInto('audit')
    .values({
      estate_id: entry.estateId ?? null,
      at: now,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}
