import type { Generated, Insertable, Selectable } from 'kysely';
import type { CaseState } from '#storage/schemas/case.ts';
import type { MentionTable, PromiseTable } from '#storage/schemas/clerk-tools.ts';
import type { FaultReportTable } from '#storage/schemas/faults.ts';
import type { HandoffTable, ResidentSeenTable, StaffPostTable, StaffPresenceTable } from '#storage/schemas/handoff.ts';
import type {
  MoveInCaseTable,
  MoveInCheckTable,
  MoveInClaimTable,
  MoveInDefectTable,
  MoveInKeyTable,
  MoveInSlotTable,
} from '#storage/schemas/move-in.ts';
import type { KnowledgeDraftTable, OfficeEntryTable, QuestionWorkTable } from '#storage/schemas/office.ts';
import type { DutyPageSendTable, DutyPageTable } from '#storage/schemas/pages.ts';
import type { CaseWatchTable } from '#storage/schemas/reminders.ts';
import type {
  HouseholdCodeTable,
  HouseholdMemberTable,
  IdentityMissTable,
  ResidentTable,
} from '#storage/schemas/residents.ts';
import type { ExampleTrialTable, NotUnderstoodTable } from '#storage/schemas/review.ts';
import type {
  ExportOrderTable,
  LegalHoldTable,
  ScriptScoreTable,
  SearchEntryTable,
  UnderstoodTable,
  UnmaskedTable,
} from '#storage/schemas/search.ts';
import type {
  StaffInviteTable,
  StaffLinkTable,
  StaffRecoveryTable,
  StaffSessionTable,
  StaffSignInTable,
  StaffTable,
} from '#storage/schemas/staff.ts';
import type {
  WechatErasedTable,
  WechatInboundTable,
  WechatQuotaTable,
  WechatTokenTable,
} from '#storage/schemas/wechat.ts';

/**
 * The tables, the same on both engines. Times are milliseconds since 1970 (UTC), ids are random text, JSON is text of our
 * own shape with its own version, and every record that belongs to an estate carries `estate_id`.
 */
export interface Tables {
  conversation: ConversationTable;
  activity: ActivityTable;
  attachment: AttachmentTable;
  ticket: TicketTable;
  ticket_event: TicketEventTable;
  number_series: NumberSeriesTable;
  handoff: HandoffTable;
  outbox: OutboxTable;
  agenda: AgendaTable;
  staff: StaffTable;
  staff_session: StaffSessionTable;
  staff_invite: StaffInviteTable;
  staff_link: StaffLinkTable;
  staff_recovery: StaffRecoveryTable;
  staff_sign_in: StaffSignInTable;
  audit: AuditTable;
  not_understood: NotUnderstoodTable;
  script_step: ScriptStepTable;
  fault_report: FaultReportTable;
  case_watch: CaseWatchTable;
  duty_page: DutyPageTable;
  duty_page_send: DutyPageSendTable;
  move_in_case: MoveInCaseTable;
  move_in_claim: MoveInClaimTable;
  move_in_slot: MoveInSlotTable;
  move_in_check: MoveInCheckTable;
  move_in_defect: MoveInDefectTable;
  move_in_key: MoveInKeyTable;
  resident: ResidentTable;
  household_member: HouseholdMemberTable;
  household_code: HouseholdCodeTable;
  identity_miss: IdentityMissTable;
  wechat_inbound: WechatInboundTable;
  wechat_quota: WechatQuotaTable;
  wechat_token: WechatTokenTable;
  wechat_erased: WechatErasedTable;
  question_work: QuestionWorkTable;
  knowledge_draft: KnowledgeDraftTable;
  office_entry: OfficeEntryTable;
  promise: PromiseTable;
  mention: MentionTable;
  staff_post: StaffPostTable;
  staff_presence: StaffPresenceTable;
  resident_seen: ResidentSeenTable;
  search_entry: SearchEntryTable;
  understood: UnderstoodTable;
  script_score: ScriptScoreTable;
  unmasked: UnmaskedTable;
  export_order: ExportOrderTable;
  legal_hold: LegalHoldTable;
  example_trial: ExampleTrialTable;
}

/** One line of talk between a resident and the desk, on one channel. */
export interface ConversationTable {
  id: string;
  estate_id: string;
  channel: string;
  /** The resident's id on that channel. */
  user_id: string;
  user_name: string | null;
  locale: string;
  /** Who may answer: the bot, the queue (nobody yet), or one member of staff. */
  owner: 'bot' | 'queue' | 'staff';
  owner_staff_id: string | null;
  /** The dialog state (`dialogs/desk-state.ts`), plain JSON with its own version. */
  state: string;
  /** Counts finished turns; a write names the version it read. */
  state_version: number;
  last_seq: number;
  /** `seq` of the newest activity that wants a turn, and of the newest that had one. */
  inbound_seq: number;
  turned_seq: number;
  /** Tries of the turn that is due, written before a repeated try. */
  attempts: number;
  /** The service last spoken of, for lists. */
  service: string | null;
  /** The channel's own address of this conversation as JSON, for channels that are sent to. */
  reference: string | null;
  /** Who speaks here, once bound to a household by a code from the desk. */
  resident_id: string | null;
  /** As `ticket.confidential`, as soon as somebody tells what will be such a case; null while nobody has. */
  confidential: number | null;
  created_at: number;
  last_at: number;
  /** How far the text index has come (`records/transcripts/search-index.ts`). */
  indexed_seq: Generated<number>;
}

/** The one record of what was said and what happened, dense `seq` from 1 in each conversation. */
export interface ActivityTable {
  conversation_id: string;
  seq: number;
  id: string;
  estate_id: string;
  channel: string;
  external_id: string | null;
  type: string;
  role: 'resident' | 'desk' | 'staff' | 'system';
  from_id: string;
  from_name: string | null;
  /** `all` is what the resident sees; `staff` stays inside the office. */
  visibility: 'all' | 'staff';
  text: string | null;
  /** The whole Bot Framework activity as JSON. */
  body: string;
  at: number;
  /** 1 when the bot owes it a turn, else 0; null in rows older than this column. */
  inbound: number | null;
}

export interface AttachmentTable {
  id: string;
  estate_id: string;
  conversation_id: string;
  name: string;
  content_type: string;
  size: number;
  bytes: Uint8Array;
  created_at: number;
}

/** A case the desk has filed. */
export interface TicketTable {
  id: string;
  estate_id: string;
  number: string;
  service: string;
  state: CaseState;
  /** 特急 / 急修 / 一般 / 预约计划. */
  level: 'critical' | 'urgent' | 'ordinary' | 'planned';
  category: string | null;
  conversation_id: string;
  unit_code: string | null;
  place: string | null;
  summary: string;
  /** Answers of the form by name, JSON. */
  answers: string;
  contact_name: string | null;
  contact_phone: string | null;
  resident_id: string | null;
  /** The case this one was joined to: the same fault, reported by another home. */
  joined_id: string | null;
  /** When the office owes the next word, milliseconds; null when it promised none. */
  due_at: number | null;
  /** 1 when whom it concerns must not learn who reported it, 2 when it is for the company above the office alone. */
  confidential: number | null;
  created_at: number;
  updated_at: number;
}

export interface TicketEventTable {
  ticket_id: string;
  seq: number;
  at: number;
  actor: string;
  kind: string;
  detail: string;
}

/** A step of the reception script that the desk did in the turn of one message. */
export interface ScriptStepTable {
  conversation_id: string;
  seq: number;
  step: 'greet' | 'listen' | 'answer' | 'serve' | 'thank';
  estate_id: string;
  at: number;
}

export interface NumberSeriesTable {
  estate_id: string;
  series: string;
  last: number;
}

/** Something to send to another system, written in the transaction that caused it. */
export interface OutboxTable {
  /** The order of coming; rows of one conversation leave in it. */
  seq: Generated<number>;
  id: string;
  estate_id: string;
  conversation_id: string | null;
  kind: string;
  body: string;
  state: 'pending' | 'leased' | 'sent' | 'held' | 'unknown' | 'dead';
  attempts: number;
  /** When to look at it next: the wished time, the next try, or the end of the lease. */
  due_at: number;
  leased_until: number | null;
  leased_by: string | null;
  last_error: string | null;
  created_at: number;
  ended_at: number | null;
}

/** Something due later. Estate, `kind` and `subject` name it: put twice, it stands once. */
export interface AgendaTable {
  id: string;
  estate_id: string;
  kind: string;
  subject: string;
  body: string;
  state: 'waiting' | 'leased' | 'done' | 'dead';
  attempts: number;
  /** When to look at it next: the wished time, the next try, or the end of the lease. */
  due_at: number;
  leased_until: number | null;
  leased_by: string | null;
  last_error: string | null;
  created_at: number;
  ended_at: number | null;
}

/** Who did what, when and why; rows are only ever added. */
export interface AuditTable {
  id: Generated<number>;
  estate_id: string | null;
  at: number;
  actor: string;
  action: string;
  subject: string;
  detail: string;
}

export type ConversationRow = Selectable<ConversationTable>;
export type ActivityRow = Selectable<ActivityTable>;
export type NewActivityRow = Insertable<ActivityTable>;
export type TicketRow = Selectable<TicketTable>;
export type HandoffRow = Selectable<HandoffTable>;
/** A row without its place in the queue, which the engine gives. */
export type OutboxRow = Omit<Selectable<OutboxTable>, 'seq'>;
export type AgendaRow = Selectable<AgendaTable>;
export type StaffRow = Selectable<StaffTable>;
export type NotUnderstoodRow = Selectable<NotUnderstoodTable>;
