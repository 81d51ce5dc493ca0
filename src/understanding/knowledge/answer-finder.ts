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

/** A model with what it was fitted to. */
interface Fitted {
  entries: readonly Asked[];
  model: QuestionModel;
}

/** By estate; what holds everywhere stands under the empty name. */
type Models = ReadonlyMap<string, Fitted>;

const EVERYWHERE = '';

/** A finder that knows nothing yet. */
export function createAnswerFinder(): AnswerFinder {
  let models: Models = new Map();
  let latest = 0;
  return {
    async learn(entries) {
      const mine = ++latest;
      const fitted = await fitAll(entries, models);
      // A later call read later entries: its models must not be replaced by these.
      if (mine === latest || models.size === 0) models = fitted;
    },
    find(text, estateId = EVERYWHERE) {
      const { model } = models.get(estateId) ?? models.get(EVERYWHERE) ?? {};
      return model ? findAnswers(model, text) : [];
    },
  };
}

/**
 * One model for each estate with knowledge of its own: what is asked in one must not weigh against the same in another. Those
 * whose entries are the same list as before stay.
 */
async function fitAll({ common, estates = new Map() }: Learned, before: Models): Promise<Models> {
  const fitted = new Map<string, Fitted>();
  for (const [id, entries] of [...estates, [EVERYWHERE, common] as const]) {
    const known = before.get(id);
    const model = known?.entries === entries ? known.model : await fitQuestions(wordingsOf(entries));
    fitted.set(id, { entries, model });
  }
  return fitted;
}
