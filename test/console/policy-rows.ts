import type { Right } from '#console/policy.ts';

/** Every role, and one that no version knows: it has no right at all. */
export const ROLES = [
  'worker',
  'archivist',
  'cashier',
  'dispatcher',
  'agent',
  'manager',
  'director',
  'admin',
  'gardener',
] as const;

const ALL = ['worker', 'archivist', 'cashier', 'dispatcher', 'agent', 'manager', 'director', 'admin'];
const MANAGERS = ['manager', 'director', 'admin'];
const FRONT = ['agent', ...MANAGERS];
const DESKS = ['cashier', 'dispatcher', ...FRONT];
const OFFICE = ['archivist', ...DESKS];

/** Who has which right, written down a second time and by hand: a slip in the policy shows here. */
export const HAVE: Record<Right, readonly string[]> = {
  'come-in': [],
  'use-own-account': ALL,
  'see-staff': MANAGERS,
  'manage-staff': MANAGERS,
  'read-audit': MANAGERS,
  'see-queue': DESKS,
  'read-chats': DESKS,
  'answer-chats': DESKS,
  'note-chats': DESKS,
  'keep-promises': DESKS,
  'file-cases': ['dispatcher', ...FRONT],
  'read-tickets': OFFICE,
  'change-cases': ['dispatcher', ...FRONT],
  'note-cases': DESKS,
  'see-phones': DESKS,
  'read-households': OFFICE,
  'bind-households': ['archivist', ...FRONT],
  'work-move-ins': ['cashier', ...FRONT],
  'decide-move-ins': MANAGERS,
  'answer-questions': DESKS,
  'take-calls': ['dispatcher', ...FRONT],
  'import-register': MANAGERS,
  'review-knowledge': MANAGERS,
  'see-complainants': MANAGERS,
  'see-company-cases': ['admin'],
  'unmask-chats': MANAGERS,
  'see-scripts': MANAGERS,
  'export-chats': MANAGERS,
  'keep-chats': MANAGERS,
  'take-over-chats': MANAGERS,
  'set-posts': MANAGERS,
};

/**
 * Every route, with what it answers to somebody who may, for a thing of their own estate that is not in their hands and a body
 * that says `text` and `clientId`. A route without a row fails the matrix. What the routes do stands in their own tests.
 */
export const ROWS: Record<string, number> = {
  'get setup': 200,
  'post setup': 400,
  'post sign-in': 400,
  'get link': 200,
  'post link': 400,
  'post sign-out': 204,
  'get me': 200,
  'get events': 200,
  'get account': 200,
  'post account/password': 400,
  'post account/second-factor': 400,
  'post account/second-factor/confirm': 400,
  'post account/second-factor/codes': 400,
  'post account/second-factor/end': 400,
  'get staff': 200,
  'get staff/:id': 200,
  'post staff/:id/disable': 400,
  'post staff/:id/enable': 400,
  'post staff/:id/role': 400,
  'post staff/:id/reset-link': 400,
  'post staff/:id/second-factor/end': 400,
  'get invites': 200,
  'post invites': 400,
  'post invites/:id/revoke': 204,
  'get audit': 200,
  'get queue': 200,
  'get alarms': 200,
  // The chat of the matrix is no page of an emergency.
  'post alarms/:id/accept': 404,
  'get conversations': 200,
  'get conversations/:id': 200,
  'get conversations/:id/log': 200,
  'get conversations/:id/files/:file': 200,
  'get conversations/:id/transcript': 200,
  'post conversations/:id/claim': 204,
  'post conversations/:id/messages': 409,
  'post conversations/:id/files': 409,
  'post conversations/:id/typing': 409,
  'post conversations/:id/return': 409,
  'post conversations/:id/close': 409,
  // The body of the matrix gives no reason; what they do stands in transcripts.test.ts and retention.test.ts.
  'post conversations/:id/unmask': 400,
  'post conversations/:id/hold': 400,
  'post exports': 400,
  'get exports/:id': 404,
  'post retention/:estate/run': 400,
  'post conversations/:id/pull': 409,
  'post conversations/:id/answers': 409,
  'get conversations/:id/looking': 200,
  'get conversations/:id/targets': 200,
  'get conversations/:id/delivery': 200,
  // What these want stands in handoff-calls.test.ts.
  'post conversations/:id/take-over': 400,
  'post conversations/:id/transfer': 400,
  'post presence': 400,
  'get post': 200,
  'get posts': 200,
  'post posts/:staff': 400,
  // What these do stands in drafts.test.ts and clerk-tools.test.ts.
  'post conversations/:id/notes': 400,
  'post conversations/:id/mentions-seen': 204,
  'post conversations/:id/promises': 409,
  'post promises/:id': 400,
  'post conversations/:id/cases': 400,
  'post tickets/:id/corrections': 400,
  'get move-in/days/:estate/:date': 200,
  'get tickets': 200,
  'get tickets/:id': 200,
  'post tickets/:id/state': 400,
  'post tickets/:id/notes': 400,
  'post tickets/:id/phone': 404,
  // The case of the matrix is none of moving in.
  'get tickets/:id/move-in': 404,
  'post tickets/:id/move-in/steps': 404,
  'post tickets/:id/move-in/decisions': 404,
  'post tickets/:id/move-in/papers': 404,
  'post tickets/:id/move-in/checks': 404,
  'post tickets/:id/move-in/defects': 404,
  'post tickets/:id/move-in/defects/:defect': 404,
  'post tickets/:id/move-in/keys': 404,
  'post tickets/:id/move-in/fee-sheet': 404,
  'get households': 200,
  // The estates of the matrix have no register.
  'get households/:estate/:unit': 404,
  'post households/:estate/:unit/codes': 404,
  'post households/:estate/codes/:code/revoke': 404,
  'post households/:estate/members/:member/end': 400,
  // The thing of the matrix is no question; what they do stands in question-calls.test.ts.
  'get questions': 200,
  'get questions/:id': 404,
  'post questions/:id/answer': 404,
  'post questions/:id/desk': 404,
  'post questions/:id/draft': 404,
  'post questions/:id/draft/accept': 404,
  'post questions/:id/draft/decline': 404,
  // The body of the matrix is none of theirs; what they do stands in intake-calls.test.ts.
  'get intake': 200,
  'post intake': 400,
  'post intake/check': 400,
  'post intake/:estate/scans/:draft': 404,
  'get entries': 200,
  'get entries/:id': 404,
  'post entries/:id/reply': 404,
  'post entries/:id/own': 404,
  // The estates of the matrix have no register; what these do stands in register-calls.test.ts.
  'get register/:estate': 404,
  'post register/:estate': 404,
  'post register/:estate/preview': 404,
};

/** Lists that are asked for one estate by name: another's answers 404. */
export const LISTS_OF_ESTATES = ['conversations', 'tickets', 'households', 'questions', 'entries', 'staff', 'audit'];
