/**
 * Accounts on the wire.
 *
 * | call | who | answer |
 * |---|---|---|
 * | GET  link?token= | holder of a link | `LinkState` |
 * | POST link `LinkRequest` | holder of a link | `Me`, signed in, for an invitation; 204 for a new password |
 * | GET  account | signed in | `OwnAccount` |
 * | POST account/password `PasswordRequest` | signed in | 204; the account's other sessions end |
 * | POST account/second-factor `{ password }` | signed in | `Enrolment` |
 * | POST account/second-factor/confirm `EnrolRequest` | signed in | `RecoveryCodes`, shown once |
 * | POST account/second-factor/codes `{ password }` | signed in | `RecoveryCodes`, shown once |
 * | POST account/second-factor/end `{ password }` | signed in | 204; 409 `second-factor-needed` where the role needs it |
 * | GET  staff?estate=&q=&role=&state=&before=&limit= | manager | `StaffList` |
 * | GET  staff/:id | manager | `StaffDetail` |
 * | POST staff/:id/disable, /enable `{ why }` | manager | 204; sessions end at once |
 * | POST staff/:id/role `RoleRequest` | manager | 204 |
 * | POST staff/:id/reset-link `{ why }` | manager | `HandedLink` |
 * | POST staff/:id/second-factor/end `{ why }` | manager | 204 |
 * | GET  invites | manager | `{ invites: Invite[] }` |
 * | POST invites `InviteRequest` | manager | `HandedLink` |
 * | POST invites/:id/revoke | manager | 204 |
 * | GET  audit?estate=&actor=&subject=&about=&from=&to=&before=&limit= | manager | `AuditList` |
 */
import type { Role } from '#console/api.ts';

/** What a link is for. `name` is the account whose password it sets, or for whom the account is. */
export type LinkState = { valid: false } | { valid: true; kind: 'invite' | 'reset'; role: Role; name: string };

export interface LinkRequest {
  token: string;
  password: string;
  /** Left out for a new password. */
  name?: string;
  displayName?: string;
}

export interface PasswordRequest {
  current: string;
  next: string;
}

/** A secret to be read by an authenticator app: as a picture of `size` squares, drawn by `path`, or typed by hand. */
export interface Enrolment {
  secret: string;
  uri: string;
  picture: { size: number; path: string };
  /** Given back with the first code; it holds a quarter of an hour. */
  sealed: string;
}

export interface EnrolRequest {
  sealed: string;
  code: string;
}

export interface RecoveryCodes {
  codes: string[];
}

export interface SignInEntry {
  id: number;
  at: number;
  address: string;
  browser: string;
  how: 'password' | 'totp' | 'recovery' | 'setup' | 'invite';
  outcome: 'in' | 'wrong-password' | 'wrong-code' | 'disabled';
}

export interface OwnAccount {
  secondFactor: { since: number | null; codesLeft: number; needed: boolean };
  signIns: SignInEntry[];
}

export interface StaffEntry {
  id: string;
  name: string;
  displayName: string;
  role: Role;
  /** `*` for every estate; of the others those that the reader has too. */
  estates: '*' | string[];
  /** True when they also work on estates that the reader does not have. */
  elsewhere: boolean;
  disabledAt: number | null;
  createdAt: number;
  lastSignInAt: number | null;
  secondFactor: boolean;
  /** Whether the reader may change, disable and help this account. */
  yours: boolean;
}

export interface StaffList {
  staff: StaffEntry[];
  next: string | null;
}

export interface StaffDetail {
  entry: StaffEntry;
  /** Empty for accounts that are not the reader's to change. */
  signIns: SignInEntry[];
}

export interface RoleRequest {
  role: Role;
  estates: '*' | string[];
  why: string;
}

export interface InviteRequest {
  /** For whom it is, as colleagues call them. */
  label: string;
  role: Role;
  estates: '*' | string[];
}

/** A link that is shown once: its path on this server, with the token behind the hash sign. */
export interface HandedLink {
  path: string;
  expiresAt: number;
}

export interface Invite {
  id: string;
  label: string;
  role: Role;
  estates: '*' | string[];
  madeBy: string;
  createdAt: number;
  expiresAt: number;
  yours: boolean;
}

export interface AuditEntryShown {
  id: number;
  at: number;
  estateId: string | null;
  /** As recorded, such as `staff:<id>`, and as people call them. */
  actor: string;
  actorName: string | null;
  action: string;
  subject: string;
  /** The case's number, the account's name. */
  subjectName: string | null;
  why: string | null;
  detail: Record<string, string | number | boolean | null>;
}

export interface AuditList {
  entries: AuditEntryShown[];
  next: string | null;
}
