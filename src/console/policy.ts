import type { Role } from './api.ts';

/** Every right there is, one sentence each. What is not granted below is refused. */
export const RIGHTS = {
  'come-in': 'Anyone may check and use a setup link, and sign in.',
  'use-own-account': 'Whoever is signed in sees their own account, hears the news of their estates and signs out.',
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
];

const READING: readonly Right[] = ['unmask-chats', 'see-scripts', 'see-figures', 'export-chats', 'keep-chats'];

const GRANTED: Record<Role, readonly Right[]> = {
  agent: ['use-own-account', 'see-queue', 'read-chats', 'answer-chats', 'read-tickets', ...CASES],
  manager: [
    'use-own-account',
    'see-queue',
    'read-chats',
    'answer-chats',
    'read-tickets',
    ...CASES,
    ...READING,
    'see-complainants',
    'decide-move-ins',
  ],
  admin: [
    'use-own-account',
    'see-queue',
    'read-chats',
    'answer-chats',
    'read-tickets',
    ...CASES,
    ...READING,
    'see-complainants',
    'decide-move-ins',
    'see-company-cases',
  ],
};

/** Whether a role has a right; a role this version does not know has none. Which estates it holds for, the queries decide. */
export function may(role: string, right: Right): boolean {
  return Object.hasOwn(GRANTED, role) && GRANTED[role as Role].includes(right);
}
