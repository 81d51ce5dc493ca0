/** A move-in case (入住办理): the ticket says whose it is, this row how far it has come. */
export interface MoveInCaseTable {
  ticket_id: string;
  estate_id: string;
  unit_code: string;
  /** Kind of owner, a key of common/move-in.json. */
  kind: string;
  /** `stateOf` its facts; kept for lists. */
  state: string;
  /** What is known and done, JSON (`records/move-in-rules.ts`). */
  facts: string;
  /** Papers seen or missing, by key, JSON. */
  papers: string;
  /** Who signed at each desk and when, JSON. */
  signatures: string;
  /** The appointment, `2026-11-25` and `09:00`; null while none is made. */
  slot_date: string | null;
  slot_time: string | null;
  recheck_date: string | null;
  recheck_time: string | null;
  /** The home's own fee sheet as the cashier made it out, JSON; null while there is none. */
  fee_sheet: string | null;
  /** Counts changes, so that two of them come one after the other. */
  version: number;
}

/** Whose handover a home is. Two cannot hold one: the key is the home. */
export interface MoveInClaimTable {
  estate_id: string;
  unit_code: string;
  conversation_id: string;
  resident_id: string | null;
}

/** A place in an appointment that is taken. Two cannot have one: the key is the place itself. */
export interface MoveInSlotTable {
  estate_id: string;
  purpose: 'handover' | 'recheck';
  date: string;
  time: string;
  /** From 1 up to the capacity. */
  place: number;
  /** The move-in case. */
  ticket_id: string;
}

/** What was found at one point of the inspection. Defects have a case of their own besides. */
export interface MoveInCheckTable {
  ticket_id: string;
  code: string;
  result: 'pass' | 'defect' | 'unchecked';
  reason: string | null;
  actor: string;
  at: number;
}

/** A defect (ticket with the letter D) of a move-in case, from its note to the signed recheck. */
export interface MoveInDefectTable {
  ticket_id: string;
  case_id: string;
  /** Point of the inspection, `C2`; the letter alone where only the part is known. */
  code: string;
  level: 'serious' | 'ordinary' | 'minor';
  state: 'waiting' | 'rectifying' | 'rectified' | 'failed' | 'with-director' | 'passed';
  /** Rechecks that were not passed. */
  rounds: number;
  /** Day the developer promised, where staff recorded one. */
  promised_on: string | null;
}

/** One line of a home's key ledger; lines are only ever added. */
export interface MoveInKeyTable {
  id: string;
  ticket_id: string;
  estate_id: string;
  unit_code: string;
  kind: string;
  count: number;
  event: 'issued' | 'returned' | 'lost' | 'replaced' | 'kept' | 'used';
  /** Who signed for it, and whether their identity was checked. */
  signer: string;
  id_checked: number;
  /** For keys kept for rectification: written consent, until when, who may enter. */
  note: string | null;
  actor: string;
  at: number;
}
