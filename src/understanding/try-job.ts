import { createDetector } from './emergency/detect.ts';
import type { EmergencyRules } from './emergency/patterns.ts';
import { extract } from './entities/extract.ts';
import { type FaultWords, lexicons } from './entities/words.ts';
import { readExamples } from './local/examples.ts';
import { type Example, type Fit, fitModel } from './local/fit.ts';
import { SVM, type SvmOptions } from './local/svm.ts';
import { prepared } from './local/train.ts';
import { maskPersonal } from './placeholders.ts';
import type { Band, RecognizeContext } from './recognizer.ts';
import { understand } from './understand.ts';

/** What is to be tried: examples to be added to those of the folders, and messages whose reading is compared. */
export interface TryJob {
  dirs: readonly string[];
  faultWords: FaultWords;
  emergency: EmergencyRules;
  added: readonly Example[];
  /** Messages by a name of the caller's. */
  messages: readonly { id: string; text: string }[];
}

/** How a message is read: the best intent and what the desk does with it. */
export interface Read {
  intent: string;
  band: Band;
}

/** What the added examples change. Accuracies are shares (0–1) of sentences read rightly by a learner that has not seen them. */
export interface Tried {
  accuracy: { before: number; after: number };
  sentences: number;
  added: number;
  /** Intents whose accuracy changes, the worst change first. */
  intents: { intent: string; sentences: number; before: number; after: number }[];
  /** Example sentences that are read otherwise, those that become wrong first. */
  changed: { text: string; intent: string; before: string; after: string }[];
  /** Messages that are read otherwise, masked. */
  messages: { id: string; text: string; before: Read; after: Read }[];
}

/**
 * The desk's own settings stop early, which costs no accuracy but lets two more sentences change the guess of eighty at random.
 * Fitted to the end, a dozen change, and because of those two.
 */
const EXACT: SvmOptions = { ...SVM, passes: 300, tolerance: 0.05 };

/**
 * Fits without and with the added examples and compares; some ten seconds of computing. The messages are read by the models that the desk
 * itself would use.
 */
export function runTryJob({ dirs, faultWords, emergency, added, messages }: TryJob): Tried {
  const known = dirs.flatMap(readExamples);
  const all = [...known, ...added];
  // All are held out once: with a sample of them, a few more sentences could not be seen.
  const learn = (examples: readonly Example[]) =>
    fitModel(prepared(examples, faultWords), { enough: Number.MAX_VALUE, svm: EXACT });
  const before = learn(known);
  const after = learn(all);
  const guesses = known.map(({ text, label }, at) => ({
    text,
    intent: label,
    before: before.held[at]?.guess ?? '',
    after: after.held[at]?.guess ?? '',
  }));
  const right = (which: 'before' | 'after') =>
    guesses.filter((one) => one[which] === one.intent).length / Math.max(1, guesses.length);
  const changed = guesses.filter((one) => one.before !== one.after);
  return {
    // Over the same sentences both times: those that are added must not make the figure better or worse by themselves.
    accuracy: { before: right('before'), after: right('after') },
    sentences: known.length,
    added: added.length,
    intents: intentsIn(guesses),
    changed: changed.sort((a, b) => Number(a.after === a.intent) - Number(b.after === b.intent)),
    messages: compareMessages(
      { faultWords, emergency, messages },
      fitModel(prepared(known, faultWords)),
      fitModel(prepared(all, faultWords)),
    ),
  };
}

function intentsIn(guesses: Tried['changed']): Tried['intents'] {
  const byIntent = Map.groupBy(guesses, ({ intent }) => intent);
  const rows = [...byIntent].map(([intent, ones]) => {
    const share = (which: 'before' | 'after') => ones.filter((one) => one[which] === intent).length / ones.length;
    return { intent, sentences: ones.length, before: share('before'), after: share('after') };
  });
  return rows.filter((row) => row.before !== row.after).sort((a, b) => a.after - a.before - (b.after - b.before));
}

function compareMessages(
  { faultWords, emergency, messages }: Pick<TryJob, 'faultWords' | 'emergency' | 'messages'>,
  before: Fit,
  after: Fit,
): Tried['messages'] {
  const ready = lexicons(faultWords);
  const detect = createDetector(emergency);
  return messages.flatMap(({ id, text }) => {
    const locale = localeOf(text);
    // Which day it is does not change what is meant.
    const context: RecognizeContext = { locale, now: new Date(0), timeZone: 'Asia/Shanghai' };
    const own = (piece: string) => extract(piece, context, ready);
    const readBy = ({ model }: Fit): Read => {
      const { intents, band } = understand(text, context, { model, detect, extract: own });
      return { intent: intents[0]?.name ?? '', band };
    };
    const [was, will] = [readBy(before), readBy(after)];
    if (was.intent === will.intent && was.band === will.band) return [];
    return [{ id, text: maskPersonal(text, own(text).entities), before: was, after: will }];
  });
}

/** The language of a sentence, by its script. */
export function localeOf(text: string): 'zh-CN' | 'en' {
  return /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en';
}
