import { contentHash } from './content-hash.ts';
import type { Asked, QuestionModel } from './knowledge/fit-questions.ts';
import { readExamples } from './local/examples.ts';
import type { Fit } from './local/fit.ts';
import { readCache, writeCache } from './local/model-cache.ts';
import type { TrainingInput } from './local/train.ts';

/** What is to be fitted: the learner of intents, what finds the office's knowledge, or both. */
export interface FitJob {
  learner?: TrainingInput;
  /** By the name of the finder that it is for. */
  knowledge?: ReadonlyMap<string, readonly Asked[]>;
  /** Where what was fitted is kept between starts; fitted anew when not given. */
  cacheDir?: string | undefined;
}

/** `cached`: it was read and not fitted; `milliseconds` is the whole time, reading included. */
export interface Done {
  cached: boolean;
  milliseconds: number;
}

/** A fit as the desk uses it: without the held-out sentences. */
export type DeskFit = Omit<Fit, 'held'> & Done;
/** The finders of knowledge as the desk uses them, by name. */
export type KnowledgeFit = { questions: ReadonlyMap<string, QuestionModel> } & Done;

/** What a job comes back with: each part that it names. */
export type Fitted<J extends FitJob> = {
  [part in Extract<keyof J, 'learner' | 'knowledge'>]: part extends 'learner' ? DeskFit : KnowledgeFit;
};

/** Does a job: each part comes from `cacheDir` when one made of the same contents by the same code lies there. */
export async function runFitJob({ learner, knowledge, cacheDir }: FitJob): Promise<Partial<Fitted<Required<FitJob>>>> {
  return {
    ...(learner && { learner: await fitLearner(learner, cacheDir) }),
    ...(knowledge && { knowledge: await fitKnowledge(knowledge, cacheDir) }),
  };
}

function fitLearner(input: TrainingInput, cacheDir?: string): Promise<DeskFit> {
  return kept(
    { cacheDir, name: 'model.bin' },
    () => [input.dirs.flatMap(readExamples), input.faultWords],
    async () => {
      const { train } = await import('./local/train.ts');
      const { held: _, ...fit } = train(input);
      return fit;
    },
  );
}

function fitKnowledge(lists: ReadonlyMap<string, readonly Asked[]>, cacheDir?: string): Promise<KnowledgeFit> {
  const asked = [...lists].map(([name, entries]) => {
    return [name, entries.map(({ id, question, variants }) => ({ id, question, variants }))] as const;
  });
  return kept(
    { cacheDir, name: 'knowledge.bin' },
    () => asked,
    async () => {
      const { fitQuestions, wordingsOf } = await import('./knowledge/fit-questions.ts');
      return { questions: new Map(asked.map(([name, entries]) => [name, fitQuestions(wordingsOf(entries))])) };
    },
  );
}

/** Reads what is stored under the hash of these contents; else makes and stores it. What makes it is loaded only when it must be: it brings dictionaries along. */
async function kept<T extends object>(
  { cacheDir, name }: { cacheDir: string | undefined; name: string },
  contents: () => unknown,
  make: () => Promise<T>,
): Promise<T & Done> {
  const started = performance.now();
  const file = cacheDir === undefined ? undefined : { folder: cacheDir, name, hash: contentHash(contents()) };
  const stored = file && readCache<T>(file);
  const made = stored ?? (await make());
  if (file && !stored) writeCache(file, made);
  return { ...made, cached: stored !== undefined, milliseconds: performance.now() - started };
}
