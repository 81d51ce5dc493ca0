import { useSyncExternalStore } from 'react';

/** What a clerk switches on or off for this browser. */
export type Preference = 'sound' | 'keys' | 'popups';

const watchers = new Set<() => void>();

/** Whether it is on; everything is on until switched off. */
export function preference(name: Preference): boolean {
  return localStorage.getItem(`lobby.console.${name}`) !== 'off';
}

/** Switches it on or off, remembered by this browser. */
export function setPreference(name: Preference, on: boolean): void {
  localStorage.setItem(`lobby.console.${name}`, on ? 'on' : 'off');
  for (const changed of watchers) changed();
}

/** Whether it is on, shown afresh when it changes. */
export function usePreference(name: Preference): boolean {
  return useSyncExternalStore(watch, () => preference(name));
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}
