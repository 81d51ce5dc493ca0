import type { Text2 } from '#console/api.ts';

/** The desks that questions are shared out among. */
export const DESKS = ['reception', 'engineering', 'finance', 'service'] as const;
export type DeskName = (typeof DESKS)[number];

/**
 * How far an answer has come: `writing` while the desk has not spoken it yet, `in-chat` where the resident's page fetches it,
 * `nowhere` where only a call reaches them; the others as of any message that is sent out.
 */
export type AnswerState = 'writing' | 'in-chat' | 'sending' | 'sent' | 'held' | 'undelivered' | 'nowhere';

/** A question that the desk could not answer, in a list. */
export interface QuestionEntry {
  id: string;
  number: string;
  estateId: string;
  words: string;
  desk: DeskName;
  state: string;
  channel: string;
  locale: 'zh-CN' | 'en';
  conversationId: string;
  askedAt: number;
  answer: string | null;
  answeredAt: number | null;
  answeredBy: string | null;
  /** Null until it is answered. */
  delivery: AnswerState | null;
  /** What became of the answer as knowledge; null when nobody has offered it. */
  draft: 'draft' | 'accepted' | 'declined' | null;
}

export interface QuestionList {
  questions: QuestionEntry[];
  next: string | null;
  /** How many wait in all of one's estates. */
  open: number;
}

/** An entry of the office's knowledge as the console writes it. */
export interface DraftBody {
  topic: string;
  question: Text2;
  variants: { zh: string[]; en: string[] };
  short: Text2;
  long?: Text2 | undefined;
  keys: string[];
  source: Text2;
  validFrom: string;
  validTo: string | null;
  auth: 'A0' | 'A1' | 'A2';
  /** The entry of the common knowledge that it stands in for. */
  replaces?: string | undefined;
}

export interface QuestionDetail {
  question: QuestionEntry;
  residentName: string | null;
  /** With its middle hidden. */
  phone: string | null;
  /** Why the words could not be sent, as the channel said it. */
  deliveryError: string | null;
  /** The entry that it is about and why that is not spoken, where one was found. */
  about: { id: string; question: Text2; reason: string; keys: string[] } | null;
  draft: {
    id: string;
    body: DraftBody & { reviewer: string; checkedOn: string };
    state: 'draft' | 'accepted' | 'declined';
    by: string;
    mine: boolean;
    at: number;
    decidedBy: string | null;
    why: string | null;
    entryId: string | null;
  } | null;
  /** Names whose values an answer may speak, with the value in force. */
  keys: { key: string; value: Text2 | null }[];
  topics: string[];
  /** The estate's own date. */
  today: string;
  mayReview: boolean;
}

/** What an answer led to: `told` is false where only a call reaches the resident. */
export interface Answered {
  told: boolean;
}

/** A draft that was kept, or what is wrong with it, field by field (`short.zh`). */
export type DraftAnswer = { id: string } | { problems: { field: string; reason: Text2 }[] };
