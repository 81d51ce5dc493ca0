import { Card } from '../card/card.tsx';
import { ChatPane } from '../chat/chat-pane.tsx';
import { useConversation } from '../chat/use-conversation.ts';
import { QueuePane } from '../queue/queue-pane.tsx';
import { useWords } from '../text/language.tsx';
import { Nothing } from './nothing.tsx';
import { goTo, linkTo, useRoute } from './route.ts';

/** The live desk: queue, conversation and card side by side; on a phone one at a time. */
export function DeskPage() {
  const { id, part } = useRoute();
  const shown = !id ? 'queue' : part === 'card' ? 'card' : 'chat';
  return (
    <div className="live-desk" data-shown={shown}>
      <QueuePane openId={id} />
      {id ? <OpenChat key={id} id={id} /> : <NoChat />}
    </div>
  );
}

function OpenChat({ id }: { id: string }) {
  const conversation = useConversation(id);
  const { part } = useRoute();
  return (
    <>
      <ChatPane id={id} conversation={conversation} />
      <Card id={id} conversation={conversation} {...(part === 'card' && { back: () => goTo(linkTo('desk', id)) })} />
    </>
  );
}

function NoChat() {
  const words = useWords();
  return (
    <section className="chat chat-none" aria-label={words.chat.log}>
      <Nothing title={words.chat.pick} advice={words.chat.pickAdvice} />
    </section>
  );
}
