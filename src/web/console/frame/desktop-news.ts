import { useEffect, useRef } from 'react';
import { chime } from '../queue/chime.ts';
import { useQueue } from '../queue/queue-context.tsx';
import { useWords } from '../text/language.tsx';
import { preference } from './preferences.ts';

/** True where the browser shows notifications and the clerk has allowed them. */
export function mayNotify(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}

/** Asks the browser's leave; false when it was refused. */
export async function askToNotify(): Promise<boolean> {
  if (!('Notification' in window)) return false;
  return (await Notification.requestPermission()) === 'granted';
}

/**
 * Tells a clerk whose window is not in front of new residents in the queue, of those who wait too long, of promises whose time
 * comes and of notes that name them. What was said stands in none: a screen may be seen by anybody.
 */
export function useDesktopNews({ late, promises, mentions }: Record<'late' | 'promises' | 'mentions', string[]>): void {
  const { clerk: text } = useWords();
  const { waiting, known } = useQueue();
  const critical = waiting.some(({ level }) => level === 'critical');
  useFresh(
    known,
    waiting.map(({ handoffId }) => handoffId),
    () => notify(critical ? text.popCritical : text.popQueue),
  );
  useFresh(true, late, () => soundAnd(text.popLate));
  useFresh(true, promises, () => soundAnd(text.popPromise));
  useFresh(true, mentions, () => soundAnd(text.popMention));
}

/** Calls `tell` when something is among `keys` that was not there before; the first look is not new. */
function useFresh(ready: boolean, keys: string[], tell: () => void): void {
  const before = useRef<Set<string>>(undefined);
  const joined = keys.join('\n');
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    if (!ready) return;
    const now = new Set(joined === '' ? [] : joined.split('\n'));
    const was = before.current;
    before.current = now;
    if (was && [...now].some((key) => !was.has(key))) latest.current();
  }, [ready, joined]);
}

/** New residents in the queue have their own sound. */
function soundAnd(title: string): void {
  if (preference('sound')) chime(false);
  notify(title);
}

function notify(title: string): void {
  if (document.hasFocus() || !mayNotify() || !preference('popups')) return;
  const notice = new Notification(title, { tag: title });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
}
