import { createDetector } from './emergency/detect.ts';
import type { EmergencyRules } from './emergency/patterns.ts';
import { extract } from './entities/extract.ts';
import { type FaultWords, lexicons } from './entities/words.ts';
import { findAnswers } from './knowledge/find-answers.ts';
import { createLearning, type FitReport, type Learned } from './learning.ts';
import type { RecognizeContext, Recognizer, RegisterLookup, Understood } from './recognizer.ts';
import { understand } from './understand.ts';

/** What the desk's own recognizer is made of. */
export interface UnderstandingOptions {
  /** Handbook folder with `utterances/<locale>/<intent>.txt`; `ownDir` holds the office's own sentences in the same layout. */
  dir: string;
  ownDir?: string;
  faultWords: FaultWords;
  emergency: EmergencyRules;
  /** What the office can be asked; without it no answers are looked for. */
  knowledge?: Learned;
  /** Where the fitted model is kept between starts; fitted anew at every start when not given. */
  cacheDir?: string;
  /** The register of homes of an estate, when there is one. */
  register?: (estateId: string) => RegisterLookup | undefined;
}

/** The desk's own recognizer: rules and entities at once, intents as soon as the model is fitted. It never waits for the network. */
export interface Understanding extends Recognizer {
  recognize(text: string, context: RecognizeContext): Understood;
  /** Resolves when the first fit is done; rejects when it failed (rules and entities go on working). */
  readonly ready: Promise<FitReport>;
  state(): 'fitting' | 'ready' | 'failed';
  /** Reads the sentences again and fits anew; the old model answers until the new one is there. */
  retrain(): Promise<FitReport>;
  /** Takes edited fault words or emergency rules into use at once; call `retrain` after new fault words. */
  use(words: { faultWords?: FaultWords; emergency?: EmergencyRules }): void;
  /** Learns edited knowledge; what was known before is found until this resolves. */
  learn(knowledge: Learned): Promise<void>;
}

/** Builds the recognizer and starts the first fit in a process of its own. */
export function createUnderstanding(options: UnderstandingOptions): Understanding {
  let { faultWords } = options;
  let lexicon = lexicons(faultWords);
  let detect = createDetector(options.emergency);
  const { dir, ownDir, cacheDir } = options;
  const learning = createLearning({ dirs: ownDir === undefined ? [dir] : [dir, ownDir], cacheDir });
  const ready = learning.begin(faultWords, options.knowledge ?? { common: [] });
  ready.catch(() => undefined);

  return {
    name: 'local',
    ready,
    retrain: () => learning.retrain(faultWords),
    learn: learning.learn,
    state: learning.state,
    use(words) {
      if (words.faultWords) {
        faultWords = words.faultWords;
        lexicon = lexicons(faultWords);
      }
      if (words.emergency) detect = createDetector(words.emergency);
    },
    recognize(text, context) {
      const register = context.estateId === undefined ? undefined : options.register?.(context.estateId);
      const { model, questions } = learning.learned(context.estateId);
      const answers = (part: string) => (questions ? findAnswers(questions, part) : []);
      const own = (part: string) => extract(part, context, lexicon, register);
      return understand(text, context, { model, detect, extract: own, answers });
    },
  };
}
