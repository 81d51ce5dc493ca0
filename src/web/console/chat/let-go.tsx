import { EllipsisOutlined } from '@ant-design/icons';
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
  const [asked, setAsked] = useState<keyof typeof titles | 'choose'>();
  const titles = { giveBack: chat.giveBack, transfer: handoff.transfer, close: chat.end };
  const panelTitle = asked === undefined || asked === 'choose' ? handoff.letGo : titles[asked];
  const cancel = () => setAsked(undefined);
  const ways = (['giveBack', 'transfer', 'close'] as const).map((way) => (
    <Button key={way} onClick={() => setAsked(way)}>
      {titles[way]}
    </Button>
  ));
  return (
    <span className="let-go">
      <span className="let-go-ways">{ways}</span>
      <Button
        className="let-go-more"
        icon={<EllipsisOutlined />}
        aria-label={handoff.letGo}
        onClick={() => setAsked('choose')}
      />
      <SidePanel title={panelTitle} open={asked !== undefined} close={cancel}>
        {asked === 'choose' && <div className="panel-form">{ways}</div>}
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
  useEffect(() => button.current?.focus(), []);
  return (
    <div className="panel-form">
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
    </div>
  );
}
