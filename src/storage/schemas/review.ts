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

/** A message the desk did not understand, without what says who wrote it, until a person says what it meant. */
export interface NotUnderstoodTable {
  conversation_id: string;
  seq: number;
  estate_id: string;
  text: string;
  /** Intents with scores, best first, JSON. */
  guesses: string;
  /** The best score in thousandths. */
  certainty: number;
  band: 'act' | 'ask' | 'person';
  /** What the desk did then. */
  next: string;
  at: number;
  label: string | null;
  labelled_by: string | null;
  labelled_at: number | null;
  /** When it became one of the office's examples. */
  taught_at: number | null;
}
