import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { readJson } from '#console/read-body.ts';
import { Refusal, secondFactorNeeded, signedOut } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { endResets } from '#records/staff/links.ts';
import {
  countRecoveryCodes,
  dropSecondFactor,
  keepRecoveryCodes,
  keepSecondFactor,
} from '#records/staff/second-factors.ts';
import { endSessions } from '#records/staff/sessions.ts';
import { readSignIns } from '#records/staff/sign-ins.ts';
import { findStaff, setPasswordHash } from '#records/staff/staff.ts';
import type { StaffRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import { enrolmentOf, newRecoveryCodes, newSecret, stepOf, typedCode } from './one-time-passwords.ts';
import { demandGoodPassword } from './passwords.ts';
import { seal, unseal } from './sealing.ts';
import { sealedFor } from './second-factor.ts';
import { needsSecondFactor } from './second-factor-rule.ts';
import { showSignIn } from './show-staff.ts';
import type { Enrolment, OwnAccount, RecoveryCodes } from './staff-api.ts';

const SIGN_INS_SHOWN = 30;
/** From the picture to its first code: time to find the telephone. */
const ENROL_MS = 15 * 60_000;

const password = z.string().min(1).max(1000);
const withPassword = z.object({ password });
const passwordRequest = z.object({ current: password, next: z.string().max(1000) });
const enrolRequest = z.object({ sealed: z.string().max(1000), code: z.string().max(40) });
const offer = z.object({ secret: z.string(), until: z.number() });

/** GET account */
export async function showAccount({ desk, me }: StaffCall): Promise<OwnAccount> {
  const { db } = desk.storage;
  const staff = await findStaff(db, me.id);
  const [codesLeft, signIns] = [await countRecoveryCodes(db, me.id), await readSignIns(db, me.id, SIGN_INS_SHOWN)];
  return {
    secondFactor: { since: staff?.totp_since ?? null, codesLeft, needed: needsSecondFactor(desk, me) },
    signIns: signIns.map(showSignIn),
  };
}

/** POST account/password */
export async function changePassword(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const { current, next } = await readJson(call.req, passwordRequest);
  await demandOwnPassword(call, current);
  demandGoodPassword(next);
  const fresh = await desk.passwords.hash(next);
  await change(call, 'account.password', async (tx) => {
    await setPasswordHash(tx, me.id, fresh);
    await endResets(tx, me.id, desk.clock.now());
    await endSessions(tx, me.id, me.tokenHash);
  });
}

/** POST account/second-factor: a new secret, which counts from its first code on. */
export async function offerSecondFactor(call: StaffCall): Promise<Enrolment> {
  const { desk, me } = call;
  await demandOwnPassword(call, (await readJson(call.req, withPassword)).password);
  const secret = newSecret();
  const sealed = seal(
    JSON.stringify({ secret, until: desk.clock.now() + ENROL_MS }),
    offeredTo(me.id),
    desk.sealingKey,
  );
  const issuer = desk.handbook.estates()[0]?.office.name.zh ?? 'Lobby';
  return { ...enrolmentOf(secret, { name: me.name, issuer }), sealed };
}

/** POST account/second-factor/confirm */
export async function confirmSecondFactor(call: StaffCall): Promise<RecoveryCodes> {
  const { desk, me } = call;
  const { sealed, code } = await readJson(call.req, enrolRequest);
  const now = desk.clock.now();
  const opened = unseal(sealed, offeredTo(me.id), desk.sealingKey);
  const { secret, until } = opened ? offer.parse(JSON.parse(opened)) : { secret: '', until: 0 };
  if (until <= now) throw new Refusal(410, 'link-used', 'This took too long. Please begin again.');
  desk.guard.admitCode(me.id, now);
  const step = stepOf(typedCode(code), secret, now);
  if (step === undefined) throw new Refusal(401, 'wrong-code', 'The one-time password is wrong.', { field: 'code' });
  const { codes, hashes } = newRecoveryCodes();
  const kept = seal(secret, sealedFor(me.id), desk.sealingKey);
  await change(call, 'account.second-factor.on', async (tx) => {
    await keepSecondFactor(tx, me.id, { sealed: kept, step, codeHashes: hashes }, now);
    await endSessions(tx, me.id, me.tokenHash);
  });
  return { codes };
}

/** POST account/second-factor/codes: new recovery codes in the place of the old ones. */
export async function renewRecoveryCodes(call: StaffCall): Promise<RecoveryCodes> {
  const { me } = call;
  await demandOwnPassword(call, (await readJson(call.req, withPassword)).password);
  if (!me.hasSecondFactor) throw new Refusal(409, 'moved-on', 'There is no second factor.');
  const { codes, hashes } = newRecoveryCodes();
  await change(call, 'account.recovery-codes', (tx) => keepRecoveryCodes(tx, me.id, hashes));
  return { codes };
}

/** POST account/second-factor/end */
export async function endSecondFactor(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  await demandOwnPassword(call, (await readJson(call.req, withPassword)).password);
  if (needsSecondFactor(desk, me)) throw secondFactorNeeded(409);
  await change(call, 'account.second-factor.off', async (tx) => {
    await dropSecondFactor(tx, me.id);
  });
}

const offeredTo = (staffId: string) => `totp-offer:${staffId}`;

/** An open page may have been left by its owner: what changes the account asks for the password again. */
async function demandOwnPassword(call: StaffCall, given: string): Promise<StaffRow> {
  const { desk, me } = call;
  const address = desk.addressOf(call.req);
  desk.guard.admit(me.name, address, desk.clock.now());
  const staff = await findStaff(desk.storage.db, me.id);
  if (!staff) throw signedOut();
  const { right } = await desk.passwords.verify(given, staff.password_hash);
  if (!right) throw new Refusal(403, 'wrong-credentials', 'The password is wrong.', { field: 'password' });
  desk.guard.welcome(staff, address);
  return staff;
}

async function change({ desk, me }: StaffCall, action: string, work: (tx: Tx) => Promise<void>): Promise<void> {
  await desk.storage.transact(async (tx) => {
    await work(tx);
    await writeAudit(tx, { actor: actorOf(me), action, subject: actorOf(me) }, desk.clock.now());
  });
}
