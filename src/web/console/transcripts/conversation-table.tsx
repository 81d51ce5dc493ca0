import type { ConversationEntry } from '#console/api.ts';
import { useMe } from '../api/session.tsx';
import { type Column, LinkTable } from '../frame/table.tsx';
import { useWords } from '../text/language.tsx';
import { estateName, named, ownerTitle, residentTitle } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { conversationLink } from './conversation-rows.tsx';
import { Hit } from './hit.tsx';

/** Conversations as a table, where there is room for one. */
export function ConversationTable({ rows, said }: { rows: readonly ConversationEntry[]; said: string }) {
  const { conversations } = useWords();
  return <LinkTable label={conversations.title} rows={rows} columns={useColumns(said)} linkOf={conversationLink} />;
}

function useColumns(said: string): Column<ConversationEntry>[] {
  const words = useWords();
  const me = useMe();
  const text = words.conversations;
  const estate: Column<ConversationEntry> = {
    title: text.estate,
    width: 150,
    cell: ({ estateId }) => estateName(me, estateId, words),
  };
  return [
    { title: text.resident, width: 180, cell: (entry) => residentTitle(entry, words) },
    { title: text.service, width: 110, cell: ({ service }) => (service ? named(words.services, service) : '—') },
    { title: text.last, cell: ({ hit, lastText }) => <Hit text={hit?.text ?? lastText ?? ''} said={said} /> },
    { title: text.owner, width: 170, cell: ({ owner }) => ownerTitle(owner, words, me.id) },
    { title: text.channel, width: 90, cell: ({ channel }) => named(words.channels, channel) },
    ...(me.estates.length > 1 ? [estate] : []),
    {
      title: text.began,
      width: 150,
      cell: ({ createdAt, estateId }) => <SaidTime at={createdAt} estateId={estateId} />,
    },
    { title: text.when, width: 150, cell: ({ lastAt, estateId }) => <SaidTime at={lastAt} estateId={estateId} /> },
  ];
}
