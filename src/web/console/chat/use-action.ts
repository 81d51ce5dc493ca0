import { useState } from 'react';
import type { CloseRequest, TransferRequest } from '#console/chats/handoff-api.ts';
import { desk } from '../api/calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';

/** What a clerk does with a whole conversation. */
const ACTIONS = {
  claim: (id: string) => desk.claim(id),
  pull: (id: string) => desk.pull(id),
  takeOver: (id: string, why: string) => desk.takeOver(id, why),
  transfer: (id: string, wish: TransferRequest) => desk.transfer(id, wish),
  giveBack: (id: string) => desk.giveBack(id),
  close: (id: string, end: CloseRequest) => desk.close(id, end),
};

type Actions = typeof ACTIONS;
export type ActionName = keyof Actions;

/** The actions, which one is under way, and why the last was refused. */
export interface Acting {
  run<N extends ActionName>(name: N, ...what: Parameters<Actions[N]>): void;
  busy: ActionName | undefined;
  refusal: Refusal | undefined;
}

/** Does one action at a time; `after` is called when it was done and also when it was refused, to read what is true now. */
export function useAction(after: () => void): Acting {
  const [busy, setBusy] = useState<ActionName>();
  const [refusal, setRefusal] = useState<Refusal>();

  function run<N extends ActionName>(name: N, ...what: Parameters<Actions[N]>): void {
    if (busy) return;
    setBusy(name);
    setRefusal(undefined);
    const act = ACTIONS[name] as (...what: Parameters<Actions[N]>) => Promise<void>;
    act(...what)
      .catch((error: unknown) => setRefusal(asRefusal(error)))
      .finally(() => {
        setBusy(undefined);
        after();
      });
  }

  return { run, busy, refusal };
}
