import { type Answer, findAnswers } from './find-answers.ts';
import { type Asked, fitQuestions, type QuestionModel, wordingsOf } from './fit-questions.ts';

/** What can be asked: everywhere, and instead of that in estates with knowledge of their own, by id. */
export interface Learned {
  readonly common: readonly Asked[];
  readonly estates?: ReadonlyMap<string, readonly Asked[]>;
}

/** Finds what of the office's knowledge answers a message. */
export interface AnswerFinder {
  /** Learns the entries; until it is done, which takes some tenths of a second, those learned before are found. */
  learn(entries: Learned): Promise<void>;
  /** Entries that may answer a text in an estate, best first, with the certainty (0–1) that they do. */
  find(text: string, estateId?: string): Answer[];
}

interface Models {
  common: QuestionModel;
  estates: ReadonlyMap<string, QuestionModel>;
}

/** A finder that knows nothing yet. */
export function createAnswerFinder(): AnswerFinder {
  let models: Models | undefined;
  let latest = 0;
  return {
    async learn(entries) {
      const mine = ++latest;
      const fitted = await fitAll(entries);
      // A later call read later entries: its models must not be replaced by these.
      if (mine === latest || !models) models = fitted;
    },
    find(text, estateId = '') {
      const model = models?.estates.get(estateId) ?? models?.common;
      return model ? findAnswers(model, text) : [];
    },
  };
}

/** One model for each estate with knowledge of its own: what is asked in one must not weigh against the same in another. */
async function fitAll({ common, estates = new Map() }: Learned): Promise<Models> {
  const own = new Map<string, QuestionModel>();
  for (const [id, entries] of estates) own.set(id, await fitQuestions(wordingsOf(entries)));
  return { common: await fitQuestions(wordingsOf(common)), estates: own };
}
