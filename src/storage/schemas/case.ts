/** How far a case has come, by the kinds of case; which may follow which is in `records/case-states.ts`. */
export type CaseState = RepairState | ComplaintState | MoveInState | PrivacyState | 'open' | 'attended' | 'settled';

/** 报修 (domain 3.8). */
type RepairState =
  | 'accepted'
  | 'awaiting-dispatch'
  | 'dispatched'
  | 'taken'
  | 'visiting'
  | 'awaiting-quote'
  | 'awaiting-consent'
  | 'repairing'
  | 'done'
  | 'awaiting-payment'
  | 'awaiting-follow-up'
  | 'closed'
  | 'with-developer'
  | 'with-utility'
  | 'paused'
  | 'cancelled'
  | 'quote-refused'
  | 'nobody-home'
  | 'reopened';

/** 投诉 (domain 4.2, 4.4). */
type ComplaintState = 'accepted' | 'in-progress' | 'answered' | 'transferred' | 'withdrawn' | 'closed';

/** 入住 and 整改 (domain 2.9, 2.10). */
type MoveInState =
  | 'booked'
  | 'arrived'
  | 'papers-missing'
  | 'identity-checked'
  | 'inspecting'
  | 'no-defects'
  | 'defects-open'
  | 'rectifying'
  | 'recheck-failed'
  | 'recheck-passed'
  | 'paying'
  | 'fee-disputed'
  | 'signing'
  | 'keys-handed'
  | 'archived'
  | 'handover-refused'
  | 'absent'
  | 'disputed'
  | 'cancelled';

/** 个人信息 (domain 8.7). */
type PrivacyState = 'accepted' | 'identity-checked' | 'answered' | 'declined' | 'withdrawn' | 'closed';
