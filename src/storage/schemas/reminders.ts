/** Who is to deal with a case, and whether its answer is about to be late or is. */
export interface CaseWatchTable {
  ticket_id: string;
  estate_id: string;
  /** A post of `posts.json`: front-desk, supervisor … */
  addressee: string;
  /** The post it was raised to when nobody answered in time. */
  raised_to: string | null;
  alert: 'soon' | 'over' | null;
  /** When the time that runs began, milliseconds. */
  since: number;
  /** When the whole answer is owed, as promised at filing; null when nothing beyond the first word was. */
  answer_due_at: number | null;
}
