import { says } from '#handbook/wording.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import type { DeskTurn } from '../desk-turn.ts';
import type { Begin, Service } from '../service.ts';
import { suggestionForm } from './suggestion.ts';

/** What residents would have better, and whom they praise. */
export const suggestion: Service = {
  name: 'suggestion',
  forms: [suggestionForm],
  intents: { suggestion: (_, begin) => begin('suggestion') },
  hear,
  whole: ({ incoming }) => OPENS.test(incoming.text),
};

/** Says what it is before anything else, though its words may sound like something broken. */
const OPENS =
  /^(您好|你好)?[，,\s]*(我|想|要|有|提|给|你们|物业|个|一个|一点|点|些|一条|条)*(建议|意见)[，,。:：\s]\s*.{4,}|^(?:i have |i'd like to make |here is )?(?:a |one |my )?suggestion\s*[:,.-]\s*.{4,}/iu;

const SHORT_THANKS = 8;

/** Praise sounds like thanks to the desk, or like a complaint about the post it names: who is named and how decides. */
async function hear(turn: DeskTurn, begin: Begin): Promise<boolean> {
  const { incoming, common } = turn;
  const { text } = incoming;
  const { praise, thanks, kindness, grievance } = common.wordings.suggestion;
  if (OPENS.test(text)) {
    await begin('suggestion');
    return true;
  }
  if (isQuestion(text) || says(text, grievance)) return false;
  const about = says(text, common.complaint.posts);
  const thanked = about && says(text, thanks) && says(text, kindness) && text.trim().length >= SHORT_THANKS;
  if (!thanked && !says(text, praise)) return false;
  await begin('suggestion');
  return true;
}
