import { keyPath } from './issue-to-problem.ts';

/** What JSON.parse does not tell: where it stopped (an offset), and keys written twice, of which it keeps the last silently. */
export interface JsonScan {
  readonly stoppedAt?: number | undefined;
  readonly duplicates: readonly { readonly key: string; readonly at: number }[];
}

const space = /[ \t\r\n]*/y;
const quoted = /"(?:[^"\\\n\r]|\\.)*"/y;
const scalar = /-?\d[\d.eE+-]*|true|false|null/y;

class Stopped extends Error {}

/** Walks JSON text without building it. `stoppedAt` is absent when the walk reached the end. */
export function scanJson(text: string): JsonScan {
  const duplicates: { key: string; at: number }[] = [];
  let at = 0;

  function take(pattern: RegExp): string {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) throw new Stopped();
    at += found.length;
    return found;
  }

  function took(sign: string): boolean {
    take(space);
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  }

  function sequence(close: string, entry: (count: number) => void): void {
    if (took(close)) return;
    for (let count = 0; ; count++) {
      take(space);
      entry(count);
      if (took(close)) return;
      if (!took(',')) throw new Stopped();
    }
  }

  function object(path: readonly PropertyKey[]): void {
    const seen = new Set<string>();
    sequence('}', () => {
      const start = at;
      const name = take(quoted).slice(1, -1);
      if (seen.has(name)) duplicates.push({ key: keyPath([...path, name]), at: start });
      seen.add(name);
      if (!took(':')) throw new Stopped();
      value([...path, name]);
    });
  }

  function value(path: readonly PropertyKey[]): void {
    if (took('{')) object(path);
    else if (took('[')) sequence(']', (count) => value([...path, count]));
    else if (text[at] === '"') take(quoted);
    else take(scalar);
  }

  try {
    value([]);
    take(space);
    return at === text.length ? { duplicates } : { stoppedAt: at, duplicates };
  } catch (error) {
    if (error instanceof Stopped || error instanceof RangeError) return { stoppedAt: at, duplicates };
    throw error;
  }
}
