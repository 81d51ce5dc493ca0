import type { Understood } from '#understanding/recognizer.ts';
import { isQuestion, takes } from '#understanding/turns-of-speech.ts';

/** What is surely another matter answers no question about the danger. */
const MATTERS: ReadonlySet<string | undefined> = new Set(['complaint', 'suggestion', 'move_in', 'fee_enquiry']);

/** True when a message that names nothing known may still be the answer in the resident's own words. */
export function mayBeAnswer({ text, reply, intents, band }: Understood): boolean {
  const words = text.trim();
  return (
    words.length > 1 &&
    !reply &&
    !isOther({ band, intents }) &&
    !takes('pleads', words) &&
    !cannotSay(words) &&
    !asksSomething(words)
  );
}

/** True for words that ask, though they may go on: 「楼上是谁家？电话给我一个」. */
export function asksSomething(text: string): boolean {
  return isQuestion(text) || /[?？]/u.test(text);
}

const OTHER: ReadonlySet<string | undefined> = new Set(['thanks', 'greet', 'goodbye', ...MATTERS]);

function isOther({ band, intents }: Pick<Understood, 'band' | 'intents'>): boolean {
  return band === 'act' && OTHER.has(intents[0]?.name);
}

/** True for words that ask or tell of something else, which people have to deal with. */
export function isForColleagues({ text, band, intents }: Understood): boolean {
  return asksSomething(text) || (band === 'act' && MATTERS.has(intents[0]?.name));
}

/** True when a question is to be left out: 跳过, 不知道, "I cannot tell". */
export function leavesOut({ text, reply }: Understood): boolean {
  return reply === 'skip' || reply === 'unknown' || reply === 'deny' || cannotSay(text);
}

/** 说不清 as the whole answer; 「人太多看不清楚」 says something. */
function cannotSay(text: string): boolean {
  const words = text.trim();
  return words.length <= (/\p{Script=Han}/u.test(words) ? 10 : 40) && takes('cannotSay', words);
}
