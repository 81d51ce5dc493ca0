import { type Channels, tokensOf, weightOf } from './tokens.ts';

/** A sparse vector of length one: feature numbers and their values. `unknown` is the share of features never seen in training. */
export interface Sparse {
  index: Int32Array;
  value: Float32Array;
  unknown: number;
}

/** The features seen in training, by name; `scale` is the inverse document frequency times the weight of the family. */
export interface Vocabulary {
  numbers: Map<string, number>;
  scale: Float32Array;
  channels: Channels;
}

/** Collects the features of all texts. */
export function buildVocabulary(documents: readonly (readonly string[])[], channels: Channels): Vocabulary {
  const numbers = new Map<string, number>();
  const seen: number[] = [];
  const last: number[] = [];
  for (const [at, tokens] of documents.entries()) {
    for (const name of tokens) {
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
  const scale = new Float32Array(seen.length);
  for (const [name, number] of numbers) {
    scale[number] = (Math.log((1 + documents.length) / (1 + (seen[number] ?? 0))) + 1) * weightOf(name, channels);
  }
  return { numbers, scale, channels };
}

/** TF-IDF with logarithmic counts, each family at its weight, normalised to length one. */
export function vectorOf(tokens: readonly string[], { numbers, scale }: Vocabulary): Sparse {
  const known: number[] = [];
  for (const name of tokens) {
    const number = numbers.get(name);
    if (number !== undefined) known.push(number);
  }
  const sorted = Int32Array.from(known).sort();
  const index = new Int32Array(new Set(known).size);
  const value = new Float32Array(index.length);
  let square = 0;
  let at = 0;
  for (let i = 0; i < sorted.length; ) {
    const number = sorted[i] as number;
    const from = i;
    while (i < sorted.length && sorted[i] === number) i++;
    const v = (1 + Math.log(i - from)) * (scale[number] as number);
    index[at] = number;
    value[at++] = v;
    square += v * v;
  }
  const length = Math.sqrt(square) || 1;
  for (let i = 0; i < value.length; i++) value[i] = (value[i] as number) / length;
  return { index, value, unknown: tokens.length === 0 ? 1 : 1 - known.length / tokens.length };
}

/** Tokens and vector in one go. */
export const featuresOf = (text: string, vocabulary: Vocabulary): Sparse =>
  vectorOf(tokensOf(text, vocabulary.channels), vocabulary);
