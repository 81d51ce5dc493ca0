import type { Text2 } from '#console/api.ts';

/** GET figures/:estate?from=&to= : days such as `2026-11-23`, both counted, on the estate's own calendar. */
export interface Figures {
  now: PeriodFigures;
  /** As many days right before; of a day that still lasts, its counterpart up to the same time. */
  before: PeriodFigures;
}

/** What happened in conversations begun, and cases filed, within some days. */
export interface PeriodFigures {
  /** The first day and the last. */
  from: string;
  to: string;
  chats: number;
  /** Conversations in which something was not understood. */
  puzzled: number;
  days: DayFigures[];
  /** Conversations by the hour they began, 0 to 23, over all days. */
  hours: number[];
  channels: CodeCount[];
  services: CodeCount[];
  outcomes: Record<OutcomeCode, number>;
  /** From the wish for a person until one took the chat over, until their first words, and from then to the end. */
  wait: Spread | null;
  reply: Spread | null;
  handling: Spread | null;
  cases: number;
  categories: CategoryCount[];
  /** Who is responsible for complaints, as the handbook has it for their categories. */
  responsible: ResponsibleCount[];
  /** Buildings with too few cases are left out; `hidden` says how many buildings. */
  buildings: { shown: CodeCount[]; hidden: number };
}

/** Those of a day. */
export interface DayFigures {
  day: string;
  chats: number;
  puzzled: number;
  wait: Spread | null;
}

/** In seconds; `count` is how many were timed. */
export interface Spread {
  median: number;
  ninetieth: number;
  count: number;
}

/** `code` is empty where there is none. */
export interface CodeCount {
  code: string;
  count: number;
}

export interface CategoryCount extends CodeCount {
  service: string;
  /** As the handbook has it now; null for a code that it does not have. */
  name: Text2 | null;
}

export interface ResponsibleCount extends CodeCount {
  /** The categories that count for it. */
  categories: string[];
}

/** How conversations went, as their filter tells them apart. */
export const OUTCOME_CODES = ['bot', 'person', 'open', 'unserved'] as const;
export type OutcomeCode = (typeof OUTCOME_CODES)[number];

/** GET figures/:estate/now : the desk at this moment. */
export interface LiveFigures {
  waiting: number;
  /** Since when the one waits who has waited longest. */
  waitingSince: number | null;
  talking: number;
  /** Since the day began on the estate's clock. */
  chatsToday: number;
  casesToday: number;
}
