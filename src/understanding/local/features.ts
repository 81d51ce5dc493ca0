import { type Channels, type Token, tokensOf } from './tokens.ts';

/** A sparse vector of length one: feature numbers and their values. `unknown` is the share of features never seen in training. */
export interface Sparse {
  index: Int32Array;
  value: Float32Array;
  unknown: number;
}

/** The features seen in training, by name, with their inverse document frequencies. */
export interface Vocabulary {
  numbers: Map<string, number>;
  idf: Float32Array;
  channels: Channels;
}

/** Collects the features of all texts. */
export function buildVocabulary(documents: readonly (readonly Token[])[], channels: Channels): Vocabulary {
  const numbers = new Map<string, number>();
  const seen: number[] = [];
  const last: number[] = [];
  for (const [at, tokens] of documents.entries()) {
    for (const [name] of tokens) {
      let number = numbers.get(name);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(name, number);
        seen.push(0);
        last.push(-1);
      }
      if (last[number] === at) continue;
      last[number] = at;
      seen[number] = (seen[number] ?? 0) + 1;
    }
  }
  return { numbers, idf: Float32Array.from(seen, (count) => Math.log((1 + documents.length) / (1 + count)) + 1), channels };
}

/** TF-IDF with logarithmic counts, each family at its weight, normalised to length one. */
export function vectorOf(tokens: readonly Token[], { numbers, idf }: Vocabulary): Sparse {
  const counts = new Map<number, number>();
  const weights = new Map<number, number>();
  let unknown = 0;
  for (const [name, weight] of tokens) {
    const number = numbers.get(name);
    if (number === undefined) {
      unknown++;
      continue;
    }
    counts.set(number, (counts.get(number) ?? 0) + 1);
    weights.set(number, weight);
  }
  const index = new Int32Array(counts.size);
  const value = new Float32Array(counts.size);
  let at = 0;
  let square = 0;
  for (const [number, count] of counts) {
    const v = (1 + Math.log(count)) * (idf[number] ?? 0) * (weights.get(number) ?? 1);
    index[at] = number;
    value[at++] = v;
    square += v * v;
  }
  const length = Math.sqrt(square) || 1;
  for (let i = 0; i < value.length; i++) value[i] = (value[i] ?? 0) / length;
  return { index, value, unknown: tokens.length === 0 ? 1 : unknown / tokens.length };
}

/** Tokens and vector in one go. */
export const featuresOf = (text: string, vocabulary: Vocabulary): Sparse => vectorOf(tokensOf(text, vocabulary.channels), vocabulary);
