import { useNow } from '../text/use-now.ts';

/** How long something has lasted: 2:40. */
export function useDuration(since: number): string {
  const seconds = Math.max(0, Math.floor((useNow(1_000) - since) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
