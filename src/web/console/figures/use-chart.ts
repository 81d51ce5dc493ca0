import { type RefObject, useEffect, useRef } from 'react';
import { type DrawnChart, openChart } from './chart.ts';
import type { FigureSheet } from './sheet.ts';

/** Draws a sheet in a place as long as both are there, anew when its numbers, the language or the colours change. */
export function useChart(
  place: RefObject<HTMLDivElement | null>,
  { sheet, say, language, empty }: { sheet: FigureSheet; say(value: number): string; language: string; empty: boolean },
): RefObject<DrawnChart | undefined> {
  const chart = useRef<DrawnChart>(undefined);
  const drawn = JSON.stringify(sheet);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sheet by what it holds, and how it is said by its language
  useEffect(() => {
    if (!place.current || empty) return;
    const opened = openChart(place.current);
    chart.current = opened;
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const draw = () => opened.draw(sheet, say);
    draw();
    dark.addEventListener('change', draw);
    return () => {
      dark.removeEventListener('change', draw);
      opened.close();
    };
  }, [drawn, language, empty]);
  return chart;
}
