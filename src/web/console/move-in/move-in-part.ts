import type { MoveInDetail } from '#console/residents/move-in-api.ts';
import type { Work } from './use-work.ts';

/** What every part of a move-in case works with; `id` is the ticket that is open. */
export interface MoveInPart {
  id: string;
  detail: MoveInDetail;
  work: Work;
}
