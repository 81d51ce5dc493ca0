import { useEffect, useState } from 'react';
import { useWords } from '../text/language.tsx';

/** Says that something is being read, once it has taken longer than a blink. */
export function Patience() {
  const words = useWords();
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLong(true), 300);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <p className="patience" role="status">
      {long ? words.reading : ''}
    </p>
  );
}
