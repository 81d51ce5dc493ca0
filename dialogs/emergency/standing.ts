import { hasReachedAnybody } from '#records/paging/lists.ts';
import { findPage } from '#records/paging/pages.ts';
import type { ToldEmergency } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';

/** What became of the page so far; the office's promise of a time is repeated only while somebody may still keep it. */
export async function whereItStands(turn: DeskTurn, { pageId }: ToldEmergency): Promise<string[]> {
  const { tx, say } = turn;
  const page = await findPage(tx.db, pageId);
  if (page?.state === 'accepted') return [say('emergency:accepted'), ...arrival(turn)];
  const reached = await hasReachedAnybody(tx.db, pageId);
  if (!reached && !page?.people.includes('"means":["')) return [say('emergency:nobodyToPage')];
  if (!reached) return [say('emergency:stands.calling')];
  if (page?.state === 'unanswered') return [say('emergency:stands.unanswered')];
  return [say('emergency:stands.notified'), ...arrival(turn)];
}

/** The office's own promise, when it has made one. */
function arrival({ estate, say }: DeskTurn): string[] {
  const minutes = estate.profile.emergencyArrivalMin;
  return minutes === null ? [] : [say('emergency:arrival', { minutes })];
}
