import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ConversationDetail } from '#console/api.ts';
import { useMe } from '../api/session.tsx';
import type { Reading } from '../api/use-reading.ts';
import { Refused } from '../frame/refused.tsx';
import { AddPromise } from '../promises/add-promise.tsx';
import { PromiseList } from '../promises/promise-list.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { Cases } from './cases.tsx';
import { Facts } from './facts.tsx';
import { Handoffs } from './handoffs.tsx';
import { ResidentFacts } from './resident-facts.tsx';
import { Section } from './section.tsx';
import { useCard } from './use-card.ts';

interface Props {
  id: string;
  conversation: Reading<ConversationDetail>;
  /** Set where the card covers the conversation: the way back. */
  back?: () => void;
}

/** What is known about the resident: who, what they told already, their cases, what was promised, when people helped. */
export function Card({ id, conversation, back }: Props) {
  const words = useWords();
  const { data } = conversation;
  const { data: card, refusal, reload } = useCard(id);
  return (
    <aside className="card" aria-label={words.card.title}>
      {back && (
        <header className="chat-head">
          <Button type="text" icon={<ArrowLeftOutlined />} aria-label={words.back} onClick={back} />
          <h2>{words.card.title}</h2>
        </header>
      )}
      {data && (
        <div className="card-body">
          {refusal && !card && <Refused refusal={refusal} retry={reload} />}
          <Section title={words.card.resident}>
            <ResidentFacts detail={data} card={card} />
          </Section>
          <Told detail={data} />
          <Promises detail={data} promises={card?.promises ?? []} reload={reload} />
          <Cases id={id} card={card} reload={reload} />
          <Section title={words.card.handoffs} count={data.handoffs.length}>
            <Handoffs handoffs={data.handoffs} estateId={data.conversation.estateId} />
          </Section>
        </div>
      )}
    </aside>
  );
}

/** What was promised here; whoever holds the chat notes one more. */
function Promises(props: {
  detail: ConversationDetail;
  promises: Parameters<typeof PromiseList>[0]['promises'];
  reload(): void;
}) {
  const { clerk: text } = useWords();
  const me = useMe();
  const { detail, promises, reload } = props;
  const { id, estateId, owner } = detail.conversation;
  const isMine = owner.kind === 'staff' && owner.id === me.id;
  if (promises.length === 0 && !isMine) return null;
  return (
    <Section title={text.promises} count={promises.filter(({ state }) => state === 'open').length}>
      <PromiseList promises={promises} done={reload} />
      {isMine && <AddPromise id={id} estateId={estateId} done={reload} />}
    </Section>
  );
}

function Told({ detail: { told, asking } }: { detail: ConversationDetail }) {
  const words = useWords();
  return (
    <Section title={words.card.told}>
      {told.length > 0 ? (
        <Facts facts={told.map(({ key, value }) => [named(words.answers, key), value])} />
      ) : (
        <p className="none">
          {words.card.toldNone} {words.card.toldAdvice}
        </p>
      )}
      {asking && (
        <p className="asking">
          {words.card.asking}
          <strong>{named(words.answers, asking.key)}</strong>
        </p>
      )}
    </Section>
  );
}
