import type { DeliveryAside } from '#console/cases/delivery-api.ts';

/** The steps of the reception script. */
export const STEP_CODES = ['greet', 'listen', 'answer', 'serve', 'thank'] as const;
export type StepCode = (typeof STEP_CODES)[number];

/** What stands beside an entry of the log when a manager reads it. */
export interface LogAside {
  /** What the desk took a message for: an intent with its certainty (0–1), and what it made of it. */
  understood?: { intent: string | null; score: number; band: 'act' | 'ask' | 'person' };
  /** How far what the office said had come when it was read. */
  delivery?: DeliveryAside;
  /** What happened to cases after this entry and before the next. */
  cases?: CaseNote[];
}

/** Something that happened to a case, in a conversation's timeline. */
export interface CaseNote {
  ticketId: string;
  number: string;
  kind: string;
  actor: string;
  at: number;
  /** For the filing of a case: the answers of its form. */
  answers: { key: string; value: string }[];
}

/** GET conversations/:id/script: the whole conversation first (`who` null), then each member of staff. */
export interface Scripts {
  scripts: ScriptScore[];
}

export interface ScriptScore {
  who: { id: string; name: string } | null;
  score: number;
  steps: ScriptStepScore[];
}

/** `quote` shows the step where it was done; where it is missing, what was said instead, or what the resident had come with. */
export interface ScriptStepScore {
  step: StepCode;
  done: boolean;
  quote: { seq: number; at: number; text: string } | null;
}

/** GET scripts?estate=&from=&to= */
export interface ScriptSums {
  /** All conversations together. */
  all: ScriptSumEntry | null;
  staff: (ScriptSumEntry & { id: string; name: string })[];
}

export type ScriptSumEntry = { conversations: number; whole: number } & Record<StepCode, number>;

/** GET clerks: whom conversations can be narrowed to. */
export interface Clerks {
  clerks: { id: string; name: string }[];
}

/** POST conversations/:id/unmask, and whatever else needs a reason. */
export interface WhyRequest {
  why: string;
}

/** POST conversations/:id/hold: keeps a conversation whatever the rule says, or no more. */
export interface HoldRequest {
  hold: boolean;
  why: string;
}

export const EXPORT_FORMATS = ['csv', 'json', 'html', 'transcript'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** POST exports: one conversation by `id`, or all that `filter` (the query of the list) finds; with names only for a reason. */
export interface ExportRequest {
  format: ExportFormat;
  id?: string;
  filter?: string;
  language: 'zh-CN' | 'en';
  /** Set when names and phones are to stand in it. */
  why?: string;
}

/** Where the export is fetched, once, by the same session. */
export interface ExportLink {
  url: string;
}

/** GET retention?estate= : what the estate's rule would delete now. */
export interface Retention {
  estateId: string;
  /** Months by kind; null is kept until somebody decides. */
  months: Record<RetentionKind, number | null>;
  /** Before when, and how much: null where there is no rule. */
  due: Record<RetentionKind, { before: number; count: number; kept: number } | null>;
  /** The oldest conversations that would go. */
  rows: {
    id: string;
    residentName: string | null;
    channel: string;
    service: string | null;
    createdAt: number;
    lastAt: number;
  }[];
  /** A deletion that is under way. */
  running: boolean;
  /** Conversations on legal hold. */
  held: { id: string; why: string; by: string; at: number }[];
}

export const RETENTION_KINDS = ['conversations', 'files', 'notUnderstood'] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** POST retention/:estate/run: deletes what was shown: `before` and `count` as they were read, so that a later list is refused. */
export interface RetentionRequest {
  why: string;
  before: Partial<Record<RetentionKind, number>>;
}
