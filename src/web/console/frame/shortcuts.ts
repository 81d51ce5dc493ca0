import { useEffect, useRef } from 'react';
import { preference } from './preferences.ts';

/**
 * Binds single keys while the component is shown. They rest while somebody types, while a panel is open over the page, with
 * Ctrl, Alt or ⌘ held, and when switched off (WCAG 2.1.4).
 */
export function useShortcuts(keys: Record<string, () => void>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = latest.current[event.key];
      if (!act || resting(event)) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function resting(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return true;
  if (!preference('keys') || document.querySelector('dialog[open]')) return true;
  const target = event.target as HTMLElement;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Puts the cursor into the field that carries `data-key="<name>"`, if it is on the page. */
export function focusField(name: string): void {
  document.querySelector<HTMLElement>(`[data-key="${name}"]`)?.focus();
}
