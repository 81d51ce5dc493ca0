import { Button } from 'antd';
import { useState } from 'react';
import type { TicketEntry } from '#console/api.ts';
import type { ResidentCard } from '#console/chats/clerk-api.ts';
import { CasePanel } from '../cases/case-panel.tsx';
import { FileCase } from '../cases/file-case.tsx';
import { useShortcuts } from '../frame/shortcuts.ts';
import { SidePanel } from '../frame/side-panel.tsx';
import { useWords } from '../text/language.tsx';
import { Section } from './section.tsx';
import { TicketLinks } from './ticket-links.tsx';

/** The resident's cases, open ones first, each opened over the chat; and the way to file one. */
export function Cases({ id, card, reload }: { id: string; card: ResidentCard | undefined; reload(): void }) {
  const { clerk: text } = useWords();
  const [shown, setShown] = useState<TicketEntry>();
  const [filing, setFiling] = useState(false);
  useShortcuts({ f: () => setFiling(true) });
  const close = () => {
    setShown(undefined);
    reload();
  };
  const { open = [], past = [] } = card ?? {};
  return (
    <>
      <Section title={text.openCases} count={open.length}>
        {card && open.length === 0 && <p className="none">{text.openCasesNone}</p>}
        <TicketLinks tickets={open} show={setShown} />
        <Button size="small" className="card-do" aria-keyshortcuts="f" onClick={() => setFiling(true)}>
          {text.fileCase} <kbd className="key-hint">F</kbd>
        </Button>
      </Section>
      {past.length > 0 && (
        <Section title={text.pastCases} count={past.length}>
          <TicketLinks tickets={past} show={setShown} />
        </Section>
      )}
      <CasePanel ticket={shown} close={close} />
      <SidePanel title={text.fileCase} open={filing} close={() => setFiling(false)}>
        <FileCase id={id} done={reload} close={() => setFiling(false)} />
      </SidePanel>
    </>
  );
}
