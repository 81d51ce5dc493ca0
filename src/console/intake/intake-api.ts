import type { TicketEntry } from '#console/api.ts';

/** How something reached the office other than by a chat. */
export const INTAKE_CHANNELS = ['phone', 'visit', 'letter'] as const;
export type IntakeChannel = (typeof INTAKE_CHANNELS)[number];

/** The forms of the desk that a clerk may fill, in the language asked for, and whether any reply is late. */
export interface IntakeForms {
  forms: { name: string; title: string }[];
}

/** Who calls, as far as it is known; `residentId` is a member of the home, chosen by the clerk. */
export interface IntakeCaller {
  name: string;
  phone: string;
  unitCode: string;
  residentId: string;
}

/** A form as typed so far. */
export interface IntakeWish {
  estateId: string;
  locale: 'zh-CN' | 'en';
  form: string;
  fields: Record<string, string>;
  caller: IntakeCaller;
}

/** One question as the clerk sees it. */
export interface IntakeQuestion {
  key: string;
  kind: string;
  name: string;
  /** The words to say to the resident. */
  ask: string;
  optional: boolean;
  choices: string[];
  /** How the answer was understood; null while there is none. */
  told: string | null;
  /** True when the records or the caller's home answered it. */
  known: boolean;
  problem: string | null;
}

export interface IntakeCheck {
  questions: IntakeQuestion[];
  note: string | null;
  ready: boolean;
  forPerson: string | null;
  danger: string | null;
}

/** An entry to be written down. `id` is made by the page: sent twice, it stands once. */
export interface IntakeRequest extends IntakeWish {
  id: string;
  channel: IntakeChannel;
  /** Ids of scans that were sent up for it. */
  files: string[];
  /** Day by which the office means to reply, `2026-11-30`; none when empty. */
  replyBy: string;
  /** True to raise the alarm with it. */
  emergency: boolean;
}

export interface IntakeFiled {
  conversationId: string;
  tickets: { id: string; number: string }[];
  /** What the desk says to it: to be read out to whoever called. */
  said: string[];
}

/** A call, visit or letter in a list. */
export interface IntakeEntry {
  id: string;
  estateId: string;
  channel: IntakeChannel;
  caller: string | null;
  unitCode: string | null;
  summary: string;
  owner: string;
  mine: boolean;
  createdAt: number;
  replyBy: number | null;
  repliedAt: number | null;
}

export interface IntakeList {
  entries: IntakeEntry[];
  next: string | null;
  /** Replies of one's estates that are late. */
  overdue: number;
}

export interface IntakeDetail {
  entry: IntakeEntry;
  /** With its middle hidden. */
  phone: string | null;
  enteredBy: string;
  reply: string | null;
  repliedBy: string | null;
  tickets: TicketEntry[];
  files: { id: string; name: string; contentType: string; url: string }[];
}

export interface IntakeReplyRequest {
  words: string;
  /** False keeps it as a draft. */
  sent: boolean;
}
