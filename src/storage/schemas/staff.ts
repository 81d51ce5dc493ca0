import type { Generated } from 'kysely';

/** What somebody is at the desk; `src/console/policy.ts` says what each may. */
export type StaffRole = 'agent' | 'dispatcher' | 'cashier' | 'archivist' | 'worker' | 'manager' | 'director' | 'admin';

/** A person who works at the desk. */
export interface StaffTable {
  id: string;
  /** What one signs in with, lower case. */
  name: string;
  display_name: string;
  role: StaffRole;
  /** JSON list of estate ids; `["*"]` is every estate. */
  estates: string;
  /** Argon2id in PHC notation. */
  password_hash: string;
  disabled_at: number | null;
  created_at: number;
  last_sign_in_at: number | null;
  /** The secret of the one-time passwords, sealed with the desk's key; null without a second factor. */
  totp_secret: string | null;
  totp_since: number | null;
  /** The newest half minute whose password was taken: each is taken once. */
  totp_step: number | null;
}

export interface StaffSessionTable {
  /** SHA-256 of the cookie's random value. */
  token_hash: string;
  staff_id: string;
  csrf: string;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
}

export interface StaffInviteTable {
  token_hash: string;
  role: StaffRole;
  estates: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

/** A one-time link handed to a person: to make their account, or to set a new password. */
export interface StaffLinkTable {
  id: string;
  token_hash: string;
  kind: 'invite' | 'reset';
  /** Whose password; null for an account that is still to be made. */
  staff_id: string | null;
  /** For whom an account is, as whoever made the link calls them. */
  label: string;
  role: StaffRole;
  estates: string;
  made_by: string;
  created_at: number;
  expires_at: number;
  /** When it was used or taken back. */
  ended_at: number | null;
}

/** A code that stands in for the one-time password once. */
export interface StaffRecoveryTable {
  staff_id: string;
  /** SHA-256 of the code. */
  code_hash: string;
  used_at: number | null;
}

/** A try to sign in to an account that exists. */
export interface StaffSignInTable {
  id: Generated<number>;
  staff_id: string;
  at: number;
  /** Shortened, so that it tells a strange place from the usual one and no more. */
  address: string;
  browser: string;
  how: 'password' | 'totp' | 'recovery' | 'setup' | 'invite';
  outcome: 'in' | 'wrong-password' | 'wrong-code' | 'disabled';
}
