import { useState } from 'react';
import { AccountPanel } from '../account/account-panel.tsx';
import { Alarm } from '../alarm/alarm.tsx';
import { HouseholdsPage } from '../households/households-page.tsx';
import { IntakePage } from '../intake/intake-page.tsx';
import { useIntakeKeys } from '../intake/use-intake-keys.ts';
import { QuestionsPage } from '../questions/questions-page.tsx';
import { ReviewPage } from '../review/review-page.tsx';
import { useWords } from '../text/language.tsx';
import { TicketsPage } from '../tickets/tickets-page.tsx';
import { TranscriptsPage } from '../transcripts/transcripts-page.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { DeskPage } from './desk-page.tsx';
import { Nav } from './nav.tsx';
import { type Route, useRoute } from './route.ts';
import { focusField, useShortcuts } from './shortcuts.ts';

/** The frame around every page: the way to the others, and whether the line to the desk stands. */
export function Shell() {
  const words = useWords();
  const { page, id } = useRoute();
  const [panelOpen, setPanelOpen] = useState(false);
  useShortcuts({ '?': () => setPanelOpen(true), '/': () => focusField('search') });
  useIntakeKeys();
  return (
    <div className="shell" data-reading={id ? 'one' : 'list'}>
      <button type="button" className="skip" onClick={skipToMain}>
        {words.skip}
      </button>
      <Nav openAccount={() => setPanelOpen(true)} />
      <main id="main" tabIndex={-1}>
        <h1 className="heard-only">{words.nav[page === 'setup' ? 'desk' : page]}</h1>
        <ConnectionBanner />
        <Alarm />
        <Page page={page} />
      </main>
      <AccountPanel open={panelOpen} close={() => setPanelOpen(false)} />
    </div>
  );
}

function Page({ page }: Pick<Route, 'page'>) {
  if (page === 'tickets') return <TicketsPage />;
  if (page === 'calls') return <IntakePage />;
  if (page === 'questions') return <QuestionsPage />;
  if (page === 'review') return <ReviewPage />;
  if (page === 'households') return <HouseholdsPage />;
  return page === 'conversations' ? <TranscriptsPage /> : <DeskPage />;
}

/** A button, not a link: the address' hash is the route. */
function skipToMain(): void {
  document.getElementById('main')?.focus();
}
