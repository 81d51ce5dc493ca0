import { useState } from 'react';
import { asRefusal, type Refusal } from '../api/refusal.ts';

/** Something done at the desk: whether it is under way, and why it was refused. */
export function useWork(done: () => void) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  async function run<T>(work: () => Promise<T>): Promise<T | undefined> {
    setBusy(true);
    setRefusal(undefined);
    try {
      const result = await work();
      done();
      return result;
    } catch (error) {
      setRefusal(asRefusal(error));
      return undefined;
    } finally {
      setBusy(false);
    }
  }
  return { busy, refusal, run };
}
