import { useState } from 'react';
import { desk } from '../api/calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';

/** What a clerk does with a whole conversation. */
export type ActionName = 'claim' | 'giveBack' | 'close';

/** The actions, which one is under way, and why the last was refused. */
export interface Acting extends Record<ActionName, (id: string) => void> {
  busy: ActionName | undefined;
  refusal: Refusal | undefined;
}

/** Claims, hands back and closes; `after` is called when it was done and also when it was refused, to read what is true now. */
export function useAction(after: () => void): Acting {
  const [busy, setBusy] = useState<ActionName>();
  const [refusal, setRefusal] = useState<Refusal>();

  function run(name: ActionName, id: string): void {
    if (busy) return;
    setBusy(name);
    setRefusal(undefined);
    desk[name](id)
      .catch((error: unknown) => setRefusal(asRefusal(error)))
      .finally(() => {
        setBusy(undefined);
        after();
      });
  }

  return {
    busy,
    refusal,
    claim: (id) => run('claim', id),
    giveBack: (id) => run('giveBack', id),
    close: (id) => run('close', id),
  };
}
