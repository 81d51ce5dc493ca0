import type { Role } from './api.ts';

/** Every right there is, one sentence each. What is not granted below is refused. */
export const RIGHTS = {
  'come-in': 'Anyone may check and use a setup link, and sign in.',
  'use-own-account':
    'Whoever is signed in sees and secures their own account, hears the news of their estates and signs out.',
  'see-staff': 'Managers see who works on their estates, and when and from where those signed in whom they look after.',
  'manage-staff':
    'Managers invite, change, shut, open and help accounts of roles below their own, on their estates alone; nobody their own.',
  'read-audit': 'Managers read who changed records of their estates, when and why.',
  'see-queue': 'The front desk and those above it see which chats of their estates wait for a person, and their own.',
  'read-chats': 'The front desk and those above it read conversations of their estates, with the files sent in them.',
  'unmask-chats': 'Managers read a conversation with names and phones, each time with a reason on record.',
  'see-scripts': 'Managers see how conversations and clerks of their estates keep to the reception script.',
  'see-figures': 'Managers see the figures of their estates.',
  'export-chats': 'Managers take conversations of their estates out as files, each time on record.',
  'keep-chats':
    'Managers see what the rule of their estate would delete, have it deleted, and hold back what must be kept.',
  'answer-chats':
    'The front desk and those above it claim chats of their estates; whoever holds a chat writes in it and lets it go.',
  'note-chats':
    'The front desk and those above it write private notes beside chats of their estates, and name colleagues in them.',
  'keep-promises':
    'The front desk and those above it see what was promised to residents of their estates, and say what became of it.',
  'file-cases':
    'The front desk and those above it file cases from a chat of their estates, and put right what they say.',
  'take-over-chats':
    'Managers take a chat over from a colleague, with a reason on record, and claim above desks and numbers.',
  'set-posts': 'Managers say at which desks, in which languages and with how many chats their staff work.',
  'read-tickets': 'The front desk and those above it read the cases of their estates.',
  'change-cases':
    'The front desk and those above it move cases of their estates on, with a reason that stays in the history.',
  'note-cases':
    'The front desk and those above it add notes to cases of their estates, and tell whoever reported them.',
  'see-phones': 'The front desk and those above it see the whole phone number of a case, each time on record.',
  'read-households': 'The front desk and those above it see who belongs to which home of their estates.',
  'bind-households':
    'The front desk and those above it issue and take back the codes that bind a chat to a home, and end a belonging.',
  'work-move-ins':
    'The front desk and those above it take cases of moving in of their estates from desk to desk: papers, inspection, fees, keys.',
  'decide-move-ins':
    'Managers give leave to hand over keys before the local rule is met, and to go on with what was set aside; nobody uses their own leave.',
  'answer-questions':
    'The front desk and those above it see questions that the desk of their estates passed on, answer them, and offer answers as knowledge.',
  'take-calls':
    'The front desk and those above it write down calls, visits and letters of their estates, with scans, and reply to them.',
  'import-register': 'Managers take the register of homes of their estates out as a table, and bring it in from one.',
  'review-knowledge':
    'Managers take answers that somebody else has written into the knowledge of their estates, or decline them.',
  'teach-desk':
    'Managers say what messages of their estates meant, try what the desk would learn from that, and put it in force.',
  'see-complainants': 'Managers see who made a confidential complaint, and read the conversation it was made in.',
  'see-company-cases': 'Only administrators, for the company, see complaints that are not for the office itself.',
} as const;

export type Right = keyof typeof RIGHTS;

/** The right that needs no account. */
export type PublicRight = 'come-in';

/** What goes with answering residents. */
const CHATS: readonly Right[] = ['see-queue', 'read-chats', 'answer-chats', 'note-chats', 'keep-promises'];

const CASES: readonly Right[] = [
  'file-cases',
  'change-cases',
  'note-cases',
  'see-phones',
  'read-households',
  'bind-households',
  'work-move-ins',
  'answer-questions',
  'take-calls',
];

const READING: readonly Right[] = ['unmask-chats', 'see-scripts', 'see-figures', 'export-chats', 'keep-chats'];

const STAFF: readonly Right[] = ['see-staff', 'manage-staff', 'read-audit'];

/** A director has what managers have. A worker meets residents at their door: no page shows them what anybody owes or paid. */
const GRANTED: Record<Exclude<Role, 'director'>, readonly Right[]> = {
  worker: ['use-own-account'],
  archivist: ['use-own-account', 'read-tickets', 'read-households', 'bind-households'],
  cashier: [
    'use-own-account',
    ...CHATS,
    'read-tickets',
    'note-cases',
    'see-phones',
    'read-households',
    'work-move-ins',
    'answer-questions',
  ],
  dispatcher: [
    'use-own-account',
    ...CHATS,
    'read-tickets',
    'change-cases',
    'note-cases',
    'see-phones',
    'read-households',
    'answer-questions',
    'take-calls',
    'file-cases',
  ],
  agent: ['use-own-account', ...CHATS, 'read-tickets', ...CASES],
  manager: [
    'use-own-account',
    ...STAFF,
    ...CHATS,
    'read-tickets',
    ...CASES,
    ...READING,
    'see-complainants',
    'decide-move-ins',
    'review-knowledge',
    'import-register',
    'take-over-chats',
    'set-posts',
    'teach-desk',
  ],
  admin: [
    'use-own-account',
    ...STAFF,
    ...CHATS,
    'read-tickets',
    ...CASES,
    ...READING,
    'see-complainants',
    'decide-move-ins',
    'review-knowledge',
    'import-register',
    'teach-desk',
    'see-company-cases',
    'take-over-chats',
    'set-posts',
  ],
};

const BELOW_MANAGERS: readonly Role[] = ['agent', 'dispatcher', 'cashier', 'archivist', 'worker'];

/** Whom each role may appoint and look after; nobody their equals, but administrators, since above them is nobody. */
const APPOINTED_BY: Partial<Record<Role, readonly Role[]>> = {
  manager: BELOW_MANAGERS,
  director: [...BELOW_MANAGERS, 'manager'],
  admin: [...BELOW_MANAGERS, 'manager', 'director', 'admin'],
};

/** The rights of a role; one this version does not know has none. Which estates they hold for, the queries decide. */
export function rightsOf(role: string): readonly Right[] {
  if (role === 'director') return GRANTED.manager;
  return Object.hasOwn(GRANTED, role) ? GRANTED[role as keyof typeof GRANTED] : [];
}

/** Whether a role has a right. */
export function may(role: string, right: Right): boolean {
  return rightsOf(role).includes(right);
}

/** The roles that a role may give. */
export function appointedBy(role: string): readonly Role[] {
  return APPOINTED_BY[role as Role] ?? [];
}

/** Whether a role may give another to somebody, and change or shut accounts that have it. */
export function mayAppoint(role: string, other: string): boolean {
  return appointedBy(role).some((one) => one === other);
}
