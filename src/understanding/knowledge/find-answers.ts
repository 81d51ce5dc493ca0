import { argmax, softmax } from '../local/calibrate.ts';
import { featuresOf, type Sparse, type Vocabulary, vectorOf } from '../local/features.ts';
import { nearest } from '../local/neighbours.ts';
import { believe, type Signs, signsOf } from '../local/reject.ts';
import { marginsOf } from '../local/svm.ts';
import { tokensOf, weightOf } from '../local/tokens.ts';
import { BELIEF, SHARPNESS } from './belief.ts';
import { prepared, type QuestionModel } from './fit-questions.ts';
import { charactersLike } from './typed-pinyin.ts';

/** An entry that may answer, with the certainty (0–1) that it does. */
export interface Answer {
  id: string;
  score: number;
}

/** Longer messages tell a story; what they ask stands in their matters. */
const LONGEST = 300;
const MOST = 5;
/** With so large a share of unknown features a text in Latin letters is no English; it may be typed pinyin. */
const STRANGE = 0.4;
const SOUNDS = { words: 0, letters: 0, han: 0, pinyin: 1 };

/** How probable each entry is if one of them is meant, and what speaks for the best. */
export interface Search {
  probabilities: Float64Array;
  signs: Signs;
}

/** Compares a text with every entry. */
export function search({ vocabulary, machine, neighbours }: QuestionModel, text: string): Search {
  const vector = vectorOfQuestion(text, vocabulary);
  const margins = marginsOf(machine, vector);
  const probabilities = softmax(margins, SHARPNESS);
  const probability = probabilities[argmax(probabilities)] ?? 0;
  const signs = signsOf({ margins, probability, nearest: nearest(neighbours, vector), unknown: vector.unknown });
  return { probabilities, signs };
}

/** A text as features; Chinese typed in Latin letters is compared by its sound alone. */
function vectorOfQuestion(text: string, vocabulary: Vocabulary): Sparse {
  const vector = featuresOf(prepared(text), vocabulary);
  const spoken = vector.unknown > STRANGE ? charactersLike(text) : undefined;
  if (spoken === undefined) return vector;
  return vectorOf(
    tokensOf(spoken).filter((token) => weightOf(token, SOUNDS) > 0),
    vocabulary,
  );
}

/** The entries a text may be asking for, best first, at most five; none when the office has no knowledge. */
export function findAnswers(model: QuestionModel, text: string): Answer[] {
  if (model.ids.length === 0 || text.trim() === '' || text.length > LONGEST) return [];
  const { probabilities, signs } = search(model, text);
  const first = probabilities[argmax(probabilities)] || 1;
  const certainty = believe(BELIEF, signs);
  const score = (at: number) => (certainty * (probabilities[at] ?? 0)) / first;
  return highest(probabilities, MOST).map((at) => ({ id: model.ids[at] ?? '', score: score(at) }));
}

/** The places of the highest values, highest first. */
function highest(values: Float64Array, most: number): number[] {
  const best: number[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (best.length === most && value <= (values[best[most - 1] as number] as number)) continue;
    let place = best.length;
    while (place > 0 && value > (values[best[place - 1] as number] as number)) place--;
    best.splice(place, 0, at);
    best.length = Math.min(best.length, most);
  }
  return best;
}
