import type { ConsoleDesk } from '#console/console-desk.ts';
import { spendRecoveryCode, takeStep } from '#records/staff/second-factors.ts';
import type { StaffRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import { stepOf, typedCode } from './one-time-passwords.ts';
import { unseal } from './sealing.ts';
import { hashToken } from './tokens.ts';

/** What a sealed secret is about: put with another account, it opens nothing. */
export const sealedFor = (staffId: string) => `totp:${staffId}`;

/**
 * Uses up a one-time password or a recovery code of an account. @returns which of the two it was; undefined when it is wrong or
 * was used. A secret that the desk's key does not open is reported; recovery codes go on working.
 */
export async function takeCode(
  tx: Tx,
  desk: Pick<ConsoleDesk, 'clock' | 'sealingKey' | 'onError'>,
  staff: StaffRow,
  typed: string,
): Promise<'totp' | 'recovery' | undefined> {
  const code = typedCode(typed);
  const now = desk.clock.now();
  if (!/^\d{6}$/.test(code)) {
    return (await spendRecoveryCode(tx, staff.id, hashToken(code), now)) ? 'recovery' : undefined;
  }
  const secret = unseal(staff.totp_secret ?? '', sealedFor(staff.id), desk.sealingKey);
  if (secret === undefined) {
    desk.onError(
      'staff-secret-unreadable',
      new Error('A secret was sealed with another key: is DATA_DIR/keys the same?'),
    );
    return undefined;
  }
  const step = stepOf(code, secret, now);
  return step !== undefined && (await takeStep(tx, staff.id, step)) ? 'totp' : undefined;
}
