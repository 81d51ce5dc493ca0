import type { DeskState } from '../desk-state.ts';
import type { Common } from '../desk-turn.ts';
import { complaintForm } from './complaint.ts';
import { weigh } from './weigh.ts';

/**
 * How closed a conversation is to be while a complaint is still being told (as `ticket.confidential`): whom it concerns could
 * read it before it is filed. Undefined while there is no such complaint.
 */
export function draftConfidence({ open, laidAside }: DeskState, common: Common): 1 | 2 | undefined {
  const draft = [open, laidAside].find((one) => one?.form === complaintForm.name);
  if (!draft) return undefined;
  const { goesTo, confidential } = weigh(draft.answers, common);
  if (goesTo === 'company') return 2;
  return confidential ? 1 : undefined;
}
