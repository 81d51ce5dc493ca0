import type { TrialResult } from './review-api.ts';

/** A sentence with what it means. */
export interface LabelledWords {
  text: string;
  intent: string;
}

/** How the desk learns from what people say a message meant. */
export interface ReviewDesk {
  readonly intents: readonly string[];
  /** Whether words can be an example at all. */
  teaches(text: string): boolean;
  /** Learns aside with these added and compares; the desk itself learns nothing. */
  attempt(
    added: readonly LabelledWords[],
    messages: readonly { id: string; text: string }[],
  ): Promise<Omit<TrialResult, 'compared' | 'totals'>>;
  /** Writes an example into the office's own file, from which the desk learns while it runs. @returns false when it was there */
  teach(sentence: LabelledWords): boolean;
}
