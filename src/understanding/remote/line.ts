import type { RecognizeContext } from '../recognizer.ts';
import { type BreakerNews, createBreaker } from './breaker.ts';
import { type RemoteAnswer, RemoteFailure, type RemoteService } from './remote-service.ts';
import type { Timer } from './timer.ts';

/** Milliseconds a resident waits for a service outside, and how many may wait at the same time. */
const LIMIT = 1500;
const AT_ONCE = 20;

/** Asks a service; undefined when there was no answer in time, for whatever reason. Never rejects. */
export type Line = (query: string, context: RecognizeContext) => Promise<RemoteAnswer | undefined>;

/** The way to a service: a time limit, a circuit breaker, and no more than twenty calls at once. */
export function createLine(service: RemoteService, timer: Timer, tell: (news: BreakerNews) => void): Line {
  const breaker = createBreaker(timer, tell);
  let under = 0;
  return async (query, { locale, now, timeZone, signal }) => {
    if (under >= AT_ONCE || signal?.aborted) return undefined;
    const attempt = breaker.enter();
    if (!attempt) return undefined;
    under += 1;
    try {
      const answer = await withinLimit(
        (stop) => service.ask({ query, locale, now, timeZone, signal: stop }),
        timer,
        signal,
      );
      attempt.succeeded();
      return answer;
    } catch (cause) {
      if (signal?.aborted) attempt.abandoned();
      else attempt.failed(cause instanceof RemoteFailure ? cause.code : 'unreachable');
      return undefined;
    } finally {
      under -= 1;
    }
  };
}

/** Ends at the limit, or when the one who asked goes away, even if the call itself takes no notice of its signal. */
function withinLimit<T>(call: (stop: AbortSignal) => Promise<T>, timer: Timer, outer?: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stop = new AbortController();
  const end = (code: string) => {
    stop.abort();
    reject(new RemoteFailure(code));
  };
  const leave = () => end('abandoned');
  const cancel = timer.after(LIMIT, () => end('time-limit'));
  outer?.addEventListener('abort', leave, { once: true });
  call(stop.signal).then(resolve, reject);
  return promise.finally(() => {
    cancel();
    outer?.removeEventListener('abort', leave);
  });
}
