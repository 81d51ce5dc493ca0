import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { SidePanel } from '../frame/side-panel.tsx';
import { useWords } from '../text/language.tsx';
import { CloseForm } from './close-form.tsx';
import { FillIn } from './fill-in.tsx';
import { TransferForm } from './transfer-form.tsx';
import type { Acting } from './use-action.ts';

/** Hand back to the bot, pass on, or close: each asks once, beside the conversation. */
export function LetGo({ id, acting }: { id: string; acting: Acting }) {
  const { chat, handoff } = useWords();
  const [asked, setAsked] = useState<'giveBack' | 'transfer' | 'close'>();
  const titles = { giveBack: chat.giveBack, transfer: handoff.transfer, close: chat.end };
  const cancel = () => setAsked(undefined);
  return (
    <span className="let-go">
      <Button onClick={() => setAsked('giveBack')}>{chat.giveBack}</Button>
      <Button onClick={() => setAsked('transfer')}>{handoff.transfer}</Button>
      <Button onClick={() => setAsked('close')}>{chat.end}</Button>
      <SidePanel title={asked ? titles[asked] : ''} open={asked !== undefined} close={cancel}>
        {asked === 'giveBack' && <GiveBack id={id} acting={acting} />}
        {asked === 'transfer' && <TransferForm id={id} acting={acting} />}
        {asked === 'close' && <CloseForm id={id} acting={acting} />}
      </SidePanel>
    </span>
  );
}

function GiveBack({ id, acting }: { id: string; acting: Acting }) {
  const { chat } = useWords();
  const button = useRef<HTMLButtonElement>(null);
  // After the panel has been opened, which moves the focus to its cross.
  useEffect(() => {
    const timer = window.setTimeout(() => button.current?.focus());
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <>
      <FillIn id={id} />
      <p className="panel-ask">{chat.giveBackAsk}</p>
      <Button
        ref={button}
        block
        type="primary"
        size="large"
        disabled={acting.busy !== undefined}
        onClick={() => acting.run('giveBack', id)}
      >
        {chat.giveBackDo}
      </Button>
    </>
  );
}
