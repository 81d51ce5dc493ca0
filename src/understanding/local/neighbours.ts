import type { Sparse } from './features.ts';

/** Training documents by feature, for the cosine to the nearest of them. */
export interface Neighbours {
  start: Int32Array;
  document: Int32Array;
  value: Float32Array;
  documents: number;
}

/** Indexes documents by feature. Features that more than a twentieth of the documents have are left out: they tell little and cost most (a fifth takes three times as long and turns down no better). */
export function indexDocuments(documents: readonly Sparse[], features: number): Neighbours {
  const counts = new Int32Array(features);
  for (const { index } of documents) for (const feature of index) counts[feature] = (counts[feature] ?? 0) + 1;
  const limit = Math.max(50, documents.length / 20);
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

/** The cosine of the text at hand to every training document; used again by the next call. */
let cosines = new Float32Array(0);

/** The highest cosine (0–1) of a text to any training document; a cosine only grows as features are added, so that no search is needed after. */
export function nearest({ start, document, value, documents }: Neighbours, text: Sparse): number {
  if (cosines.length < documents) cosines = new Float32Array(documents);
  cosines.fill(0, 0, documents);
  let best = 0;
  for (let i = 0; i < text.index.length; i++) {
    const feature = text.index[i] as number;
    const v = text.value[i] as number;
    const end = start[feature + 1] as number;
    for (let at = start[feature] as number; at < end; at++) {
      const d = document[at] as number;
      const sum = (cosines[d] as number) + v * (value[at] as number);
      cosines[d] = sum;
      if (sum > best) best = sum;
    }
  }
  return best;
}

/** The highest cosine (0–1) of a training document to any document of another fold than its own. */
export function nearestOfOtherFolds(neighbours: Neighbours, text: Sparse, fold: Int32Array, own: number): number {
  nearest(neighbours, text);
  let best = 0;
  for (let d = 0; d < neighbours.documents; d++) {
    const cosine = cosines[d] as number;
    if (cosine > best && fold[d] !== own) best = cosine;
  }
  return best;
}
