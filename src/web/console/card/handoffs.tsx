import type { ConversationDetail } from '#console/api.ts';
import { LevelMark } from '../queue/level-mark.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { SaidTime, Waiting } from '../text/said-time.tsx';
import { waitText } from '../text/times.ts';

type Handoff = ConversationDetail['handoffs'][number];

/** When and why the resident was passed to people, and who helped. */
export function Handoffs({ handoffs, estateId }: { handoffs: Handoff[]; estateId: string }) {
  const words = useWords();
  if (handoffs.length === 0) return <p className="none">{words.card.handoffsNone}</p>;
  return (
    <ol className="handoffs">
      {handoffs.map((handoff) => (
        <li key={handoff.id}>
          <span className="row-head">
            <LevelMark level={handoff.level} />
            <span className="row-title">{named(words.reasons, handoff.reason)}</span>
            <SaidTime at={handoff.requestedAt} estateId={estateId} />
          </span>
          <span className="row-about">
            <Course handoff={handoff} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Course({ handoff }: { handoff: Handoff }) {
  const words = useWords();
  const state = named(words.handoffStates, handoff.state);
  if (handoff.state === 'waiting') {
    return (
      <>
        {words.card.waitingStill} <Waiting since={handoff.requestedAt} />
      </>
    );
  }
  if (!handoff.acceptedAt) return state;
  const wait = waitText(handoff.acceptedAt - handoff.requestedAt, words);
  return `${words.card.tookUp(handoff.staffName ?? words.events.somebody, wait)} · ${state}`;
}
