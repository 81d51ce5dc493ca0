import type { Entity } from '../recognizer.ts';
import { entity } from './span.ts';

const HIGH =
  /快点|快来|赶紧|赶快|马上|立刻|立即|尽快|越快越好|十万火急|火急|加急|紧急|急死|着急|很急|急急|好急|急用|急需|速来|速速|等不了|等不及|漏得(?:很|太|特别)?(?:厉害|凶|大)|越漏越大|越来越(?:严重|大|厉害)|(?:特别|非常|很|好)严重|止不住|关不住水|urgent(?:ly)?|asap|a\.s\.a\.p|as soon as possible|immediately|right away|straight ?away|hurry|at once|emergency|quickly|can'?t wait|getting worse|won'?t stop/g;
const NOT = /不(?:着)?急$|不用$|不必$|没那么$|不是很$|not$|no$|isn'?t$|不$/;

/** Finds words of haste (马上, 漏得厉害, asap), but not "不急". */
export function findUrgency(text: string, folded: string): Entity[] {
  return [...folded.matchAll(HIGH)]
    .filter((match) => !NOT.test(folded.slice(Math.max(0, match.index - 6), match.index).trimEnd()))
    .map((match) => entity('urgency', text, [match.index, match.index + match[0].length], 'high'));
}
