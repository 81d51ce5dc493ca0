/** A person who works at the desk. */
export interface StaffTable {
  id: string;
  /** What one signs in with, lower case. */
  name: string;
  display_name: string;
  role: 'agent' | 'manager' | 'admin';
  /** JSON list of estate ids; `["*"]` is every estate. */
  estates: string;
  /** Argon2id in PHC notation. */
  password_hash: string;
  disabled_at: number | null;
  created_at: number;
  last_sign_in_at: number | null;
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
  role: 'agent' | 'manager' | 'admin';
  estates: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}
