import { extractMarked } from '../entities/extract.ts';
import { type FaultWords, lexicons } from '../entities/words.ts';
import { forLearner } from '../placeholders.ts';
import { readExamples } from './examples.ts';
import { type Example, type Fit, type FitOptions, fitModel } from './fit.ts';

/** What fitting starts from: handbook folders with `utterances/`, and the fault words that mark fixtures and faults. */
export interface TrainingInput {
  dirs: readonly string[];
  faultWords: FaultWords;
}

/** Examples as the learner reads them. Times do not matter to the marks, so any moment serves. */
export function prepared(examples: readonly Example[], faultWords: FaultWords): Example[] {
  const ready = lexicons(faultWords);
  const context = { locale: 'zh-CN', now: new Date(0), timeZone: 'Asia/Shanghai' } as const;
  return examples.map(({ text, label }) => ({ text: forLearner(text, extractMarked(text, context, ready)), label }));
}

/** Reads, prepares and fits the shipped and the office's own examples. */
export function train({ dirs, faultWords }: TrainingInput, options: FitOptions = {}): Fit {
  return fitModel(prepared(dirs.flatMap(readExamples), faultWords), options);
}
