import { type Channels, tokensOf, weightOf } from './tokens.ts';

/** A sparse vector of length one: feature numbers and their values. `unknown` is the share of features never seen in training. */
export interface Sparse {
  index: Int32Array;
  value: Float32Array;
  unknown: number;
}

/**
 * The features seen in training. `hashes` is an open table (a power of two long, 0 is empty), `numbers` the feature's number at the same place;
 * `scale` is the inverse document frequency times the weight of the family.
 */
export interface Vocabulary {
  hashes: Int32Array;
  numbers: Int32Array;
  scale: Float32Array;
  channels: Channels;
}

/** The place of a hash in the table: where it is, or the empty place where it would be. */
function placeOf(hashes: Int32Array, hash: number): number {
  const mask = hashes.length - 1;
  let at = (hash >>> 2) & mask;
  while (hashes[at] !== 0 && hashes[at] !== hash) at = (at + 1) & mask;
  return at;
}

function tableFor(features: readonly number[]): Pick<Vocabulary, 'hashes' | 'numbers'> {
  const size = 2 ** Math.ceil(Math.log2(features.length * 2 + 2));
  const hashes = new Int32Array(size);
  const numbers = new Int32Array(size);
  for (const [number, hash] of features.entries()) {
    const at = placeOf(hashes, hash);
    hashes[at] = hash;
    numbers[at] = number;
  }
  return { hashes, numbers };
}

/** Collects the features of all texts. */
export function buildVocabulary(documents: readonly (readonly number[])[], channels: Channels): Vocabulary {
  const numberOf = new Map<number, number>();
  const seen: number[] = [];
  const last: number[] = [];
  for (const [at, tokens] of documents.entries()) {
    for (const hash of tokens) {
      let number = numberOf.get(hash);
      if (number === undefined) {
        number = numberOf.size;
        numberOf.set(hash, number);
        seen.push(0);
        last.push(-1);
      }
      if (last[number] === at) continue;
      last[number] = at;
      seen[number] = (seen[number] as number) + 1;
    }
  }
  const features = [...numberOf.keys()];
  const scale = Float32Array.from(
    features,
    (hash, number) =>
      (Math.log((1 + documents.length) / (1 + (seen[number] as number))) + 1) * weightOf(hash, channels),
  );
  return { ...tableFor(features), scale, channels };
}

/** How often each feature is in the text at hand; all zero between calls. */
let counts = new Int32Array(0);

/** TF-IDF with logarithmic counts, each family at its weight, normalised to length one. */
export function vectorOf(tokens: readonly number[], { hashes, numbers, scale }: Vocabulary): Sparse {
  if (counts.length < scale.length) counts = new Int32Array(scale.length);
  const present: number[] = [];
  let known = 0;
  for (const hash of tokens) {
    const at = placeOf(hashes, hash);
    if (hashes[at] === 0) continue;
    known++;
    const number = numbers[at] as number;
    const count = counts[number] as number;
    if (count === 0) present.push(number);
    counts[number] = count + 1;
  }
  const index = Int32Array.from(present);
  const value = new Float32Array(index.length);
  let square = 0;
  for (let i = 0; i < index.length; i++) {
    const number = index[i] as number;
    const v = (1 + Math.log(counts[number] as number)) * (scale[number] as number);
    counts[number] = 0;
    value[i] = v;
    square += v * v;
  }
  const length = Math.sqrt(square) || 1;
  for (let i = 0; i < value.length; i++) value[i] = (value[i] as number) / length;
  return { index, value, unknown: tokens.length === 0 ? 1 : 1 - known / tokens.length };
}

/** Tokens and vector in one go. */
export const featuresOf = (text: string, vocabulary: Vocabulary): Sparse =>
  vectorOf(tokensOf(text, vocabulary.channels), vocabulary);
