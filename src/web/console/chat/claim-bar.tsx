import { Button, Input } from 'antd';
import { useState } from 'react';
import type { ConversationEntry, QueueEntry } from '#console/api.ts';
import { deskNow } from '../api/clock.ts';
import { useMe } from '../api/session.tsx';
import { useWords } from '../text/language.tsx';
import { useNow } from '../text/use-now.ts';
import type { Acting } from './use-action.ts';

interface Props {
  conversation: ConversationEntry;
  queued: QueueEntry | undefined;
  acting: Acting;
  /** Replies of mine were left behind when I lost the chat. */
  lost: boolean;
}

/** Below a conversation I do not hold: take it, or who has it. */
export function ClaimBar(props: Props) {
  const words = useWords();
  const { owner } = props.conversation;
  return (
    <footer className="claim-bar">
      {props.lost && <p className="claim-lost">{words.chat.lostChat}</p>}
      {owner.kind === 'queue' && <Claim {...props} />}
      {owner.kind === 'bot' && <Pull {...props} />}
      {owner.kind === 'staff' && <TakeOver {...props} holder={owner.name} />}
    </footer>
  );
}

function Claim({ conversation, queued, acting }: Props) {
  const words = useWords();
  const me = useMe();
  useNow(1_000);
  const offered = queued?.offered && queued.offered.until > deskNow() ? queued.offered : undefined;
  const waits = offered !== undefined && offered.id !== me.id && me.role === 'agent';
  const busy = acting.busy === 'claim';
  return (
    <>
      <p>{waits ? words.handoff.offeredWait(offered.name) : words.chat.claimLead}</p>
      <Button
        type="primary"
        size="large"
        disabled={busy || waits}
        onClick={() => acting.run('claim', conversation.id)}
        aria-keyshortcuts="c"
      >
        {busy ? words.chat.claiming : words.chat.claim}
        <kbd className="key-hint">C</kbd>
      </Button>
    </>
  );
}

function Pull({ conversation, acting }: Props) {
  const { handoff } = useWords();
  return (
    <>
      <p>{handoff.pullLead}</p>
      <Button size="large" disabled={acting.busy !== undefined} onClick={() => acting.run('pull', conversation.id)}>
        {handoff.pull}
      </Button>
    </>
  );
}

/** Others only see who has it; a manager may take it over, and says why. */
function TakeOver({ conversation, acting, holder }: Props & { holder: string }) {
  const words = useWords();
  const me = useMe();
  const [asked, setAsked] = useState(false);
  const [why, setWhy] = useState('');
  const { handoff } = words;
  if (!asked) {
    return (
      <>
        <p>{handoff.takeOverLead(holder)}</p>
        {me.rights.includes('take-over-chats') && (
          <Button size="large" onClick={() => setAsked(true)}>
            {handoff.takeOver}
          </Button>
        )}
      </>
    );
  }
  const missing = why.trim() === '' || acting.busy !== undefined;
  return (
    <div className="let-go-ask" role="alertdialog" aria-label={handoff.takeOverAsk(holder)}>
      <p>{handoff.takeOverAsk(holder)}</p>
      <Input
        autoFocus
        maxLength={500}
        value={why}
        aria-label={handoff.why}
        placeholder={handoff.why}
        onChange={(event) => setWhy(event.target.value)}
      />
      <Button type="primary" disabled={missing} onClick={() => acting.run('takeOver', conversation.id, why)}>
        {handoff.takeOver}
      </Button>
      <Button onClick={() => setAsked(false)}>{words.cancel}</Button>
    </div>
  );
}
