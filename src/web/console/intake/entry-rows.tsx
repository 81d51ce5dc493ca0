import type { IntakeEntry } from '#console/intake/intake-api.ts';
import { linkTo } from '../frame/route.ts';
import { useDay } from '../households/use-day.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { useNow } from '../text/use-now.ts';

/** Entries as rows: how it came, from whom, what about, and whether a reply is owed. */
export function EntryRows({ rows, openId }: { rows: readonly IntakeEntry[]; openId: string | undefined }) {
  const { intake, tickets } = useWords();
  return rows.map((entry) => (
    <a
      key={entry.id}
      className="row"
      href={linkTo('calls', entry.id)}
      aria-current={entry.id === openId ? 'true' : undefined}
    >
      <span className="row-head">
        <span className="state">{named(intake.channels, entry.channel)}</span>
        <span className="row-title">{entry.caller ?? intake.nobody}</span>
        {entry.unitCode && <span className="number">{entry.unitCode}</span>}
        <SaidTime at={entry.createdAt} estateId={entry.estateId} />
      </span>
      <span className="row-text strong">{entry.summary || tickets.confidential}</span>
      <span className="row-head">
        <span className="row-about">{intake.ownedBy(entry.owner)}</span>
        <span className="row-end">
          <ReplyMark entry={entry} />
        </span>
      </span>
    </a>
  ));
}

/** When a reply is owed; late ones stand out. */
export function ReplyMark({ entry: { replyBy, repliedAt, estateId } }: { entry: IntakeEntry }) {
  const { intake } = useWords();
  const dayOf = useDay(estateId);
  const now = useNow(60_000);
  if (replyBy === null) return null;
  if (repliedAt !== null) return <span className="state over">{intake.replied}</span>;
  const late = replyBy < now;
  const day = dayOf(replyBy);
  return (
    <span className={late ? 'level urgent' : 'row-about'}>{late ? intake.late(day) : intake.replyUntil(day)}</span>
  );
}
