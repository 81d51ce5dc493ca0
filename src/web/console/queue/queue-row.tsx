import { useEffect, useRef } from 'react';
import type { QueueEntry } from '#console/api.ts';
import { useMe } from '../api/session.tsx';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { estateName, named, residentTitle } from '../text/named.ts';
import { SaidTime, Waiting } from '../text/said-time.tsx';
import { LevelMark } from './level-mark.tsx';
import { seenUpTo } from './seen.ts';

/** One chat in the queue, or one of mine. */
export function QueueRow({ entry, open, kind }: { entry: QueueEntry; open: boolean; kind: 'waiting' | 'mine' }) {
  const words = useWords();
  const me = useMe();
  const row = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (open) row.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const unread = kind === 'mine' && !open && entry.lastSeq > seenUpTo(entry.id);
  const about = [
    entry.service && named(words.services, entry.service),
    kind === 'waiting' && entry.desk && (words.lang === 'en' ? entry.desk.en : entry.desk.zh),
    kind === 'waiting' && named(words.reasons, entry.reason),
    me.estates.length > 1 && estateName(me, entry.estateId, words),
  ].filter(Boolean);
  const title = residentTitle(entry, words);
  return (
    <a
      ref={row}
      className={entry.level === 'critical' && kind === 'waiting' ? 'row critical' : 'row'}
      href={linkTo('desk', entry.id)}
      aria-current={open ? 'true' : undefined}
    >
      <span className="row-head">
        <LevelMark level={entry.level} />
        <span className="row-title" title={title}>
          {title}
        </span>
        {unread && <span className="unread" role="img" aria-label={words.queue.unread} title={words.queue.unread} />}
        {kind === 'waiting' ? (
          <Waiting since={entry.requestedAt} />
        ) : (
          <SaidTime at={entry.lastAt} estateId={entry.estateId} />
        )}
      </span>
      <span className="row-about">
        <Flags entry={entry} />
        {about.join(' · ')}
      </span>
      {entry.lastText && <span className="row-text">{entry.lastText}</span>}
    </a>
  );
}

/** Too long without a clerk or an answer, and who is asked first. */
function Flags({ entry: { overdue, offered } }: { entry: QueueEntry }) {
  const { handoff } = useWords();
  const me = useMe();
  return (
    <>
      {overdue && <span className="overdue">{named(handoff.overdue, overdue)} · </span>}
      {offered && (
        <span className="offered">
          {offered.id === me.id ? handoff.offeredToMe : handoff.offeredTo(offered.name)} ·{' '}
        </span>
      )}
    </>
  );
}
