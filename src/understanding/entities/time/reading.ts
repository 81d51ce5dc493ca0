/** A reader looks for one thing at one place of a text: what it found and how many characters say it, or undefined. */
export type Read<T> = { value: T; length: number } | undefined;

/** Runs a sticky pattern at a place. */
export function exec(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
