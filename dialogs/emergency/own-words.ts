import type { Understood } from '#understanding/recognizer.ts';
import { isQuestion } from '../asking/form.ts';

/** Cries for help, and words that say there is no answer. */
const PLEA = /快|急|救|来人|怎么办|求|help|hurry|quick|please|asap/iu;
const CANNOT_SAY =
  /说不(清|好)|不知道|不清楚|不想说|没法说|(cannot|can't|can not) (say|tell)|don'?t know|not sure|no idea/iu;

/** True when a message that names nothing known may still be the answer in the resident's own words. */
export function mayBeAnswer({ text, reply, intents, band }: Understood): boolean {
  const courtesy = band === 'act' && ['thanks', 'greet', 'goodbye'].includes(intents[0]?.name ?? '');
  const words = text.trim();
  return words.length > 1 && !reply && !courtesy && !PLEA.test(words) && !cannotSay(words) && !isQuestion(words);
}

/** True when a question is to be left out: 跳过, 不知道, "I cannot tell". */
export function leavesOut({ text, reply }: Understood): boolean {
  return reply === 'skip' || reply === 'unknown' || reply === 'deny' || cannotSay(text);
}

/** 说不清 as the whole answer; 「人太多看不清楚」 says something. */
function cannotSay(text: string): boolean {
  const words = text.trim();
  return words.length <= (/\p{Script=Han}/u.test(words) ? 10 : 40) && CANNOT_SAY.test(words);
}
