import type { zhMoveInDay } from './zh-CN-move-in-day.ts';

/** The words for the handovers of a day, in English. */
export const enMoveInDay: typeof zhMoveInDay = {
  title: 'Handover day report',
  day: 'Day',
  before: 'Day before',
  after: 'Day after',
  today: 'Today',
  print: 'Print',
  printed: (when: string, name: string) => `Printed ${when} by ${name}`,
  none: 'No handovers are booked for this day',
  noneAdvice:
    'Handovers and rechecks that residents book stand here by time; so do those who come without, once you serve them.',
  homes: 'Homes',
  count: {
    expected: 'Not here yet',
    here: 'In progress',
    done: 'Handed over',
    'not-done': 'Not handed over',
    'not-come': 'Did not come',
  },
  purposes: { handover: 'Handover', recheck: 'Recheck', 'walk-in': 'No booking' },
  defects: 'Defects found',
  levels: (serious: number, ordinary: number, minor: number) =>
    `${serious} serious · ${ordinary} ordinary · ${minor} minor`,
  keys: 'Keys issued',
  time: 'Time',
  home: 'Home',
  who: 'Contact',
  kind: 'Handled by',
  outcome: 'Outcome',
  state: 'State',
  came: (clock: string) => `came ${clock}`,
  handed: (clock: string) => `keys ${clock}`,
  why: (reason: string) => `Reason: ${reason}`,
  noWhy: 'No reason given',
  signs: ['Filled in by', 'Director'],
};
