import type { Sparse } from './features.ts';

/** Training documents by feature, for the cosine to the nearest of them. */
export interface Neighbours {
  start: Int32Array;
  document: Int32Array;
  value: Float32Array;
  /** The class number of each document. */
  labels: Int32Array;
}

/** Indexes documents by feature. Features that more than a fifth of the documents have are left out: they tell nothing and cost most. */
export function indexDocuments(documents: readonly Sparse[], labels: Int32Array, features: number): Neighbours {
  const counts = new Int32Array(features);
  for (const { index } of documents) for (const feature of index) counts[feature] = (counts[feature] ?? 0) + 1;
  const limit = Math.max(50, documents.length / 5);
  const start = new Int32Array(features + 1);
  for (let f = 0; f < features; f++) start[f + 1] = (start[f] ?? 0) + ((counts[f] ?? 0) > limit ? 0 : (counts[f] ?? 0));
  const document = new Int32Array(start[features] ?? 0);
  const value = new Float32Array(start[features] ?? 0);
  const next = start.slice();
  for (const [i, one] of documents.entries()) {
    for (let j = 0; j < one.index.length; j++) {
      const feature = one.index[j] as number;
      if (start[feature] === start[feature + 1]) continue;
      const at = next[feature] as number;
      next[feature] = at + 1;
      document[at] = i;
      value[at] = one.value[j] as number;
    }
  }
  return { start, document, value, labels };
}

let cosines = new Float32Array(0);

/** The cosine (0–1) of a text to every training document; the array is used again by the next call. */
function cosinesOf({ start, document, value, labels }: Neighbours, text: Sparse): Float32Array {
  const documents = labels.length;
  if (cosines.length < documents) cosines = new Float32Array(documents);
  cosines.fill(0, 0, documents);
  for (let i = 0; i < text.index.length; i++) {
    const feature = text.index[i] as number;
    const v = text.value[i] as number;
    const end = start[feature + 1] as number;
    for (let at = start[feature] as number; at < end; at++) {
      const d = document[at] as number;
      cosines[d] = (cosines[d] as number) + v * (value[at] as number);
    }
  }
  return cosines;
}

/** The highest cosine (0–1) of a text to any training document, and to any of one class. */
export interface Nearness {
  any: number;
  same: number;
}

/** How near the training documents are to a text which is guessed to be of class `guess`; with `skip`, leaving out documents of its own fold. */
export function nearness(
  neighbours: Neighbours,
  text: Sparse,
  guess: number,
  skip?: { fold: Int32Array; own: number },
): Nearness {
  const all = cosinesOf(neighbours, text);
  const { labels } = neighbours;
  const found = { any: 0, same: 0 };
  for (let d = 0; d < labels.length; d++) {
    const cosine = all[d] as number;
    if (cosine <= found.same || (skip && skip.fold[d] === skip.own)) continue;
    if (cosine > found.any) found.any = cosine;
    if (labels[d] === guess) found.same = cosine;
  }
  return found;
}
