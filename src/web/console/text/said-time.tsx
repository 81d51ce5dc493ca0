import { useMe } from '../api/session.tsx';
import { useWords } from './language.tsx';
import { estateZone } from './named.ts';
import { clockTime, exactTime, saidTime, waitText } from './times.ts';
import { useNow } from './use-now.ts';

interface Moment {
  at: number;
  estateId?: string;
}

/** A time as people say it in the estate's zone, exact on hover. */
export function SaidTime({ at, estateId }: Moment) {
  const words = useWords();
  const zone = estateZone(useMe(), estateId);
  const now = useNow(30_000);
  return <Time at={at} zone={zone} text={saidTime(at, { now, zone, words })} />;
}

/** The hour and minute of a message, exact on hover; it does not age. */
export function ClockTime({ at, estateId }: Moment) {
  const zone = estateZone(useMe(), estateId);
  return <Time at={at} zone={zone} text={clockTime(at, zone)} />;
}

function Time({ at, zone, text }: { at: number; zone: string; text: string }) {
  const words = useWords();
  return (
    <time className="time" dateTime={new Date(at).toISOString()} title={exactTime(at, zone, words.lang)}>
      {text}
    </time>
  );
}

const OVERDUE_MS = 5 * 60_000;

/** A waiting time that ticks; after five minutes it is marked as overdue. */
export function Waiting({ since }: { since: number }) {
  const words = useWords();
  const waited = useNow(1_000) - since;
  return (
    <span className={waited >= OVERDUE_MS ? 'wait overdue' : 'wait'} title={words.queue.waited}>
      {waitText(waited, words)}
    </span>
  );
}
