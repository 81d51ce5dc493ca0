import type { Text2 } from '#console/api.ts';

/**
 * Moving in, on the wire. `:id` is the ticket of a move-in case, or of one of its defects.
 *
 * | call | who | answer |
 * |---|---|---|
 * | GET  tickets/:id/move-in | agent | `MoveInDetail` |
 * | POST tickets/:id/move-in/steps `StepRequest` | agent | 204; 409 `moved-on` with the reason as `field` |
 * | POST tickets/:id/move-in/decisions `StepRequest` | manager | 204; 409 `moved-on` |
 * | POST tickets/:id/move-in/papers `PapersRequest` | agent | 204; 409 `moved-on` |
 * | POST tickets/:id/move-in/checks `ChecksRequest` | agent | 204 |
 * | POST tickets/:id/move-in/defects `DefectRequest` | agent | 204 |
 * | POST tickets/:id/move-in/defects/:defect `DefectStepRequest` | agent | 204; 409 `moved-on` |
 * | POST tickets/:id/move-in/keys `KeyRequest` | agent | 204; 409 `moved-on` |
 * | POST tickets/:id/move-in/fee-sheet `FeeSheetRequest` | agent | 204 |
 */
export interface MoveInDetail {
  caseId: string;
  number: string;
  estateId: string;
  state: string;
  kind: Text2;
  /** The four desks in the estate's order, or the two of a registration. */
  desks: {
    key: string;
    name: Text2;
    step: Text2;
    status: 'done' | 'now' | 'later';
    /** What the desk takes in, gives out and writes down. */
    takes: Text2[];
    gives: Text2[];
    records: Text2[];
    /** Who signed there, and when. */
    by: string | null;
    at: number | null;
  }[];
  slot: { date: string; time: string } | null;
  recheck: { date: string; time: string } | null;
  papers: { key: string; name: Text2; state: 'seen' | 'missing' | null }[];
  /** Points of the inspection with what was found there; parts of the minimum are marked. */
  parts: {
    letter: string;
    name: Text2;
    minimum: boolean;
    checks: { code: string; name: Text2; result: 'pass' | 'defect' | 'unchecked' | null; reason: string | null }[];
  }[];
  defects: {
    id: string;
    number: string;
    code: string;
    point: Text2;
    words: string;
    level: 'serious' | 'ordinary' | 'minor';
    state: string;
    rounds: number;
    promisedOn: string | null;
    /** Steps it may take from here. */
    next: DefectStepName[];
  }[];
  keys: {
    id: string;
    name: Text2;
    count: number;
    event: string;
    signer: string;
    idChecked: boolean;
    note: string | null;
    by: string;
    at: number;
  }[];
  keyKinds: { key: string; name: Text2 }[];
  /** Why keys wait for more than identity, inspection and ledger: the estate's rule and who approved it. */
  keyRule: { reason: Text2; approvedBy: string } | null;
  exception: { by: string; reason: string } | null;
  fees: 'settled' | 'disputed' | null;
  /** The home's own fee sheet, as the cashier made it out last; empty while there is none. */
  feeSheet: FeeLine[];
  /** Fees of the estate to make one out from; `unitPrice` is null where no general price is published. */
  feeItems: (Omit<FeeLine, 'unitPrice' | 'quantity' | 'amount' | 'period'> & {
    unitPrice: number | null;
    period: string;
  })[];
  /** The trade's rule for a case that stands like this; null when nothing is out of the ordinary. */
  rule: Text2 | null;
  /** Steps that may be taken now; `reason` when one has to be given, `decision` when only a manager may. */
  next: { step: string; reason: boolean; decision: boolean }[];
}

export type DefectStepName = 'begin' | 'rectified' | 'pass' | 'fail';

export interface StepRequest {
  step: string;
  reason: string;
  note?: string;
}

export interface PapersRequest {
  seen: string[];
  missing: string[];
}

export interface ChecksRequest {
  checks: { code: string; result: 'pass' | 'unchecked'; reason?: string }[];
}

export interface DefectRequest {
  code: string;
  level: 'serious' | 'ordinary' | 'minor';
  words: string;
}

export interface DefectStepRequest {
  step: DefectStepName;
  reason: string;
  /** Day the developer promised, `2026-12-01`; empty when there is none. */
  promisedOn: string;
}

export interface KeyRequest {
  kind: string;
  count: number;
  event: 'issued' | 'returned' | 'lost' | 'replaced' | 'kept' | 'used';
  signer: string;
  idChecked: boolean;
  note: string;
}

/** One line of a home's own fee sheet, as it is printed; amounts in yuan. */
export interface FeeLine {
  name: string;
  basis: string;
  unitPrice: number;
  quantity: number;
  period: string;
  amount: number;
  refundable: boolean;
  payee: string;
  invoice: string;
}

export interface FeeSheetRequest {
  lines: FeeLine[];
}
