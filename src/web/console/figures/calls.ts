import type { Figures, LiveFigures } from '#console/figures/figures-api.ts';
import { read } from '../api/call.ts';
import { query } from '../api/calls.ts';

const figures = (estate: string) => `figures/${encodeURIComponent(estate)}`;

/** What managers count; each throws `Refusal`. */
export const figuresDesk = {
  figures: (estate: string, days: { from: string; to: string }, signal: AbortSignal) =>
    read<Figures>(`${figures(estate)}${query(days)}`, signal),
  now: (estate: string, signal: AbortSignal) => read<LiveFigures>(`${figures(estate)}/now`, signal),
};
