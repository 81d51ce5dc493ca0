import { DownOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { useMe } from '../api/session.tsx';
import { Nothing } from '../frame/nothing.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { estateZone } from '../text/named.ts';
import { LogPiece } from './log-piece.tsx';
import { logPieces } from './log-rows.ts';
import { PhotoPanel } from './photo-panel.tsx';
import type { LiveLog } from './use-log.ts';
import { useLogScroll } from './use-log-scroll.ts';

interface Props {
  log: LiveLog;
  estateId: string;
  /** How many lines stand below the log: it keeps to the bottom when one is added. */
  tail?: number;
  /** The entry to show first and mark. */
  at?: number | undefined;
  children?: ReactNode;
}

/** One conversation as it was said, resident, bot, staff and events each in their own look. */
export function ChatLog({ log, estateId, tail = 0, at, children }: Props) {
  const words = useWords();
  const zone = estateZone(useMe(), estateId);
  const pieces = useMemo(() => logPieces(log.entries, zone), [log.entries, zone]);
  const scroll = useLogScroll(log, tail, at);
  const atStart = log.opened && (log.entries[0]?.seq ?? 1) <= 1;
  return (
    <PhotoPanel>
      <div className="log-frame">
        <div
          className="log"
          ref={scroll.ref}
          onScroll={scroll.onScroll}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1)
          tabIndex={0}
          role="log"
          aria-label={words.chat.log}
        >
          <div className="log-body">
            {!log.opened && !log.refusal && <Patience />}
            {log.refusal && <Refused refusal={log.refusal} retry={log.again} />}
            {log.opened && pieces.length === 0 && <Nothing title={words.chat.empty} advice={words.chat.emptyAdvice} />}
            {pieces.length > 0 && <p className="log-start">{atStart ? words.chat.start : words.chat.older}</p>}
            {pieces.map((piece, index) => (
              <LogPiece
                key={piece.key}
                rows={piece.rows}
                settled={index < pieces.length - 1}
                estateId={estateId}
                at={piece.rows.some((row) => row.kind !== 'day' && row.entry.seq === at) ? at : undefined}
              />
            ))}
            {children}
          </div>
        </div>
        {!scroll.stuck && log.opened && (
          <Button className="to-newest" icon={<DownOutlined />} onClick={scroll.toNewest}>
            {scroll.unread ? words.chat.newBelow : words.chat.toNewest}
          </Button>
        )}
      </div>
    </PhotoPanel>
  );
}
