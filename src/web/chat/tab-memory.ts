const inMemory = new Map<string, string>();

/**
 * What this tab remembers over a reload. Inside another site's frame the browser may refuse to keep anything; then it
 * is remembered until the reload only.
 */
export function remember(key: string, value: string): void {
  inMemory.set(key, value);
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Refused: the copy in memory serves.
  }
}

/** What was remembered under a key; empty when nothing was. */
export function recall(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? inMemory.get(key) ?? '';
  } catch {
    return inMemory.get(key) ?? '';
  }
}
