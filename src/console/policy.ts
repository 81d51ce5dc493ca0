import type { Role } from './api.ts';

/** Every right there is, one sentence each. What is not granted below is refused. */
export const RIGHTS = {
  'come-in': 'Anyone may check and use a setup link, and sign in.',
  'use-own-account': 'Whoever is signed in sees their own account, hears the news of their estates and signs out.',
  'see-queue': 'The front desk and those above it see which chats of their estates wait for a person, and their own.',
  'read-chats': 'The front desk and those above it read conversations of their estates, with the files sent in them.',
  'answer-chats':
    'The front desk and those above it claim chats of their estates; whoever holds a chat writes in it and lets it go.',
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

const CASES: readonly Right[] = [
  'change-cases',
  'note-cases',
  'see-phones',
  'read-households',
  'bind-households',
  'work-move-ins',
  'answer-questions',
  'take-calls',
];

const GRANTED: Record<Role, readonly Right[]> = {
  agent: ['use-own-account', 'see-queue', 'read-chats', 'answer-chats', 'read-tickets', ...CASES],
  manager: [
    'use-own-account',
    'see-queue',
    'read-chats',
    'answer-chats',
    'read-tickets',
    ...CASES,
    'see-complainants',
    'decide-move-ins',
    'review-knowledge',
    'import-register',
    'teach-desk',
  ],
  admin: [
    'use-own-account',
    'see-queue',
    'read-chats',
    'answer-chats',
    'read-tickets',
    ...CASES,
    'see-complainants',
    'decide-move-ins',
    'review-knowledge',
    'import-register',
    'teach-desk',
    'see-company-cases',
  ],
};

/** Whether a role has a right; a role this version does not know has none. Which estates it holds for, the queries decide. */
export function may(role: string, right: Right): boolean {
  return Object.hasOwn(GRANTED, role) && GRANTED[role as Role].includes(right);
}
