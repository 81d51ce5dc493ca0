import { isQuestion } from '../asking/form.ts';
import { says } from '../complaint/wording.ts';
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

const PRAISES = /表扬|夸(一下|夸)?|点(个)?赞|好评|\b(praise|commend|compliment|kudos)\b/iu;
const THANKS = /感谢|谢谢|多谢|\bthank/iu;
const GOOD =
  /帮|好|快|热心|负责|认真|耐心|细心|辛苦|及时|干净|\b(help|helped|helping|kind|great|good|quick|excellent|friendly|patient)/iu;
const BUT = /但是|不过|就是|可是|投诉|太差|\b(but|however|complain)/iu;
const SHORT_THANKS = 8;

/** Praise sounds like thanks to the desk, or like a complaint about the post it names: who is named and how decides. */
async function hear(turn: DeskTurn, begin: Begin): Promise<boolean> {
  const { incoming, common } = turn;
  const { text } = incoming;
  if (OPENS.test(text)) {
    await begin('suggestion');
    return true;
  }
  if (isQuestion(text) || BUT.test(text)) return false;
  const about = says(text, common.complaint.posts);
  const thanks = about && THANKS.test(text) && GOOD.test(text) && text.trim().length >= SHORT_THANKS;
  if (!thanks && !PRAISES.test(text)) return false;
  await begin('suggestion');
  return true;
}
