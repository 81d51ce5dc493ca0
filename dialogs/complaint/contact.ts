import { type Contact, nameIn, contact as plainContact } from '../asking/contact.ts';
import { entity, type Question } from '../asking/form.ts';
import type { Answers } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { isAnonymousWish } from './own-words.ts';

/** Whom to call back. Whoever would rather not say who they are says so at any time; then nobody is. */
export const contact: Question = {
  ...plainContact,
  optional: true,
  read(reading) {
    const { text, earlier, say } = reading;
    if (isAnonymousWish(text)) return { value: null, told: say('complaint:anonymous') };
    return plainContact.read(earlier?.value === null ? { ...reading, earlier: undefined } : reading);
  },
  choices: ({ say }) => [say('complaint:anonymous')],
  heard: ({ answers, say }) => (isAnonymous(answers) ? say('complaint:noCallBack') : undefined),
};

/** True once the resident has said, or let it be, that nobody is to know who they are. */
export function isAnonymous({ contact }: Answers): boolean {
  return contact !== undefined && contact.value === null;
}

/** A name said before the phone was asked for belongs to it; until then it is shown to nobody. */
export function withName({ incoming, say }: DeskTurn, answers: Answers): Answers {
  if (isAnonymous(answers)) {
    const { name: _, ...unnamed } = answers;
    return unnamed;
  }
  const said = nameIn(entity(incoming.understood, 'person-name'));
  const name = said ?? (answers.name?.value as string | undefined);
  if (!name) return answers;
  const reach = answers.contact?.value as Contact | undefined;
  if (!reach) return { ...answers, name: { value: name, told: '' } };
  if (reach.name) return answers;
  return {
    ...answers,
    contact: { value: { ...reach, name }, told: say('asking:nameAndPhone', { name, phone: reach.phone }) },
  };
}
