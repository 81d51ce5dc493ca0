import type { DeskTurn } from '../desk-turn.ts';
import { type Told, tellMore } from './answer.ts';
import { wholeBasis } from './basis.ts';
import { entryOf } from './found.ts';

const BASIS =
  /哪(一)?(条|部|个)(法(?!院)|规定)|什么法律|法律依据|(有|啥|什么|的)依据|依据(是|呢|在)|根据(什么|哪)|第几条|\b(which|what) (law|article|regulation)|legal basis|\bbasis\b|where does it say/iu;
const LONGEST = 30;

/** 「详细」 and 「依据是什么」 are about the entry told last; undefined for any other words. */
export function followUp(turn: DeskTurn): Told | undefined {
  const text = turn.incoming.text.trim().replace(/[。.!！?？]+$/u, '');
  const entry = entryOf(turn, turn.state.answered);
  if (!entry || text.length > LONGEST) return undefined;
  if (turn.say('enquiry:moreWords').split('|').includes(text.toLowerCase())) return tellMore(turn, entry);
  if (!BASIS.test(text)) return undefined;
  turn.steps.add('answer');
  return { words: wholeBasis(turn, entry), offers: [], answered: true };
}
