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
  'see-complainants': 'Managers see who made a confidential complaint, and read the conversation it was made in.',
  'see-company-cases': 'Only administrators, for the company, see complaints that are not for the office itself.',
} as const;

export type Right = keyof typeof RIGHTS;

/** The right that needs no account. */
export type PublicRight = 'come-in';

const GRANTED: Record<Role, readonly Right[]> = {
  agent: ['use-own-account', 'see-queue', 'read-chats', 'answer-chats', 'read-tickets'],
  manager: ['use-own-account', 'see-queue', 'read-chats', 'answer-chats', 'read-tickets', 'see-complainants'],
  admin: [
    'use-own-account',
    'see-queue',
    'read-chats',
    'answer-chats',
    'read-tickets',
    'see-complainants',
    'see-company-cases',
  ],
};

/** Whether a role has a right; a role this version does not know has none. Which estates it holds for, the queries decide. */
export function may(role: string, right: Right): boolean {
  return Object.hasOwn(GRANTED, role) && GRANTED[role as Role].includes(right);
}
