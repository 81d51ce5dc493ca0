/** One line of the result: what was measured, and what the design allows. */
export interface Figure {
  what: string;
  measured: string;
  budget?: string;
  /** Whether the budget was met; absent where there is none. */
  met?: boolean;
}

/** The value below which `share` (0 to 1) of all values lie; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle value. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** A number with `digits` after the point, thousands set apart. */
export function shown(value: number, digits = 0): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** p50 and p99 in milliseconds, as they are written in the result. */
export function p50AndP99(milliseconds: readonly number[], digits = 1): string {
  const [middle, high] = [0.5, 0.99].map((share) => shown(percentile(milliseconds, share), digits));
  return `p50 ${middle} ms, p99 ${high} ms`;
}
