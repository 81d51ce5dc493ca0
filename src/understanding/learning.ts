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

/** What can be asked: everywhere, and instead of that in estates with knowledge of their own, by id. */
export interface Learned {
  readonly common: readonly Asked[];
  readonly estates?: ReadonlyMap<string, readonly Asked[]>;
}

/** What the desk has learned from examples and from the office's knowledge, and how it learns again while it runs. */
export interface Learning {
  /** What serves in an estate; nothing where the first fit is not done. */
  learned(estateId?: string): { model?: Model | undefined; questions?: QuestionModel | undefined };
  state(): 'fitting' | 'ready' | 'failed';
  /** The first fit of both, in one process. */
  begin(words: FaultWords, knowledge: Learned): Promise<FitReport>;
  /** Reads the sentences again and fits anew. */
  retrain(words: FaultWords): Promise<FitReport>;
  learn(knowledge: Learned): Promise<void>;
}

const EVERYWHERE = '';

/** A finder of answers with the entries it was fitted to. */
interface Found {
  entries: readonly Asked[];
  model: QuestionModel;
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
  let failed = false;
  let latestFit = 0;
  const knowledge = knowledgeShelf();

  const take = (mine: number, { model: fitted, ...report }: DeskFit): FitReport => {
    if (mine === latestFit) model = fitted;
    failed = false;
    return report;
  };
  const failing = (cause: unknown): never => {
    failed = model === undefined;
    throw cause;
  };
  return {
    learned: (estateId = EVERYWHERE) => ({ model, questions: knowledge.find(estateId) }),
    state: () => (failed ? 'failed' : model && knowledge.find(EVERYWHERE) ? 'ready' : 'fitting'),
    async begin(faultWords, learned) {
      const mine = ++latestFit;
      const wish = knowledge.wish(learned);
      const job = { learner: { dirs, faultWords }, knowledge: wish.lists, cacheDir };
      const fitted = await fitAside(job).catch(failing);
      wish.take(fitted.knowledge);
      return take(mine, fitted.learner);
    },
    async retrain(faultWords) {
      const mine = ++latestFit;
      const { learner } = await fitAside({ learner: { dirs, faultWords }, cacheDir }).catch(failing);
      return take(mine, learner);
    },
    async learn(learned) {
      const wish = knowledge.wish(learned);
      // Not kept for the next start, which fits all of it in one go.
      wish.take((await fitAside({ knowledge: wish.lists })).knowledge);
    },
  };
}

/**
 * One finder for each estate with knowledge of its own: what is asked in one must not weigh against the same in another. Those whose entries
 * are the same list as before are not fitted anew.
 */
function knowledgeShelf() {
  let shelf: ReadonlyMap<string, Found> = new Map();
  let latest = 0;
  return {
    find: (estateId: string): QuestionModel | undefined => (shelf.get(estateId) ?? shelf.get(EVERYWHERE))?.model,
    wish({ common, estates = new Map() }: Learned) {
      const mine = ++latest;
      const all = new Map([...estates, [EVERYWHERE, common] as const]);
      const lists = new Map([...all].filter(([id, entries]) => shelf.get(id)?.entries !== entries));
      return {
        lists,
        take({ questions }: KnowledgeFit): void {
          if (mine !== latest && shelf.size > 0) return;
          const before = shelf;
          shelf = new Map(
            [...all].flatMap(([id, entries]) => {
              const fitted = questions.get(id) ?? before.get(id)?.model;
              return fitted ? [[id, { entries, model: fitted }] as const] : [];
            }),
          );
        },
      };
    },
  };
}
