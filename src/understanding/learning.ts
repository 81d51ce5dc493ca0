import type { FaultWords } from './entities/words.ts';
import { fitAside } from './fit-aside.ts';
import type { DeskFit, KnowledgeFit } from './fit-job.ts';
import type { Asked, QuestionModel } from './knowledge/fit-questions.ts';
import type { Model } from './local/model.ts';

/** How the last fit went; `cached`: the model of an earlier start served, and `milliseconds` is the time of reading it. */
export interface FitReport {
  cached: boolean;
  accuracy: number;
  calibrationError: number;
  milliseconds: number;
}

/** What the desk has learned from examples and from the office's knowledge, and how it learns again while it runs. */
export interface Learning {
  /** Nothing where the first fit is not done. */
  learned(): { model?: Model | undefined; questions?: QuestionModel | undefined };
  state(): 'fitting' | 'ready' | 'failed';
  /** The first fit of both, in one process. */
  begin(words: FaultWords, knowledge: readonly Asked[]): Promise<FitReport>;
  /** Reads the sentences again and fits anew. */
  retrain(words: FaultWords): Promise<FitReport>;
  learn(knowledge: readonly Asked[]): Promise<void>;
}

/** Learns from handbook folders with `utterances/`. A later call read later sentences or entries: an earlier one's fit never replaces it. */
export function createLearning({
  dirs,
  cacheDir,
}: {
  dirs: readonly string[];
  cacheDir?: string | undefined;
}): Learning {
  let model: Model | undefined;
  let questions: QuestionModel | undefined;
  let failed = false;
  let latestFit = 0;
  let latestLearning = 0;

  const take = (mine: number, { model: fitted, ...report }: DeskFit): FitReport => {
    if (mine === latestFit) model = fitted;
    failed = false;
    return report;
  };
  const takeKnowledge = (mine: number, fitted: KnowledgeFit): void => {
    if (mine === latestLearning || !questions) questions = fitted.questions;
  };
  const failing = (cause: unknown): never => {
    failed = model === undefined;
    throw cause;
  };
  return {
    learned: () => ({ model, questions }),
    state: () => (failed ? 'failed' : model && questions ? 'ready' : 'fitting'),
    async begin(faultWords, knowledge) {
      const [fit, learning] = [++latestFit, ++latestLearning];
      const fitted = await fitAside({ learner: { dirs, faultWords }, knowledge, cacheDir }).catch(failing);
      takeKnowledge(learning, fitted.knowledge);
      return take(fit, fitted.learner);
    },
    async retrain(faultWords) {
      const mine = ++latestFit;
      const { learner } = await fitAside({ learner: { dirs, faultWords }, cacheDir }).catch(failing);
      return take(mine, learner);
    },
    async learn(knowledge) {
      const mine = ++latestLearning;
      takeKnowledge(mine, (await fitAside({ knowledge, cacheDir })).knowledge);
    },
  };
}
