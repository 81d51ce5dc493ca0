import { type Answer, findAnswers } from './find-answers.ts';
import { type Asked, fitQuestions, type QuestionModel, wordingsOf } from './fit-questions.ts';

/** Finds what of the office's knowledge answers a message. */
export interface AnswerFinder {
  /** Learns the entries; until it is done, which takes some tenths of a second, those learned before are found. */
  learn(entries: readonly Asked[]): Promise<void>;
  /** Entries that may answer a text, best first, with the certainty (0–1) that they do. */
  find(text: string): Answer[];
}

/** A finder that knows nothing yet. */
export function createAnswerFinder(): AnswerFinder {
  let model: QuestionModel | undefined;
  let latest = 0;
  return {
    async learn(entries) {
      const mine = ++latest;
      const fitted = await fitQuestions(wordingsOf(entries));
      // A later call read later entries: its model must not be replaced by this one.
      if (mine === latest || !model) model = fitted;
    },
    find: (text) => (model ? findAnswers(model, text) : []),
  };
}
