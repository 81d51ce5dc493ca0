import type { Text2 } from '#console/api.ts';

/** How somebody belongs to a home. */
export type Relation = 'owner' | 'tenant' | 'family' | 'agent';

/** Homes of an estate that fit what was typed; without words those with residents. */
export interface Households {
  homes: { unitCode: string; name: Text2; members: number; codes: number }[];
  /** The last home shown, given back as `after`; null when that is all. */
  next: string | null;
}

/** A home with everybody of it and the codes that wait. */
export interface HouseholdDetail {
  home: { estateId: string; unitCode: string; name: Text2 };
  members: {
    id: string;
    residentId: string;
    name: string;
    /** With its middle hidden. */
    phone: string | null;
    relation: Relation;
    from: number;
    to: number | null;
    /** Conversations that are bound to this person. */
    conversations: number;
  }[];
  codes: { id: string; name: string; relation: Relation; issuedBy: string; issuedAt: number; expiresAt: number }[];
}

/** What a new code is issued for. */
export interface CodeRequest {
  relation: Relation;
  name: string;
  phone: string;
  why: string;
  /** Day from which, and until which, they belong to the home, `2026-11-23`; from now and without end when empty. */
  from: string;
  to: string;
  /** Set for a member who is to be known on another channel. */
  residentId?: string;
}

/** A code, shown this once. */
export interface IssuedCode {
  code: string;
  expiresAt: number;
}
