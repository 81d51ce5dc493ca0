import { ArrowLeftOutlined, IdcardOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ConversationEntry, QueueEntry } from '#console/api.ts';
import { useMe } from '../api/session.tsx';
import { goTo, linkTo } from '../frame/route.ts';
import { LevelMark } from '../queue/level-mark.tsx';
import { useWords } from '../text/language.tsx';
import { estateName, named, ownerTitle, residentTitle } from '../text/named.ts';
import { Waiting } from '../text/said-time.tsx';
import { LookingLine } from './looking-line.tsx';

/** Who this is, on which channel, who answers now; `queued` while the resident waits. */
export function ChatHeader({
  conversation,
  queued,
}: {
  conversation: ConversationEntry;
  queued?: QueueEntry | undefined;
}) {
  const words = useWords();
  const me = useMe();
  const title = residentTitle(conversation, words);
  const about = [
    named(words.channels, conversation.channel),
    named(words.locales, conversation.locale),
    conversation.service && named(words.services, conversation.service),
    me.estates.length > 1 && estateName(me, conversation.estateId, words),
    queued && named(words.reasons, queued.reason),
  ].filter(Boolean);
  return (
    <header className="chat-head">
      <Button
        type="text"
        className="only-narrow"
        icon={<ArrowLeftOutlined />}
        aria-label={words.back}
        onClick={() => goTo(linkTo('desk'))}
      />
      <div className="chat-who">
        <h2 title={title}>
          {queued && <LevelMark level={queued.level} />}
          {title}
        </h2>
        <p>{about.join(' · ')}</p>
        <LookingLine id={conversation.id} />
      </div>
      <span className={`owner ${conversation.owner.kind}`}>
        {ownerTitle(conversation.owner, words, me.id)}
        {queued && <Waiting since={queued.requestedAt} />}
      </span>
      <Button
        type="text"
        className="only-without-card"
        icon={<IdcardOutlined />}
        aria-label={words.chat.info}
        title={words.chat.info}
        onClick={() => goTo(linkTo('desk', conversation.id, 'card'))}
      />
    </header>
  );
}
