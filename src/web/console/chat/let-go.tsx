import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../text/language.tsx';
import type { Acting } from './use-action.ts';

/** Hand back to the bot, or close: each asks once, in its own place. */
export function LetGo({ id, acting }: { id: string; acting: Acting }) {
  const { chat, cancel } = useWords();
  const [asked, setAsked] = useState<'giveBack' | 'close'>();
  const busy = acting.busy !== undefined;
  if (!asked) {
    return (
      <span className="let-go">
        <Button onClick={() => setAsked('giveBack')}>{chat.giveBack}</Button>
        <Button onClick={() => setAsked('close')}>{chat.end}</Button>
      </span>
    );
  }
  const back = asked === 'giveBack';
  return (
    <div className="let-go-ask" role="alertdialog" aria-label={back ? chat.giveBackAsk : chat.endAsk}>
      <p>{back ? chat.giveBackAsk : chat.endAsk}</p>
      <Button autoFocus type="primary" disabled={busy} onClick={() => acting[asked](id)}>
        {back ? chat.giveBackDo : chat.endDo}
      </Button>
      <Button disabled={busy} onClick={() => setAsked(undefined)}>
        {cancel}
      </Button>
    </div>
  );
}
