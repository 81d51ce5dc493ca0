/** Softmax of margins at a sharpness (the inverse of the temperature). */
export function softmax(margins: Float64Array, sharpness: number): Float64Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (const margin of margins) if (margin > highest) highest = margin;
  const out = new Float64Array(margins.length);
  let sum = 0;
  for (let i = 0; i < out.length; i++) {
    const one = Math.exp(((margins[i] as number) - highest) * sharpness);
    out[i] = one;
    sum += one;
  }
  for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) / sum;
  return out;
}

/** The place of the highest value; 0 in an empty list. */
export function argmax(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

/** A held-out document: its margins and the class it really has. */
export interface HeldOut {
  margins: Float64Array;
  label: number;
}

function loss(held: readonly HeldOut[], sharpness: number): number {
  let sum = 0;
  for (const { margins, label } of held) sum -= Math.log(Math.max(softmax(margins, sharpness)[label] ?? 0, 1e-12));
  return sum;
}

/** Every n-th of a list, so that about `most` are left: enough to set a few numbers by. */
export function thinned<T>(list: readonly T[], most: number): readonly T[] {
  const step = Math.ceil(list.length / most);
  return step > 1 ? list.filter((_, i) => i % step === 0) : list;
}

/** The sharpness under which held-out documents are likeliest, between 0.5 and 50, by golden section on its logarithm. */
export function fitSharpness(held: readonly HeldOut[]): number {
  if (held.length === 0) return 4;
  const sample = thinned(held, 800);
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(0.5);
  let high = Math.log(50);
  for (let i = 0; i < 18; i++) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (loss(sample, Math.exp(left)) < loss(sample, Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/** Mean distance between the probability said and the share that was right, in ten equal bins (0–1). */
export function calibrationError(said: readonly { probability: number; right: boolean }[]): number {
  let error = 0;
  for (let bin = 0; bin < 10; bin++) {
    const inside = said.filter((one) => one.probability > bin / 10 && one.probability <= (bin + 1) / 10);
    const mean = inside.reduce((sum, one) => sum + one.probability, 0);
    const right = inside.filter((one) => one.right).length;
    error += Math.abs(mean - right);
  }
  return said.length === 0 ? 0 : error / said.length;
}
