import type { ConversationEntry } from '#console/api.ts';
import { useMe } from '../api/session.tsx';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { estateName, named, ownerTitle, residentTitle } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { Hit } from './hit.tsx';

/** The address of a conversation, at the entry that was found when there is one. */
export function conversationLink({ id, hit }: ConversationEntry): string {
  return linkTo('conversations', id) + (hit ? `?seq=${hit.seq}` : '');
}

/** Conversations as short rows, for a phone and beside the reader. */
export function ConversationRows(props: {
  rows: readonly ConversationEntry[];
  openId: string | undefined;
  said: string;
}) {
  const words = useWords();
  const me = useMe();
  return props.rows.map((entry) => {
    const title = residentTitle(entry, words);
    const about = [
      entry.service && named(words.services, entry.service),
      ownerTitle(entry.owner, words, me.id),
      named(words.channels, entry.channel),
      me.estates.length > 1 && estateName(me, entry.estateId, words),
    ].filter(Boolean);
    return (
      <a
        key={entry.id}
        className="row"
        href={conversationLink(entry)}
        aria-current={entry.id === props.openId ? 'true' : undefined}
      >
        <span className="row-head">
          <span className="row-title" title={title}>
            {title}
          </span>
          <SaidTime at={entry.createdAt} estateId={entry.estateId} />
        </span>
        <span className="row-about">{about.join(' · ')}</span>
        <span className="row-text">
          <Hit text={entry.hit?.text ?? entry.lastText ?? ''} said={props.said} />
        </span>
      </a>
    );
  });
}
