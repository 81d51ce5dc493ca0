import { useEffect, useRef, useState } from 'react';
import type { IntakeCheck } from '#console/intake/intake-api.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useDebounced } from '../frame/use-debounced.ts';
import { intakeCalls } from './calls.ts';
import { fieldsOf, type IntakeDraft, NOTE, toWish } from './intake-draft.ts';

const PAUSE_MS = 350;

/** The form as the desk sees it, looked at again whenever the clerk pauses; what was seen last stays meanwhile. */
export function useCheck(draft: IntakeDraft) {
  const wish = JSON.stringify(toWish(draft));
  const settled = useDebounced(wish, PAUSE_MS);
  const [seen, setSeen] = useState<{ form: string; wish: string; check: IntakeCheck }>();
  const [refusal, setRefusal] = useState<Refusal>();
  const latest = useRef('');
  useEffect(() => {
    latest.current = settled;
    intakeCalls.check(JSON.parse(settled)).then(
      (check) => {
        if (latest.current !== settled) return;
        setRefusal(undefined);
        setSeen({ form: JSON.parse(settled).form, wish: settled, check });
      },
      (error: unknown) => latest.current === settled && setRefusal(asRefusal(error)),
    );
  }, [settled]);
  const current = seen?.form === draft.form ? seen : undefined;
  const check = current && draft.form === NOTE ? asNote(current.check, draft) : current?.check;
  return { check, checking: current?.wish !== wish, refusal };
}

/** Words alone are ready as soon as there are some. */
function asNote(check: IntakeCheck, draft: IntakeDraft): IntakeCheck {
  const { words = '' } = fieldsOf(draft);
  return { ...check, ready: words.trim() !== '' };
}
