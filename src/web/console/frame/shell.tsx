import { lazy, Suspense, useState } from 'react';
import { AccountPanel } from '../account/account-panel.tsx';
import { Alarm } from '../alarm/alarm.tsx';
import { HouseholdsPage } from '../households/households-page.tsx';
import { useWords } from '../text/language.tsx';
import { TicketsPage } from '../tickets/tickets-page.tsx';
import { TranscriptsPage } from '../transcripts/transcripts-page.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { DeskPage } from './desk-page.tsx';
import { Nav } from './nav.tsx';
import { Patience } from './patience.tsx';
import { type Route, useRoute } from './route.ts';
import { focusField, useShortcuts } from './shortcuts.ts';

/** Charts weigh as much as the rest of the page: they come when they are looked at. */
const FiguresPage = lazy(async () => ({ default: (await import('../figures/figures-page.tsx')).FiguresPage }));

/** The frame around every page: the way to the others, and whether the line to the desk stands. */
export function Shell() {
  const words = useWords();
  const { page, id } = useRoute();
  const [panelOpen, setPanelOpen] = useState(false);
  useShortcuts({ '?': () => setPanelOpen(true), '/': () => focusField('search') });
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
  if (page === 'households') return <HouseholdsPage />;
  if (page === 'figures')
    return (
      <Suspense fallback={<Patience />}>
        <FiguresPage />
      </Suspense>
    );
  return page === 'conversations' ? <TranscriptsPage /> : <DeskPage />;
}

/** A button, not a link: the address' hash is the route. */
function skipToMain(): void {
  document.getElementById('main')?.focus();
}
