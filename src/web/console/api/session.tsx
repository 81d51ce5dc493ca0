import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { Me } from '#console/api.ts';
import { rememberCsrf, whenSignedOut } from './call.ts';
import { desk } from './calls.ts';
import { asRefusal, type Refusal } from './refusal.ts';

/** Who sits at this page: not known yet, nobody, somebody, or the desk could not be asked. */
export type SessionState =
  | { kind: 'asking' }
  | { kind: 'out'; ended: boolean }
  | { kind: 'unreachable'; refusal: Refusal }
  | { kind: 'in'; me: Me };

interface Session {
  state: SessionState;
  entered(me: Me): void;
  leave(): Promise<void>;
  askAgain(): void;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** Finds out who is signed in and keeps it for everything inside. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: 'asking' });

  const entered = useCallback((me: Me) => {
    rememberCsrf(me.csrf);
    setState({ kind: 'in', me });
  }, []);

  const askAgain = useCallback(() => {
    desk.me().then(entered, (error: unknown) => {
      const refusal = asRefusal(error);
      setState(refusal.code === 'signed-out' ? { kind: 'out', ended: false } : { kind: 'unreachable', refusal });
    });
  }, [entered]);

  const leave = useCallback(async () => {
    await desk.signOut();
    rememberCsrf('');
    sessionStorage.clear();
    setState({ kind: 'out', ended: false });
  }, []);

  useEffect(() => {
    whenSignedOut(() => setState((was) => (was.kind === 'in' ? { kind: 'out', ended: true } : was)));
    askAgain();
  }, [askAgain]);

  const session = useMemo(() => ({ state, entered, leave, askAgain }), [state, entered, leave, askAgain]);
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

/** The session, inside `SessionProvider`. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside SessionProvider');
  return session;
}

/** Who is signed in; only for what is shown to signed-in staff. */
export function useMe(): Me {
  const { state } = useSession();
  if (state.kind !== 'in') throw new Error('useMe while nobody is signed in');
  return state.me;
}
