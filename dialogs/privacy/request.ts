import { localDate } from '#handbook/hours.ts';
import { daysAfter, instantOf, localTime } from '#handbook/local-time.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { isCorrection, isQuestion } from '#understanding/turns-of-speech.ts';
import { type Contact, contact } from '../asking/contact.ts';
import type { Form, Question } from '../asking/form.ts';
import { knownOf } from '../asking/known.ts';
import { dayWords } from '../day-words.ts';
import type { Answers } from '../desk-state.ts';
import { type DeskTurn, inLanguage, reply } from '../desk-turn.ts';
import type { Say } from '../speech.ts';
import { type PrivacyRight, privacyWish, RIGHTS } from './wish.ts';

const LONGEST = 500;

/** Which right: by its words, by number, or by what was said at the beginning. */
const right: Question = {
  key: 'right',
  kind: 'choice',
  choices: ({ say }) => RIGHTS.map((one) => say(`privacy:right.${one}`)),
  read({ text, understood, asked, say, files, earlier }) {
    const instead = earlier && rightInstead(text, earlier.value);
    if (instead) return rightAnswer(say, instead);
    const named = RIGHTS.find((one) => text.trim() === say(`privacy:right.${one}`));
    const numbered = asked ? RIGHTS[(understood.ordinal ?? 0) - 1] : undefined;
    const incoming = { text, understood, files, kind: 'message' } as const;
    const wish = asked ? RIGHTS.find((one) => one === privacyWish({ incoming })) : undefined;
    const chosen = named ?? numbered ?? wish;
    return chosen && rightAnswer(say, chosen);
  },
};

/** The plain names of the rights, as somebody corrects themselves. */
const NAMES: Readonly<Record<PrivacyRight, RegExp>> = {
  copy: /副本|复印|一份|\bcopy\b/iu,
  correction: /更正|改正|修改|更改|\bcorrect/iu,
  deletion: /删|\bdelet|\bremov|\beras/iu,
  withdrawal: /撤回|\bwithdraw|\brevoke/iu,
};

/** The right meant instead of the one that is noted: 「不是删除，是更正」. */
function rightInstead(text: string, noted: unknown): PrivacyRight | undefined {
  if (!isCorrection(text)) return undefined;
  return RIGHTS.find((one) => one !== noted && NAMES[one].test(text));
}

/** What exactly; a copy is of everything unless something is named. */
const detail: Question = {
  key: 'detail',
  kind: 'text',
  needed: (answers) => answers.right?.value !== 'copy',
  says: ({ answers, say }) => say(`privacy:which.${String(answers.right?.value ?? 'deletion')}`),
  read({ text, asked, understood, answers }) {
    const words = text.trim().slice(0, LONGEST);
    if (rightInstead(text, answers.right?.value)) return undefined;
    if (!asked || words.length < 2 || understood.reply === 'back' || isQuestion(text)) return undefined;
    return { value: words, told: words };
  },
};

const questions: readonly Question[] = [right, detail, contact];

/** A wish about one's own information, as a case with its due date (domain 8.7, T-17). */
export const privacyForm: Form = {
  name: 'privacy',
  version: 1,
  questions,
  known: (turn) => knownOf(turn, { home: false }),
  opening(turn, answers) {
    const wish = RIGHTS.find((one) => one === privacyWish(turn));
    const noted = answers.right?.told ?? (wish && turn.say(`privacy:right.${wish}`));
    return noted ? turn.say('privacy:beginNoted', { noted }) : undefined;
  },
  note: (turn) => turn.say(turn.resident ? 'privacy:identityKnown' : 'privacy:identityAtDesk'),
  file,
};

/** A right as an answer of the form. */
export function rightAnswer(say: Say, value: PrivacyRight) {
  return { value, told: say(`privacy:right.${value}`) };
}

async function file(turn: DeskTurn, answers: Answers): Promise<void> {
  const { say, estate, clock, conversation, resident } = turn;
  const reach = answers.contact?.value as Contact;
  const asked = answers.right?.value as PrivacyRight;
  const dueAt = replyBy(turn);
  const identity = {
    value: resident ? 'bound' : 'desk',
    told: say(resident ? 'privacy:bound' : 'privacy:checkAtDesk'),
  };
  const ticket = await fileTicket(
    turn.tx,
    {
      estateId: conversation.estate_id,
      conversationId: conversation.id,
      service: 'privacy',
      letter: 'P',
      date: localDate(estate, clock.now()),
      level: 'ordinary',
      category: asked,
      summary: [answers.right?.told, answers.detail?.told].filter(Boolean).join(say('asking:comma')),
      answers: { ...answers, identity },
      contactName: reach.name,
      contactPhone: reach.phone,
      dueAt,
      answerDueAt: dueAt,
      addressee: 'privacy-officer',
      actor: 'desk',
    },
    clock,
  );
  turn.steps.add('serve');
  const { stays } = estate.privacy;
  const lines = [
    say('privacy:filed', { number: ticket.number }),
    ...(dueAt === undefined ? [] : [say('privacy:due', { day: dayWords(turn, dueAt) })]),
    ...(resident ? [] : [say('privacy:identityNext', { address: inLanguage(turn, estate.office.address) })]),
    ...(asked === 'deletion' && stays ? [inLanguage(turn, stays)] : []),
  ];
  await reply(turn, lines.join('\n'));
}

/** The end of the last day on which the office may answer, by its own standard; undefined while it has adopted none. */
function replyBy({ estate, clock }: DeskTurn): number | undefined {
  const days = estate.profile.privacyReplyDays;
  if (days === null) return undefined;
  const { timeZone } = estate.office;
  const today = localTime(timeZone, clock.now()).date;
  return instantOf(timeZone, { date: daysAfter(today, days), minutes: 24 * 60 }) - 1;
}
