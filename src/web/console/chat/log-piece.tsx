import { memo, useLayoutEffect, useRef } from 'react';
import { useMe } from '../api/session.tsx';
import { useWords } from '../text/language.tsx';
import { estateZone } from '../text/named.ts';
import { ClockTime } from '../text/said-time.tsx';
import { saidDay } from '../text/times.ts';
import { useNow } from '../text/use-now.ts';
import { Asides } from '../transcripts/asides.tsx';
import { eventText } from './event-text.ts';
import type { LogRow } from './log-rows.ts';
import { Message } from './message.tsx';

interface Props {
  rows: readonly LogRow[];
  /** Nothing more is added to it: out of sight it is not laid out, and keeps its measured height. */
  settled: boolean;
  estateId: string;
  at: number | undefined;
}

/** Some fifty lines of a log. */
export const LogPiece = memo(function LogPiece({ rows, settled, estateId, at }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const piece = place.current;
    if (!piece || !settled) return;
    piece.style.containIntrinsicSize = `auto ${piece.offsetHeight}px`;
    piece.style.contentVisibility = 'auto';
  }, [settled]);
  return (
    <div ref={place} className="log-piece">
      {rows.map((row) => (
        <Row key={row.key} row={row} estateId={estateId} marked={row.kind !== 'day' && row.entry.seq === at} />
      ))}
    </div>
  );
}, sameRows);

/** Reading older entries may add to a piece from above, and take the day's line from it. */
function sameRows(before: Props, next: Props): boolean {
  if (before.settled !== next.settled || before.at !== next.at || before.rows.length !== next.rows.length) return false;
  return before.rows.every((row, place) => isSame(row, next.rows[place]));
}

function isSame(row: LogRow, other: LogRow | undefined): boolean {
  const first = row.kind === 'message' && row.first;
  return row.key === other?.key && first === (other.kind === 'message' && other.first);
}

function Row({ row, estateId, marked }: { row: LogRow; estateId: string; marked: boolean }) {
  if (row.kind === 'day') return <Day at={row.at} estateId={estateId} />;
  const line =
    row.kind === 'message' ? (
      <Message entry={row.entry} first={row.first} estateId={estateId} marked={marked} />
    ) : (
      <EventLine row={row} estateId={estateId} />
    );
  return (
    <>
      {line}
      <Asides entry={row.entry} estateId={estateId} />
    </>
  );
}

function Day({ at, estateId }: { at: number; estateId: string }) {
  const words = useWords();
  const zone = estateZone(useMe(), estateId);
  const now = useNow(60_000);
  return <h3 className="day">{saidDay(at, { now, zone, words })}</h3>;
}

function EventLine({ row, estateId }: { row: LogRow & { kind: 'event' }; estateId: string }) {
  const words = useWords();
  return (
    <p className="event" data-seq={row.entry.seq}>
      <span>{eventText(row.entry, words)}</span> <ClockTime at={row.entry.at} estateId={estateId} />
    </p>
  );
}
