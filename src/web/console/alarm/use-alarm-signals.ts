import { useEffect } from 'react';
import { preference } from '../frame/preferences.ts';
import { chime } from '../queue/chime.ts';

const SOUND_EVERY_MS = 5_000;
const FLASH_EVERY_MS = 1_000;

/** As long as somebody has to accept: the sound, again and again, and the window's title going to and fro. */
export function useAlarmSignals(open: number, flash: string): void {
  useEffect(() => {
    if (open === 0) return;
    const ring = () => {
      if (preference('sound')) chime(true);
    };
    ring();
    const timer = window.setInterval(ring, SOUND_EVERY_MS);
    return () => window.clearInterval(timer);
  }, [open]);

  useEffect(() => {
    if (open === 0) return;
    const timer = window.setInterval(() => {
      const usual = document.title.replace(flash, '');
      document.title = document.title === usual ? flash + usual : usual;
    }, FLASH_EVERY_MS);
    return () => {
      window.clearInterval(timer);
      document.title = document.title.replace(flash, '');
    };
  }, [open, flash]);
}
