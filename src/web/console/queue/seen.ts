const KEPT_AS = 'lobby.console.seen';
const MOST = 500;

/** Up to which `seq` this browser has shown a conversation. */
export function seenUpTo(id: string): number {
  return read()[id] ?? 0;
}

/** Remembers that a conversation has been shown up to `seq`. */
export function markSeen(id: string, seq: number): void {
  const { [id]: before = 0, ...others } = read();
  if (seq <= before) return;
  const kept = [...Object.entries(others).slice(1 - MOST), [id, seq]];
  sessionStorage.setItem(KEPT_AS, JSON.stringify(Object.fromEntries(kept)));
}

function read(): Record<string, number> {
  return JSON.parse(sessionStorage.getItem(KEPT_AS) ?? '{}') as Record<string, number>;
}
