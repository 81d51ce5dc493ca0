import { contact as plainContact } from '../asking/contact.ts';
import type { Question } from '../asking/form.ts';
import { isAnonymousWish } from '../complaint/own-words.ts';
import { refusesPhone } from './other-talk.ts';

/** Whom to ring before somebody comes. Whoever will not or cannot leave a number is written to here instead. */
export const contact: Question = {
  ...plainContact,
  read(reading) {
    const { asked, text, say, understood, earlier } = reading;
    const declines = refusesPhone(text) || (asked && (isAnonymousWish(text) || understood.reply === 'skip'));
    if (declines && !earlier) return { value: null, told: say('repair:noPhone') };
    return plainContact.read(earlier?.value === null ? { ...reading, earlier: undefined } : reading);
  },
  heard: ({ answers, say }) => (answers.contact?.value === null ? say('repair:writesHere') : undefined),
};
