import type { ConversationDetail } from '#console/api.ts';
import { SidePanel } from '../frame/side-panel.tsx';
import { useWords } from '../text/language.tsx';
import { transcriptsDesk } from './calls.ts';
import { ExportForm } from './export-form.tsx';
import { WhyForm } from './why-form.tsx';

interface Props {
  detail: ConversationDetail;
  open: boolean;
  close(): void;
  changed(): void;
}

/** What a manager does with one conversation: take it out as a file, hold it back from deletion. */
export function Manage({ detail, open, close, changed }: Props) {
  const { transcripts: text } = useWords();
  const { id } = detail.conversation;
  const hold = (why: string) =>
    transcriptsDesk.hold(id, { hold: detail.hold === null, why }).then(() => {
      changed();
      close();
    });
  return (
    <SidePanel title={text.manage} open={open} close={close}>
      <ExportForm what={{ id }} mayName={detail.mayUnmask} />
      <section className="card-section">
        <h3>{text.hold}</h3>
        <p className="none">{detail.hold === null ? text.holdLead : text.held(detail.hold)}</p>
        <WhyForm action={detail.hold === null ? text.holdOn : text.holdOff} act={hold} />
      </section>
    </SidePanel>
  );
}
