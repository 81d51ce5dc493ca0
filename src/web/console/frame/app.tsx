import { EnrolFirst } from '../account/enrol-first.tsx';
import { LinkPage } from '../account/link.tsx';
import { Setup } from '../account/setup.tsx';
import { SignIn } from '../account/sign-in.tsx';
import { AlertsProvider } from '../alarm/alerts-context.tsx';
import { LiveProvider } from '../api/live-context.tsx';
import { SessionProvider, useSession } from '../api/session.tsx';
import { QueueProvider } from '../queue/queue-context.tsx';
import { LanguageProvider, useWords } from '../text/language.tsx';
import { Broken } from './broken.tsx';
import { Refused } from './refused.tsx';
import { useRoute } from './route.ts';
import { Shell } from './shell.tsx';
import { Themed } from './theme.tsx';

/** The whole console. */
export function App() {
  return (
    <LanguageProvider>
      <Themed>
        <Broken>
          <SessionProvider>
            <Gate />
          </SessionProvider>
        </Broken>
      </Themed>
    </LanguageProvider>
  );
}

/** Shows the console to signed-in staff, and the way in to everybody else. */
function Gate() {
  const { state, askAgain } = useSession();
  const words = useWords();
  const { page } = useRoute();
  if (page === 'setup') return <Setup />;
  if (page === 'link') return <LinkPage />;
  if (state.kind === 'asking') return <p className="boot">{words.opening}</p>;
  if (state.kind === 'unreachable') {
    return (
      <main className="boot">
        <Refused refusal={state.refusal} retry={askAgain} />
      </main>
    );
  }
  if (state.kind === 'out') return <SignIn ended={state.ended} />;
  if (state.me.mustEnrol) return <EnrolFirst />;
  return (
    <LiveProvider>
      <AlertsProvider>
        <QueueProvider>
          <Shell />
        </QueueProvider>
      </AlertsProvider>
    </LiveProvider>
  );
}
