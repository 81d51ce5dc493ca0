let queue: Promise<unknown> = Promise.resolve();

/** Draws one image at a time: a flood of photos must not take every thread from the rest of the desk. */
export function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const turn = queue.then(work);
  queue = turn.catch(() => undefined);
  return turn;
}
