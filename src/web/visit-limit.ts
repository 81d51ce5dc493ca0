const WINDOW_MS = 60_000;
const MOST_KEYS = 20_000;

/** Counts visits by key and minute; says whether this one is still within `perMinute`. */
export function createVisitLimit(perMinute: number, now: () => number = Date.now): (key: string) => boolean {
  let counts = new Map<string, number>();
  let endsAt = 0;
  return (key) => {
    if (now() >= endsAt || counts.size >= MOST_KEYS) {
      counts = new Map();
      endsAt = now() + WINDOW_MS;
    }
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= perMinute;
  };
}
