/**
 * What can go wrong with a call. `errcode`: refused, without effect. `reset`: the connection breaks before anything happened;
 * `…-after`: the call was taken, effect and all, and the answer never arrives. `http`: a status instead of an answer, without
 * effect; `html`, `truncated` and `control-character`: taken, and answered like that. `slow`: taken after `ms` (of the stand-in's
 * clock), so that a later call overtakes it; `slow-answer`: taken at once, answered after `ms`.
 */
export type Fault =
  | { errcode: number; errmsg?: string }
  | { kind: 'reset' | 'reset-after' | 'silence-after' | 'html' | 'truncated' | 'control-character' }
  | { kind: 'http'; status: number }
  | { kind: 'slow' | 'slow-answer'; ms: number };

/** The kinds of fault other than a code. */
export type Kind = Extract<Fault, { kind: string }>['kind'];

/** Faults waiting for their calls. */
export interface Faults {
  /** The next `times` calls of `path` (`*` is any) fail like this; faults of one path come in the order they were asked for. */
  next(path: string, fault: Fault, times?: number): void;
  /** Takes the fault for a call of `path`. */
  take(path: string): Fault | undefined;
  /** Forgets what has not come yet. */
  clear(): void;
}

/** No faults at first. */
export function createFaults(): Faults {
  const waiting = new Map<string, Fault[]>();
  return {
    next(path, fault, times = 1) {
      waiting.set(path, [...(waiting.get(path) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    take: (path) => waiting.get(path)?.shift() ?? waiting.get('*')?.shift(),
    clear: () => waiting.clear(),
  };
}
