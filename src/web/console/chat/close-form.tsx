import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import type { CloseRequest } from '#console/chats/handoff-api.ts';
import { useWords } from '../text/language.tsx';
import type { Acting } from './use-action.ts';

/** What came of it, in one choice, and a remark. */
export function CloseForm({ id, acting }: { id: string; acting: Acting }) {
  const { chat, handoff } = useWords();
  const [outcome, setOutcome] = useState<NonNullable<CloseRequest['outcome']>>();
  const [note, setNote] = useState('');
  return (
    <div className="panel-form">
      <p id="outcome-asked" className="panel-ask">
        {handoff.endAsk}
      </p>
      <Radio.Group
        aria-labelledby="outcome-asked"
        className="choices-below"
        value={outcome}
        onChange={(event) => setOutcome(event.target.value)}
        options={Object.entries(handoff.outcomes).map(([value, label]) => ({ value, label }))}
      />
      <Input.TextArea
        rows={2}
        maxLength={500}
        value={note}
        aria-label={handoff.endNote}
        placeholder={handoff.endNote}
        onChange={(event) => setNote(event.target.value)}
      />
      <p className="none">{handoff.endLead}</p>
      <Button
        block
        type="primary"
        size="large"
        disabled={outcome === undefined || acting.busy !== undefined}
        onClick={() => outcome && acting.run('close', id, { outcome, ...(note.trim() && { note }) })}
      >
        {chat.endDo}
      </Button>
    </div>
  );
}
