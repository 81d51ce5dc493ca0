import { useState } from 'react';
import { asRefusal, type Refusal } from '../api/refusal.ts';

/** Work on a case that is under way or has just ended. */
export interface Work {
  busy: boolean;
  saved: boolean;
  refusal: Refusal | undefined;
  /** Does it; true when the desk has it. */
  run(work: () => Promise<unknown>): Promise<boolean>;
}

/** One piece of work at a time; `after` reads what is true now, also when it was refused. */
export function useWork(after: () => void): Work {
  const [state, setState] = useState<Omit<Work, 'run'>>({ busy: false, saved: false, refusal: undefined });
  async function run(work: () => Promise<unknown>): Promise<boolean> {
    setState({ busy: true, saved: false, refusal: undefined });
    try {
      await work();
      setState({ busy: false, saved: true, refusal: undefined });
      return true;
    } catch (error) {
      setState({ busy: false, saved: false, refusal: asRefusal(error) });
      return false;
    } finally {
      after();
    }
  }
  return { ...state, run };
}
