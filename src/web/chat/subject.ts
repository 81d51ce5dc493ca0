import type { Observable, Observer } from './web-chat.ts';

/** An observable that is told from outside. With a first value it tells each newcomer the last one. */
export interface Subject<T> extends Observable<T> {
  next(value: T): void;
}

/** Makes a subject; `onFirst` runs once, when the first observer comes. */
export function createSubject<T>(options: { first?: T; onFirst?: () => void } = {}): Subject<T> {
  const observers = new Set<Observer<T>>();
  const replays = 'first' in options;
  let last = options.first as T;
  let asked = false;
  return {
    next: (value) => {
      last = value;
      for (const observer of [...observers]) observer.next?.(value);
    },
    subscribe: (observer) => {
      observers.add(observer);
      if (replays) observer.next?.(last);
      if (!asked) options.onFirst?.();
      asked = true;
      return { unsubscribe: () => void observers.delete(observer) };
    },
  };
}
