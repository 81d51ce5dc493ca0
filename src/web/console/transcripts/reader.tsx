import { ArrowLeftOutlined, ExportOutlined, IdcardOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { ConversationDetail } from '#console/api.ts';
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
import { Manage } from './manage.tsx';
import { MaskBar } from './mask-bar.tsx';
import { ReadsAllProvider } from './reads-all.ts';
import { ScriptStrip } from './script-strip.tsx';

/** One conversation to read, from the entry `at` or from its end. Once names are shown it is read anew. */
export function Reader({ id, at }: { id: string; at: number | undefined }) {
  const [round, setRound] = useState(0);
  return <ReaderPane key={round} id={id} at={at} again={() => setRound(round + 1)} />;
}

function ReaderPane({ id, at, again }: { id: string; at: number | undefined; again(): void }) {
  const words = useWords();
  const conversation = useConversation(id);
  const detail = conversation.data;
  const entry = detail?.conversation;
  const log = useLog(id, { lastSeq: entry?.lastSeq, masked: detail?.masked }, at);
  const [card, setCard] = useState(false);
  if (card) return <Card id={id} conversation={conversation} back={() => setCard(false)} />;
  return (
    <section className="chat" aria-label={words.chat.log}>
      <Head id={id} detail={detail} showCard={() => setCard(true)} changed={conversation.reload} />
      {conversation.refusal && !entry && (
        <Refused refusal={conversation.refusal} retry={conversation.reload} gone={words.conversations.gone} />
      )}
      {!entry && !conversation.refusal && <Patience />}
      {detail && entry && (
        <>
          <MaskBar detail={detail} opened={again} />
          {detail.hold !== null && <p className="hold-bar">{words.transcripts.held(detail.hold)}</p>}
          <ScriptStrip id={id} lastSeq={entry.lastSeq} />
          <ReadsAllProvider value={id}>
            <DeliveriesOf id={id} newest={at === undefined ? log.newest : (log.entries.at(-1)?.seq ?? 0)}>
              <ChatLog log={log} estateId={entry.estateId} at={at} />
            </DeliveriesOf>
          </ReadsAllProvider>
        </>
      )}
    </section>
  );
}

interface HeadProps {
  id: string;
  detail: ConversationDetail | undefined;
  showCard(): void;
  changed(): void;
}

function Head({ id, detail, showCard, changed }: HeadProps) {
  const words = useWords();
  const me = useMe();
  const [managing, setManaging] = useState(false);
  const entry = detail?.conversation;
  const about = entry && [
    named(words.channels, entry.channel),
    entry.service && named(words.services, entry.service),
    ownerTitle(entry.owner, words, me.id),
  ];
  return (
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
      {detail?.mayUnmask && (
        <Button
          type="text"
          icon={<ExportOutlined />}
          title={words.transcripts.manage}
          aria-label={words.transcripts.manage}
          onClick={() => setManaging(true)}
        />
      )}
      {entry && (
        <Button
          type="text"
          icon={<IdcardOutlined />}
          title={words.chat.info}
          aria-label={words.chat.info}
          onClick={showCard}
        />
      )}
      {detail && <Manage detail={detail} open={managing} close={() => setManaging(false)} changed={changed} />}
    </header>
  );
}
