import type { OpenQuestion, Understood } from '#understanding/recognizer.ts';

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
  /** When it was asked, milliseconds. */
  askedAt?: number;
  /** The last message that was made use of: sent once more, it says nothing new. */
  heard?: string;
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
  /** The plain answer that takes it too, where several are offered; `never`: not even when it is the only one. */
  reply?: 'affirm' | 'deny' | 'never';
}

/** A single question that a service put outside any form; what comes next is its answer, or the question is dropped. */
export interface LooseQuestion {
  service: string;
  key: string;
  kind: OpenQuestion['kind'];
  /** What the service needs to know of it, plain JSON. */
  value?: unknown;
}

/** A message kept for later, as it was understood. */
export interface KeptMessage {
  understood: Understood;
  files: { id: string; name: string; contentType: string }[];
}

/** One of several matters of a message, as it was understood. */
export interface PendingMatter {
  understood: Understood;
}

/** A danger told in this conversation: its case and page, what is known, and what the resident was told. */
export interface ToldEmergency {
  /** Of `safety-lines.json`. */
  kind: string;
  ticketId: string;
  number: string;
  pageId: string;
  /** The last word about it, milliseconds. */
  at: number;
  answers: Answers;
  /** Key of the question last asked, and whether it was asked a second time. */
  asking?: string;
  askedAgain?: boolean;
  /** Keys of the questions that were asked and answered or left out: an answer that lacks something is not asked for again. */
  heard: string[];
  /** What was said of the page already, so that nothing is said twice. */
  told: string[];
  /** Set once the resident said that it is over. */
  settled?: boolean;
  /** Set when another home had told the same, whose page it is. */
  joined?: boolean;
}

/** What the desk remembers of a conversation between turns: plain JSON, its own version. */
export interface DeskState {
  version: 1;
  locale: Locale;
  /** Set once the resident has been greeted. */
  greeted?: boolean;
  open?: OpenForm;
  /** A form that was open when the resident began to leave a message for the office instead. */
  laidAside?: OpenForm;
  /** Answers of a message that was begun and gave way to a person, for when it is begun again. */
  messageDraft?: Answers;
  /** What the desk last offered to do, in the order shown. */
  offered?: Offer[];
  question?: LooseQuestion;
  /** Dangers told here, the newest last. */
  emergencies?: ToldEmergency[];
  /** The urgent repair for which somebody on duty is being called, and what the resident was told of that. */
  calledFor?: { ticketId: string; number: string; told: string[] };
  /** Matters of an earlier message that wait for theirs, first come first. */
  matters?: PendingMatter[];
  /** Notices told to somebody who reported the same, and their message while they may still want it filed. */
  outage?: { told: string[]; report?: KeptMessage };
  /** The entry of the office's knowledge that was told last: what 「详细」 and 「依据」 are about. */
  answered?: string;
  /** The question answered last, while nothing else was said, and the case it became where people are asked. */
  lastQuestion?: { understood: Understood; ticketId?: string };
  /** The conversation whose unfinished form was offered to be gone on with here. */
  resumeAsked?: string;
  /** When the resident said that a photo of an identity card comes next, milliseconds. */
  idPhotoAt?: number;
  /** Set once the resident was told what their data is taken for. */
  privacyTold?: boolean;
  /** Messages with an insult in them: from the second on a person is offered, and no more menus. */
  insults?: number;
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
