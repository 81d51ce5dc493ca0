/** What the desk would learn from a draft of labelled messages, tried before it is put in force. */
export interface ExampleTrialTable {
  /** Names the draft that was tried: another draft, another mark. */
  mark: string;
  state: 'running' | 'done' | 'failed';
  started_by: string;
  started_at: number;
  ended_at: number | null;
  /** What came out, JSON; null until it is done. */
  result: string | null;
}
