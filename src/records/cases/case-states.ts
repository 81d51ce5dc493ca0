import type { CaseState } from '#storage/schemas/case.ts';

export type { CaseState } from '#storage/schemas/case.ts';

/** Which states may follow each state of one kind of case; a state that none follows is the end. */
type Course = Partial<Record<CaseState, readonly CaseState[]>>;

const ELSEWHERE = ['with-developer', 'with-utility', 'paused'] as const;

/** 报修 (domain 3.8). What may be skipped is what a small office does in one go; consent to a price never is, once one is asked. */
const repair: Course = {
  accepted: ['awaiting-dispatch', 'dispatched', 'visiting', 'done', ...ELSEWHERE, 'cancelled'],
  'awaiting-dispatch': ['dispatched', ...ELSEWHERE, 'cancelled'],
  dispatched: ['taken', 'visiting', 'done', 'awaiting-dispatch', 'nobody-home', ...ELSEWHERE, 'cancelled'],
  taken: ['visiting', 'awaiting-dispatch', 'nobody-home', ...ELSEWHERE, 'cancelled'],
  visiting: ['awaiting-quote', 'repairing', 'done', 'nobody-home', ...ELSEWHERE, 'cancelled'],
  'nobody-home': ['awaiting-dispatch', 'dispatched', 'visiting', 'paused', 'closed', 'cancelled'],
  'awaiting-quote': ['awaiting-consent', 'repairing', ...ELSEWHERE, 'cancelled'],
  'awaiting-consent': ['repairing', 'quote-refused', 'paused', 'cancelled'],
  'quote-refused': ['awaiting-quote', 'closed', 'cancelled'],
  repairing: ['done', 'awaiting-quote', ...ELSEWHERE],
  done: ['awaiting-payment', 'awaiting-follow-up', 'repairing', 'reopened', 'closed'],
  'awaiting-payment': ['awaiting-follow-up', 'reopened'],
  'awaiting-follow-up': ['closed', 'reopened'],
  'with-developer': ['dispatched', 'visiting', 'done', 'paused', 'closed', 'cancelled'],
  'with-utility': ['dispatched', 'visiting', 'done', 'paused', 'closed', 'cancelled'],
  paused: ['awaiting-dispatch', 'dispatched', 'visiting', 'repairing', 'with-developer', 'with-utility', 'cancelled'],
  closed: ['reopened'],
  cancelled: ['reopened'],
  reopened: ['awaiting-dispatch', 'dispatched', 'visiting', 'done', ...ELSEWHERE, 'cancelled'],
};

/** 投诉 (domain 4.2, 4.4). */
const complaint: Course = {
  accepted: ['in-progress', 'answered', 'transferred', 'withdrawn'],
  'in-progress': ['answered', 'transferred', 'withdrawn'],
  transferred: ['in-progress', 'answered', 'closed', 'withdrawn'],
  answered: ['closed', 'in-progress', 'withdrawn'],
  withdrawn: ['in-progress'],
  closed: ['in-progress'],
};

const suggestion: Course = {
  accepted: ['in-progress', 'answered', 'withdrawn'],
  'in-progress': ['answered', 'withdrawn'],
  answered: ['closed', 'in-progress'],
  withdrawn: [],
  closed: [],
};

const enquiry: Course = {
  open: ['answered', 'closed', 'withdrawn'],
  answered: ['closed', 'open'],
  closed: ['open'],
  withdrawn: ['open'],
};

const emergency: Course = { accepted: ['attended', 'settled'], attended: ['settled'], settled: ['attended'] };

/** 入住 (domain 2.10). The fee is never a gate: what is inspected may go to signing with the fee in dispute. */
const moveIn: Course = {
  booked: ['arrived', 'absent', 'cancelled'],
  absent: ['booked', 'cancelled'],
  arrived: ['identity-checked', 'papers-missing', 'disputed'],
  'papers-missing': ['identity-checked', 'booked', 'disputed'],
  'identity-checked': ['inspecting', 'disputed'],
  inspecting: ['no-defects', 'defects-open', 'handover-refused', 'disputed'],
  'no-defects': ['paying', 'signing', 'disputed'],
  'defects-open': ['rectifying', 'paying', 'signing', 'handover-refused', 'disputed'],
  rectifying: ['recheck-passed', 'recheck-failed', 'disputed'],
  'recheck-failed': ['rectifying', 'handover-refused', 'disputed'],
  'recheck-passed': ['paying', 'signing', 'disputed'],
  paying: ['fee-disputed', 'signing', 'disputed'],
  'fee-disputed': ['paying', 'signing', 'disputed'],
  signing: ['keys-handed', 'disputed'],
  'keys-handed': ['archived'],
  'handover-refused': ['rectifying', 'inspecting', 'disputed'],
  disputed: ['booked', 'arrived', 'inspecting', 'rectifying', 'paying', 'signing', 'handover-refused', 'cancelled'],
  archived: [],
  cancelled: ['booked'],
};

/** 整改 (domain 2.9). */
const rectification: Course = {
  accepted: ['rectifying', 'disputed'],
  rectifying: ['recheck-passed', 'recheck-failed', 'disputed'],
  'recheck-failed': ['rectifying', 'disputed'],
  'recheck-passed': ['closed', 'recheck-failed'],
  disputed: ['rectifying', 'closed'],
  closed: ['rectifying'],
};

/** 个人信息 (domain 8.7). */
const privacy: Course = {
  accepted: ['identity-checked', 'answered', 'declined', 'withdrawn'],
  'identity-checked': ['answered', 'declined', 'withdrawn'],
  answered: ['closed', 'identity-checked'],
  declined: ['identity-checked', 'closed'],
  withdrawn: ['accepted'],
  closed: [],
};

const COURSES: Readonly<Record<string, Course>> = {
  repair,
  complaint,
  suggestion,
  enquiry,
  emergency,
  'move-in': moveIn,
  rectification,
  privacy,
};

/** Kinds of case, by service, that have a course of their own. */
export const CASE_SERVICES: readonly string[] = Object.keys(COURSES);

/** Every state of every kind of case. */
export const CASE_STATES = [...new Set(Object.values(COURSES).flatMap((one) => Object.keys(one)))] as CaseState[];

/** States of one kind of case; a service without a course of its own goes the way of a complaint. */
export function statesOf(service: string): CaseState[] {
  return Object.keys(courseOf(service)) as CaseState[];
}

/** The state in which a case is filed. */
export function firstState(service: string): CaseState {
  return statesOf(service)[0] ?? 'accepted';
}

/** States that may follow. */
export function nextStates(service: string, state: CaseState): readonly CaseState[] {
  return courseOf(service)[state] ?? [];
}

const OVER: ReadonlySet<CaseState> = new Set(['closed', 'cancelled', 'withdrawn', 'settled', 'archived']);

/** True when nothing more is to be done in a case. What was answered counts, though its reporter may still object. */
export function isOver(service: string, state: CaseState): boolean {
  return OVER.has(state) || (state === 'answered' && service !== 'complaint');
}

/** The state in which the reporter's own wish ends a case, or undefined when it is too late or not theirs to end. */
export function withdrawnState(service: string, state: CaseState): CaseState | undefined {
  return nextStates(service, state).find((one) => one === 'cancelled' || one === 'withdrawn');
}

const WHY: ReadonlySet<CaseState> = new Set(['declined', 'transferred', 'paused', 'handover-refused', 'disputed']);

/** True for kinds of case whose state follows from what their own desk notes, so that it is not set by itself. */
export function hasOwnDesk(service: string): boolean {
  return service === 'move-in' || service === 'rectification';
}

/** True for states that nobody may set without a reason. */
export function needsReason(state: CaseState): boolean {
  return WHY.has(state);
}

function courseOf(service: string): Course {
  return (Object.hasOwn(COURSES, service) ? COURSES[service] : undefined) ?? complaint;
}
