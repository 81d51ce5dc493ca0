import { ArrowLeftOutlined, IdcardOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useMe } from '../api/session.tsx';
import { Card } from '../card/card.tsx';
import { DeliveriesOf } from '../chat/deliveries.tsx';
import { ChatLog } from '../chat/log.tsx';
import { useConversation } from '../chat/use-conversation.ts';
import { useLog } from '../chat/use-log.ts';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { goTo, linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { named, ownerTitle, residentTitle } from '../text/named.ts';

/** One conversation to read, from the entry `at` or from its end. */
export function Reader({ id, at }: { id: string; at: number | undefined }) {
  const words = useWords();
  const me = useMe();
  const conversation = useConversation(id);
  const entry = conversation.data?.conversation;
  const log = useLog(id, entry?.lastSeq, at);
  const [card, setCard] = useState(false);
  if (card) return <Card id={id} conversation={conversation} back={() => setCard(false)} />;
  const about = entry && [
    named(words.channels, entry.channel),
    entry.service && named(words.services, entry.service),
    ownerTitle(entry.owner, words, me.id),
  ];
  return (
    <section className="chat" aria-label={words.chat.log}>
      <header className="chat-head">
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={words.back}
          onClick={() => goTo(linkTo('conversations'))}
        />
        <div className="chat-who">
          <h2>{entry && residentTitle(entry, words)}</h2>
          <p>{about?.filter(Boolean).join(' · ')}</p>
        </div>
        {entry && entry.owner.kind !== 'bot' && <Button href={linkTo('desk', id)}>{words.chat.inDesk}</Button>}
        {entry && (
          <Button
            type="text"
            icon={<IdcardOutlined />}
            title={words.chat.info}
            aria-label={words.chat.info}
            onClick={() => setCard(true)}
          />
        )}
      </header>
      {conversation.refusal && !entry && (
        <Refused refusal={conversation.refusal} retry={conversation.reload} gone={words.conversations.gone} />
      )}
      {!entry && !conversation.refusal && <Patience />}
      {entry && (
        <DeliveriesOf id={id} newest={at === undefined ? log.newest : (log.entries.at(-1)?.seq ?? 0)}>
          <ChatLog log={log} estateId={entry.estateId} at={at} />
        </DeliveriesOf>
      )}
    </section>
  );
}
