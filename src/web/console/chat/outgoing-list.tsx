import { Button } from 'antd';
import { useWords } from '../text/language.tsx';
import type { Outgoing, OutgoingStore } from './outgoing.ts';

/** Replies on their way, below the log; what was not delivered says so, why, and can be sent again. */
export function OutgoingList({ list, outgoing }: { list: readonly Outgoing[]; outgoing: OutgoingStore }) {
  const words = useWords();
  return list.map((one) => (
    <div key={one.clientId} className="message staff mine" data-outgoing={one.state}>
      <div className="bubble">
        <p className="words">{one.text}</p>
      </div>
      {one.state === 'sending' && <p className="fate">{words.chat.sending}</p>}
      {one.state === 'failed' && (
        <div className="fate failed" role="alert">
          <span>
            <strong>{words.chat.undelivered}</strong> {one.why && words.refusals[one.why]}
          </span>
          <Button size="small" onClick={outgoing.again}>
            {words.chat.again}
          </Button>
          <Button size="small" type="text" onClick={() => outgoing.discard(one.clientId)}>
            {words.chat.discard}
          </Button>
        </div>
      )}
    </div>
  ));
}
