import { localDate } from '#handbook/hours.ts';
import { says } from '#handbook/wording.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { isCorrection } from '#understanding/turns-of-speech.ts';
import type { Contact } from '../asking/contact.ts';
import type { Form, Question } from '../asking/form.ts';
import { isAnonymous, contact as plainContact } from '../complaint/contact.ts';
import { whom as anyPost } from '../complaint/details.ts';
import { withoutTeller } from '../complaint/own-words.ts';
import type { Answer, Answers } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import type { Say } from '../speech.ts';
import { asksTheDesk } from './asks-the-desk.ts';

/** A suggestion or praise, in the resident's own words. */
interface What {
  words: string;
  praise: boolean;
}

const NOTHING_SAID =
  /^(我?(想|要|有)?(提|给)?(你们|物业|个|一个|一点|点|些)*(建议|意见|表扬|想法)(一下|信)?|(i have |i'd like to make |here is )?(a |some )?(suggestions?|praise|feedback))[。.!！]?$/iu;

const what: Question = {
  key: 'what',
  kind: 'text',
  read({ text, understood, asked, earlier, say, common }) {
    if (earlier && !asked) return meansOtherwise(text) ? put(say, earlier, text) : undefined;
    if (asked && asksTheDesk({ text, understood }, common)) return undefined;
    const words = withoutTeller(understood);
    if (NOTHING_SAID.test(text.trim()) || words.length < 4)
      return asked ? { problem: 'suggestion:again.what' } : undefined;
    const { praise, thanks } = common.wordings.suggestion;
    return { value: { words, praise: says(text, praise) || says(text, thanks) } satisfies What, told: words };
  },
};

/** Corrected in words, not in digits: that is a phone. */
function meansOtherwise(text: string): boolean {
  return isCorrection(text) && !/\d{7}/.test(text) && !/电话|号码|手机|\bphone|\bnumber/iu.test(text);
}

/** What was said first stays, with what was meant. */
function put(say: Say, { value, told }: Answer, text: string): Answer {
  const words = [told, text.trim()].join(say('asking:semicolon'));
  return { value: { ...(value as What), words }, told: words };
}

const isPraise = ({ what }: Answers): boolean => (what?.value as What | undefined)?.praise === true;

/** Whom a praise is for, as said. */
const whom: Question = { ...anyPost, needed: isPraise };

const NOT_LEFT = /^(就|还是)?不(想|要|方便)?留(了|吧|电话)?[。.!！]*$/u;

/** For a suggestion, if the resident likes to be asked about it. */
const contact: Question = {
  ...plainContact,
  needed: (answers) => 'what' in answers && !isPraise(answers),
  read: (reading) =>
    reading.asked && NOT_LEFT.test(reading.text.trim())
      ? { value: null, told: reading.say('asking:none') }
      : plainContact.read(reading),
  choices: ({ say }) => [say('asking:skip')],
  heard: () => undefined,
};

/** Suggestions (建议) and praise (表扬): short, thanked for, and passed on. */
export const suggestionForm: Form = {
  name: 'suggestion',
  version: 1,
  questions: [what, whom, contact],
  opening: ({ say }, answers) => {
    if (!answers.what) return say('suggestion:begin');
    return say(isPraise(answers) ? 'suggestion:opening.praise' : 'suggestion:opening.suggestion');
  },
  more: { key: 'what', add: (answer, words, say) => put(say, answer, words) },
  file,
};

async function file(turn: DeskTurn, answers: Answers): Promise<void> {
  const { say, estate, clock, conversation, tx } = turn;
  const reach = answers.contact?.value as Contact | null | undefined;
  const praise = isPraise(answers);
  const { number } = await fileTicket(
    tx,
    {
      estateId: conversation.estate_id,
      conversationId: conversation.id,
      service: 'suggestion',
      letter: 'S',
      date: localDate(estate, clock.now()),
      level: 'ordinary',
      category: praise ? 'praise' : 'suggestion',
      summary: answers.what?.told ?? '',
      answers,
      contactName: reach?.name,
      contactPhone: reach?.phone,
      residentId: isAnonymous(answers) ? null : undefined,
      actor: 'desk',
    },
    clock,
  );
  turn.steps.add('serve');
  turn.steps.add('thank');
  const named = answers.whom?.value ? answers.whom.told : say('suggestion:colleagues');
  const words = praise
    ? say('suggestion:filed.praise', { number, whom: named })
    : say('suggestion:filed.suggestion', { number });
  const progress = ['accepted', 'in-progress', 'answered'].map((state) => say(`suggestion:progress.${state}`));
  const card = { number, title: say('suggestion:title'), lines: [answers.what?.told ?? ''], at: 0, progress };
  await reply(turn, words, { channelData: { lobby: { ticket: card } } });
}
