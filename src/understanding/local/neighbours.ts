import type { Sparse } from './features.ts';

/** Training documents by feature, for the cosine to the nearest of them. */
export interface Neighbours {
  start: Int32Array;
  document: Int32Array;
  value: Float32Array;
  documents: number;
}

/** Indexes documents by feature. Features that more than a fifth of the documents have are left out: they tell nothing and cost most. */
export function indexDocuments(documents: readonly Sparse[], features: number): Neighbours {
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
  return { start, document, value, documents: documents.length };
}

let cosines = new Float32Array(0);

/** The cosine (0–1) of a text to every training document; the array is used again by the next call. */
function cosinesOf({ start, document, value, documents }: Neighbours, text: Sparse): Float32Array {
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

/** The highest cosine (0–1) of a text to any training document; with `skip`, to any of another fold than its own. */
export function nearest(neighbours: Neighbours, text: Sparse, skip?: { fold: Int32Array; own: number }): number {
  const all = cosinesOf(neighbours, text);
  let best = 0;
  for (let d = 0; d < neighbours.documents; d++) {
    const cosine = all[d] as number;
    if (cosine > best && (!skip || skip.fold[d] !== skip.own)) best = cosine;
  }
  return best;
}
