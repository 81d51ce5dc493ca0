const WINDOW_MS = 60_000;
const MOST_ADDRESSES = 10_000;

/** Lets `perMinute` calls of one address through; beyond that answers the seconds to wait, else 0. */
export function createFloodGate(perMinute: number, now: () => number): (address: string) => number {
  let windows = new Map<string, { count: number; endsAt: number }>();
  return (address) => {
    const time = now();
    const open = windows.get(address);
    if (open && open.endsAt > time) {
      open.count += 1;
      return open.count > perMinute ? Math.ceil((open.endsAt - time) / 1000) : 0;
    }
    if (windows.size >= MOST_ADDRESSES) windows = new Map([...windows].filter(([, window]) => window.endsAt > time));
    // Still full: so many addresses in one minute cannot be told apart from the crowd, so the newest are not counted.
    if (windows.size < MOST_ADDRESSES) windows.set(address, { count: 1, endsAt: time + WINDOW_MS });
    return perMinute < 1 ? WINDOW_MS / 1000 : 0;
  };
}
