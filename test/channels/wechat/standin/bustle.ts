/** How long (real ms) nothing may happen on the wire before the stand-in and the desk count as resting. */
const QUIET = 25;

/** Knows whether anything is going on between desk and stand-in, so that virtual time moves only when both wait for it. */
export interface Bustle {
  /** Something happened on the wire. */
  touch(): void;
  /** Something goes on until the returned function is called. */
  begin(): () => void;
  /** Resolves when nothing goes on and nothing has happened for a moment. */
  settle(): Promise<void>;
}

/** `atRest` is the desk's own word that it computes nothing; without it a quiet moment on the wire has to do. */
export function createBustle(atRest: () => Promise<void> = async () => {}): Bustle {
  let touches = 0;
  let open = 0;
  const touch = () => {
    touches += 1;
  };
  const begin = () => {
    let ended = false;
    open += 1;
    touch();
    return () => {
      if (!ended) open -= 1;
      ended = true;
      touch();
    };
  };
  const settle = async () => {
    for (let seen = -1; open > 0 || seen !== touches; ) {
      seen = touches;
      await atRest();
      await new Promise((resolve) => setTimeout(resolve, QUIET));
      // Lets the sockets speak that became readable while timers ran.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { touch, begin, settle };
}
