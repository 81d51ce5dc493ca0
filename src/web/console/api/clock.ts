let ahead = 0;

/**
 * Learns from an answer's `Date` header how far the desk's clock is from this machine's, so that waiting times are right on a
 * machine whose clock is wrong. A difference under two seconds is the header's own grain and is left alone.
 */
export function noteServerTime(date: string | null): void {
  const server = Date.parse(date ?? '');
  if (Number.isNaN(server)) return;
  const difference = server - Date.now();
  ahead = Math.abs(difference) < 2_000 ? 0 : difference;
}

/** The desk's time, in milliseconds since 1970. */
export function deskNow(): number {
  return Date.now() + ahead;
}
