import type { Text2 } from '#console/api.ts';

/** Whom help is for. */
export interface HelpContext {
  estateId: string;
  locale: 'zh-CN' | 'en';
}

/** An entry of the office's knowledge that may answer a question. */
export interface HelpAnswer {
  id: string;
  question: Text2;
  /** As the desk itself would say it in the resident's language; null while the office has not filled in what it speaks. */
  words: string | null;
  source: Text2;
  checkedOn: string;
  /** Certainty, 0 to 1. */
  score: number;
}

/** A time that words name, and how they name it. */
export interface NamedTime {
  words: string;
  at: number;
}

/** What the understanding lends to clerks; handed in, since the console knows of no recognizer. */
export interface ClerkHelp {
  /** What of the office's knowledge answers words, best first. */
  answers(words: string, context: HelpContext): Promise<HelpAnswer[]>;
  /** Times to come that a sentence names. */
  times(sentence: string, context: HelpContext, now: number): NamedTime[];
  /** The office's opening hours in words; empty where it has none. */
  hours(context: HelpContext): string;
}
