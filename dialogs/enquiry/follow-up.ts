import { says } from '#handbook/wording.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { type Told, tellMore } from './answer.ts';
import { wholeBasis } from './basis.ts';
import { entryOf } from './found.ts';

const LONGEST = 30;

/** 「详细」 and 「依据是什么」 are about the entry told last; undefined for any other words. */
export function followUp(turn: DeskTurn): Told | undefined {
  const text = turn.incoming.text.trim().replace(/[。.!！?？]+$/u, '');
  const entry = entryOf(turn, turn.state.answered);
  if (!entry || text.length > LONGEST) return undefined;
  if (turn.say('enquiry:moreWords').split('|').includes(text.toLowerCase())) return tellMore(turn, entry);
  if (!says(text, turn.common.wordings.enquiry.basis)) return undefined;
  turn.steps.add('answer');
  return { words: wholeBasis(turn, entry), offers: [], answered: true };
}
