import type { zhReminders } from './zh-CN-reminders.ts';

/** The words for what is owed in cases, in English. */
export const enReminders: typeof zhReminders = {
  posts: {
    'front-desk': 'Front desk',
    supervisor: 'Supervisor',
    'privacy-officer': 'Privacy officer',
    manager: 'Manager',
    director: 'Director',
    company: 'The company',
  },
  alerts: {
    title: 'Deadline',
    whose: 'Whose',
    me: 'Mine to answer',
    any: 'Due soon or overdue',
    soon: 'Due soon',
    over: 'Overdue',
    addressee: 'Answered by',
    raised: (to: string) => `Overdue, raised to: ${to}`,
    strip: (soon: number, over: number) =>
      `Yours to answer: ${[...(over > 0 ? [`${over} overdue`] : []), ...(soon > 0 ? [`${soon} due soon`] : [])].join(', ')}`,
  },
};

/** What happens to a case by itself. */
export const enReminderEvents = { 'due-soon': 'Due soon', raised: 'Overdue, raised' };
