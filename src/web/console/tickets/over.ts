const OVER: ReadonlySet<string> = new Set([
  'done',
  'closed',
  'cancelled',
  'withdrawn',
  'answered',
  'settled',
  'archived',
  'declined',
]);

/** True for states in which staff owe nothing more for now. */
export function isOver(state: string): boolean {
  return OVER.has(state);
}
