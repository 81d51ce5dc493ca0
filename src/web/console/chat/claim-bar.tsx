import { Button } from 'antd';
import type { Owner } from '#console/api.ts';
import { useWords } from '../text/language.tsx';

/** Below a conversation I do not hold: take it, or who has it. `lost` says that replies of mine were left behind. */
export function ClaimBar(props: { owner: Owner; busy: boolean; lost: boolean; claim(): void }) {
  const words = useWords();
  const { owner, busy, lost } = props;
  return (
    <footer className="claim-bar">
      {lost && <p className="claim-lost">{words.chat.lostChat}</p>}
      {owner.kind === 'queue' && (
        <>
          <p>{words.chat.claimLead}</p>
          <Button type="primary" size="large" disabled={busy} onClick={props.claim} aria-keyshortcuts="c">
            {busy ? words.chat.claiming : words.chat.claim}
            <kbd className="key-hint">C</kbd>
          </Button>
        </>
      )}
      {owner.kind === 'bot' && <p>{words.chat.withBot}</p>}
      {owner.kind === 'staff' && <p>{words.chat.withOther(owner.name)}</p>}
    </footer>
  );
}
