import type { ReactNode } from 'react';
import type { ConversationDetail } from '#console/api.ts';
import type { ResidentCard } from '#console/chats/clerk-api.ts';
import { useMe } from '../api/session.tsx';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { estateName, named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { Facts } from './facts.tsx';

/** Who the resident is: name, phone, home, and how they write to us. */
export function ResidentFacts({
  detail: { conversation },
  card,
}: {
  detail: ConversationDetail;
  card: ResidentCard | undefined;
}) {
  const words = useWords();
  const me = useMe();
  const none = <span className="none">{words.card.notGiven}</span>;
  const told = (key: string) => card?.known.find((one) => one.key === key)?.value;
  const facts: [string, ReactNode][] = [
    [words.card.name, card?.bound?.name ?? told('name') ?? conversation.residentName ?? none],
    [words.clerk.phone, card?.bound?.phone ?? told('phone') ?? none],
    [words.clerk.homes, <Homes key="homes" card={card} estateId={conversation.estateId} />],
    [words.card.channel, named(words.channels, conversation.channel)],
    [words.card.language, named(words.locales, conversation.locale)],
    [words.card.estate, estateName(me, conversation.estateId, words)],
    [words.card.since, <SaidTime key="since" at={conversation.createdAt} estateId={conversation.estateId} />],
  ];
  return <Facts facts={facts} />;
}

function Homes({ card, estateId }: { card: ResidentCard | undefined; estateId: string }) {
  const words = useWords();
  const homes = card?.bound?.homes ?? [];
  const said = card?.known.find(({ key }) => key === 'home')?.value;
  if (homes.length === 0) {
    return (
      <>
        {said && <span>{said} </span>}
        <span className="none">{words.clerk.notBound}</span>
      </>
    );
  }
  return homes.map(({ unitCode, name, relation }) => (
    <a key={unitCode} className="card-home" href={linkTo('households', unitCode, estateId)}>
      {name} {named(words.households.relations, relation)}
    </a>
  ));
}
