import { useEffect } from 'react';
import type { ConversationDetail } from '#console/api.ts';
import { useMe } from '../api/session.tsx';
import type { Reading } from '../api/use-reading.ts';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { focusField, useShortcuts } from '../frame/shortcuts.ts';
import { NotePlace } from '../notes/note-place.tsx';
import { useQueue } from '../queue/queue-context.tsx';
import { markSeen } from '../queue/seen.ts';
import { useWords } from '../text/language.tsx';
import { ChatHeader } from './chat-header.tsx';
import { ClaimBar } from './claim-bar.tsx';
import { Composer } from './composer.tsx';
import { DeliveriesOf } from './deliveries.tsx';
import { ChatLog } from './log.tsx';
import { OutgoingList } from './outgoing-list.tsx';
import { TypingLine } from './typing-line.tsx';
import { useAction } from './use-action.ts';
import { useLog } from './use-log.ts';
import { useOutgoing } from './use-outgoing.ts';

/** The open conversation at the desk: what was said, and what I may do about it now. */
export function ChatPane({ id, conversation }: { id: string; conversation: Reading<ConversationDetail> }) {
  const words = useWords();
  const me = useMe();
  const queue = useQueue();
  const entry = conversation.data?.conversation;
  const masked = conversation.data?.masked;
  const log = useLog(id, { lastSeq: entry?.lastSeq, masked });
  const { outgoing, list } = useOutgoing(id, log);
  const acting = useAction(() => {
    conversation.reload();
    queue.reload();
  });
  const owner = entry?.owner;
  const isMine = owner?.kind === 'staff' && owner.id === me.id;
  const claim = () => owner?.kind === 'queue' && acting.run('claim', id);
  const queued = queue.waiting.find((one) => one.id === id);
  useShortcuts({ c: claim, r: () => focusField('reply') });
  useEffect(() => {
    if (log.opened) markSeen(id, log.newest);
  }, [id, log.opened, log.newest]);

  return (
    <section className="chat" aria-label={words.chat.log}>
      {entry && <ChatHeader conversation={entry} queued={queued} />}
      {conversation.refusal && !entry && (
        <Refused refusal={conversation.refusal} retry={conversation.reload} gone={words.conversations.gone} />
      )}
      {!entry && !conversation.refusal && <Patience />}
      {entry && (
        <DeliveriesOf id={id} newest={log.newest}>
          <ChatLog key={`${id} ${masked}`} log={log} estateId={entry.estateId} tail={list.length}>
            <OutgoingList list={list} outgoing={outgoing} />
            <TypingLine id={id} lastSeq={log.newest} mine={isMine} />
          </ChatLog>
        </DeliveriesOf>
      )}
      {acting.refusal && <Refused refusal={acting.refusal} />}
      {entry && <NotePlace id={id} />}
      {entry && isMine && <Composer conversation={entry} send={outgoing.send} acting={acting} />}
      {entry && !isMine && (
        <ClaimBar key={id} conversation={entry} queued={queued} acting={acting} lost={list.length > 0} />
      )}
    </section>
  );
}
