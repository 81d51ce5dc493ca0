/** A person who lives in, owns or looks after a home of an estate, as the desk knows them. */
export interface ResidentTable {
  id: string;
  estate_id: string;
  name: string;
  /** Digits, as a form keeps them. */
  phone: string | null;
  created_at: number;
}

/** Somebody's belonging to a home, from when until when; several of each. */
export interface HouseholdMemberTable {
  id: string;
  estate_id: string;
  resident_id: string;
  unit_code: string;
  relation: 'owner' | 'tenant' | 'family' | 'agent';
  from_at: number;
  /** Null while nobody has said when it ends. */
  to_at: number | null;
  /** The code by which they came in. */
  code_id: string;
}

/** A code that binds a conversation to a home once. What was printed for the resident is not kept, only its hash. */
export interface HouseholdCodeTable {
  id: string;
  estate_id: string;
  code_hash: string;
  unit_code: string;
  relation: HouseholdMemberTable['relation'];
  name: string;
  phone: string | null;
  /** Set when it is for somebody who is a member already, on another channel. */
  resident_id: string | null;
  /** From when until when its holder belongs to the home. */
  from_at: number;
  to_at: number | null;
  issued_by: string;
  why: string;
  issued_at: number;
  expires_at: number;
  used_at: number | null;
  used_in: string | null;
  revoked_at: number | null;
}

/** A code, or a phone with a name, that did not fit: what guessing is held back by. */
export interface IdentityMissTable {
  conversation_id: string;
  estate_id: string;
  kind: 'code' | 'case';
  at: number;
}
