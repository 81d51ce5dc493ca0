import { PaperClipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useId, useRef } from 'react';
import { Refused } from '../frame/refused.tsx';
import { useWork } from '../questions/use-work.ts';
import { useWords } from '../text/language.tsx';
import { intakeCalls } from './calls.ts';
import type { IntakeDraft } from './intake-draft.ts';

interface Props {
  draft: IntakeDraft;
  set(part: Partial<IntakeDraft>): void;
}

/** Scans of what was brought or sent, and the day by which the office means to reply. */
export function LetterPart({ draft, set }: Props) {
  const { intake: text } = useWords();
  const chooser = useRef<HTMLInputElement>(null);
  const id = useId();
  const { busy, refusal, run } = useWork(() => {});
  const add = async (files: FileList | null) => {
    const scans = [...draft.scans];
    for (const file of [...(files ?? [])]) {
      const kept = await run(() => intakeCalls.scan(draft.estateId, draft.id, file));
      if (kept) scans.push(kept);
    }
    set({ scans });
    if (chooser.current) chooser.current.value = '';
  };
  const remove = (gone: string) => set({ scans: draft.scans.filter((one) => one.id !== gone) });
  return (
    <section className="card-section">
      <h3>{text.papers}</h3>
      <ul className="intake-scans">
        {draft.scans.map((scan) => (
          <li key={scan.id}>
            <PaperClipOutlined aria-hidden /> {scan.name}
            <Button size="small" type="link" onClick={() => remove(scan.id)}>
              {text.removeScan}
            </Button>
          </li>
        ))}
      </ul>
      <input
        ref={chooser}
        id={`${id}-scan`}
        className="heard-only"
        type="file"
        multiple
        tabIndex={-1}
        accept="image/jpeg,image/png,image/webp,image/gif,application/pdf"
        aria-label={text.addScan}
        onChange={(event) => add(event.target.files)}
      />
      <Button icon={<PaperClipOutlined />} disabled={busy} onClick={() => chooser.current?.click()}>
        {busy ? text.scanning : text.addScan}
      </Button>
      {refusal && <Refused refusal={refusal} />}
      <div className="choice intake-reply">
        <label htmlFor={`${id}-reply`}>{text.replyBy}</label>
        <input
          id={`${id}-reply`}
          type="date"
          value={draft.replyBy}
          onChange={(event) => set({ replyBy: event.target.value })}
        />
      </div>
      <p className="none">{text.replyByLead}</p>
    </section>
  );
}
