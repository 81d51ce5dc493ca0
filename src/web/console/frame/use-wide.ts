import { useSyncExternalStore } from 'react';

const wide = window.matchMedia('(min-width: 1000px)');

function watch(changed: () => void): () => void {
  wide.addEventListener('change', changed);
  return () => wide.removeEventListener('change', changed);
}

/** Whether there is room for a table. */
export function useWide(): boolean {
  return useSyncExternalStore(watch, () => wide.matches);
}
