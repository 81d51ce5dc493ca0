import { useEffect, useState } from 'react';
import { useLiveStatus } from '../api/live-context.tsx';
import { useWords } from '../text/language.tsx';

const BLINK_MS = 1_000;

/** Says that the line to the desk is lost, for as long as it is; a blink is not worth a word. */
export function ConnectionBanner() {
  const words = useWords();
  const lost = useLiveStatus() === 'lost';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!lost) {
      setShown(false);
      return;
    }
    const timer = window.setTimeout(() => setShown(true), BLINK_MS);
    return () => window.clearTimeout(timer);
  }, [lost]);
  return (
    <div className="connection" role="status" data-shown={shown}>
      {shown ? words.live.lost : ''}
    </div>
  );
}
