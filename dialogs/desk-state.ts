import type { Understood } from '#understanding/recognizer.ts';

/** The languages the desk speaks. */
export type Locale = 'zh-CN' | 'en';

/** One answer: its value as plain JSON, and how it reads in the resident's language. */
export interface Answer {
  value: unknown;
  told: string;
}

/** Answers of a form by question. */
export type Answers = Record<string, Answer>;

/** A form that has been begun. */
export interface OpenForm {
  form: string;
  version: number;
  answers: Answers;
  /** Incomplete answers by question, such as a building without its room. */
  partial?: Record<string, unknown>;
  /** Key of the question last asked, or `confirm`, or `change`. */
  asking?: string;
  /** Answers in a row that could not be read. */
  misses: number;
  /** Set once the resident was reminded of it. */
  reminded?: boolean;
}

/** Something the desk offers to do: an intent, or `<service>.<choice>`, with a value of its own; `label` is what was shown. */
export interface Offer {
  move: string;
  label: string;
  value?: string;
}

/** One of several matters of a message, as it was understood. */
export interface PendingMatter {
  understood: Understood;
}

/** What the desk remembers of a conversation between turns: plain JSON, its own version. */
export interface DeskState {
  version: 1;
  locale: Locale;
  /** Set once the resident has been greeted. */
  greeted?: boolean;
  open?: OpenForm;
  /** What the desk last offered to do, in the order shown. */
  offered?: Offer[];
  /** Matters of an earlier message that wait for theirs, first come first. */
  matters?: PendingMatter[];
  /** Set once the resident was told what their data is taken for. */
  privacyTold?: boolean;
  /** Set once a resident in the queue was told that their words are kept. */
  noted?: boolean;
  /** Messages in a row that were not understood, outside a form. */
  misses: number;
  /** When the last turn ended, milliseconds. */
  lastTurnAt?: number;
}

/** The state of a conversation that has just been opened. */
export function newDeskState(locale: Locale): DeskState {
  return { version: 1, locale, misses: 0 };
}

/**
 * Reads stored state; anything unknown starts afresh rather than failing the resident.
 * @throws when a newer version wrote it, so that this turn is left to a newer node
 */
export function readDeskState(stored: string, locale: Locale): DeskState {
  const state = JSON.parse(stored) as Partial<DeskState>;
  if (state.version === undefined) return newDeskState(locale);
  if (state.version !== 1) throw new Error(`The dialog state has version ${state.version}, newer than this program.`);
  return state as DeskState;
}
