/** A message that the desk did not understand; homes, phones and names in it are masked. */
export interface ReviewEntry {
  conversationId: string;
  seq: number;
  estateId: string;
  text: string;
  /** What the desk took it for, with probabilities (0–1), best first. */
  guesses: { name: string; score: number }[];
  /** What the desk did then: `asked-again` or `passed-to-person`. */
  next: string;
  at: number;
}

export interface ReviewList {
  messages: ReviewEntry[];
  next: string | null;
  /** How many wait for a label in all of one's estates. */
  waiting: number;
  /** The intents that a label may name, and besides them `none`. */
  intents: string[];
}

/** A message that somebody has labelled. */
export interface DraftSentence extends Omit<ReviewEntry, 'guesses' | 'next'> {
  label: string;
  by: string | null;
  labelledAt: number;
  /** False for what teaches nothing: `none`, and words too few or too many. */
  teaches: boolean;
}

/** How a message is read: the intent, and whether the desk acts on it, asks, or passes it to a person. */
export interface ReadAs {
  intent: string;
  band: 'act' | 'ask' | 'person';
}

/** What a draft would change. Accuracies are shares (0–1) of the same sentences, by cross-validation. */
export interface TrialResult {
  accuracy: { before: number; after: number };
  sentences: number;
  added: number;
  intents: { intent: string; sentences: number; before: number; after: number }[];
  changed: { text: string; intent: string; before: string; after: string }[];
  /** Messages of residents that were compared, and those read otherwise; `id` is `<conversation>.<seq>`. */
  compared: number;
  messages: { id: string; text: string; before: ReadAs; after: ReadAs }[];
  /** How many changes there are, where not all are listed. */
  totals: { changed: number; messages: number };
}

export interface ReviewDraft {
  sentences: DraftSentence[];
  /** Names this very draft. */
  mark: string;
  /** How many of them the desk would learn. */
  teaching: number;
  trial: { state: 'running' | 'done' | 'failed'; startedAt: number; result: TrialResult | null } | null;
}

/** What became of the sentences of a draft. */
export interface Taught {
  written: number;
  known: number;
}
