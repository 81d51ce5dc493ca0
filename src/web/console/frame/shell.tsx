import { lazy, Suspense, useEffect, useState } from 'react';
import { AccountPanel } from '../account/account-panel.tsx';
import { OwnPage } from '../account/own-page.tsx';
import { Alarm } from '../alarm/alarm.tsx';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { useMe, useSession } from '../api/session.tsx';
import { AuditPage } from '../audit/audit-page.tsx';
import { HouseholdsPage } from '../households/households-page.tsx';
import { IntakePage } from '../intake/intake-page.tsx';
import { useIntakeKeys } from '../intake/use-intake-keys.ts';
import { MoveInDayPage } from '../move-in/day-page.tsx';
import { Reminders } from '../promises/reminders.tsx';
import { QuestionsPage } from '../questions/questions-page.tsx';
import { ReviewPage } from '../review/review-page.tsx';
import { StaffPage } from '../staff/staff-page.tsx';
import { useWords } from '../text/language.tsx';
import { TicketsPage } from '../tickets/tickets-page.tsx';
import { TranscriptsPage } from '../transcripts/transcripts-page.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { DeskPage } from './desk-page.tsx';
import { Nav } from './nav.tsx';
import { Nothing } from './nothing.tsx';
import { firstPage, opens } from './page-rights.ts';
import { Patience } from './patience.tsx';
import { goTo, linkTo, type Route, useRoute } from './route.ts';
import { focusField, useShortcuts } from './shortcuts.ts';
import { usePresence } from './use-presence.ts';

/** Charts weigh as much as the rest of the page: they come when they are looked at. */
const FiguresPage = lazy(async () => ({ default: (await import('../figures/figures-page.tsx')).FiguresPage }));

/** The frame around every page: the way to the others, and whether the line to the desk stands. */
export function Shell() {
  const words = useWords();
  const { page, id } = useRoute();
  const me = useMe();
  useAccountNews();
  useFirstPage(page);
  const [panelOpen, setPanelOpen] = useState(false);
  usePresence();
  useShortcuts({ '?': () => setPanelOpen(true), '/': () => focusField('search') });
  useIntakeKeys();
  return (
    <div className="shell" data-reading={id && page !== 'move-in' ? 'one' : 'list'}>
      <button type="button" className="skip" onClick={skipToMain}>
        {words.skip}
      </button>
      <Nav openAccount={() => setPanelOpen(true)} />
      <main id="main" tabIndex={-1}>
        <h1 className="heard-only">{words.pages[page]}</h1>
        <ConnectionBanner />
        {opens(me, 'desk') && <Alarm />}
        {opens(me, 'desk') && <Reminders />}
        {opens(me, page) ? (
          <Page page={page} />
        ) : (
          <Nothing title={words.own.nothing} advice={words.own.nothingAdvice} />
        )}
      </main>
      <AccountPanel open={panelOpen} close={() => setPanelOpen(false)} />
    </div>
  );
}

function Page({ page }: Pick<Route, 'page'>) {
  if (page === 'tickets') return <TicketsPage />;
  if (page === 'move-in') return <MoveInDayPage />;
  if (page === 'calls') return <IntakePage />;
  if (page === 'questions') return <QuestionsPage />;
  if (page === 'review') return <ReviewPage />;
  if (page === 'households') return <HouseholdsPage />;
  if (page === 'staff') return <StaffPage />;
  if (page === 'audit') return <AuditPage />;
  if (page === 'account') return <OwnPage />;
  if (page === 'figures')
    return (
      <Suspense fallback={<Patience />}>
        <FiguresPage />
      </Suspense>
    );
  return page === 'conversations' ? <TranscriptsPage /> : <DeskPage />;
}

/** The desk is where everybody begins; those whose role does not open it begin elsewhere. */
function useFirstPage(page: Route['page']): void {
  const first = firstPage(useMe());
  useEffect(() => {
    if (page === 'desk' && first !== 'desk') goTo(linkTo(first), 'replace');
  }, [page, first]);
}

/** A new role or other estates are shown at once; when the desk cannot be asked, at its next answer. */
function useAccountNews(): void {
  const { entered } = useSession();
  useNews(({ kind }) => {
    if (kind === 'account') desk.me().then(entered, () => {});
  });
}

/** A button, not a link: the address' hash is the route. */
function skipToMain(): void {
  document.getElementById('main')?.focus();
}
