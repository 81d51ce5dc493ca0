import type { Form, Question } from '../asking/form.ts';
import { knownOf } from '../asking/known.ts';
import type { Answers } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { category, guessed, kindOf } from './category.ts';
import { contact, withName } from './contact.ts';
import { photo, when, whom, wish } from './details.ts';
import { earlier, question, withEarlier } from './earlier.ts';
import { fileComplaint } from './file-complaint.ts';
import { heed } from './heed.ts';
import { ongoing, sound, source } from './noise.ts';
import { home, where } from './place.ts';
import { readAgain } from './read-again.ts';
import { isTiredOfMenus } from './side-words.ts';
import { weigh } from './weigh.ts';
import { addedTo, empathy, what, whatOf } from './what.ts';

/** The facts first, and only then whom to call back (domain 4.2). */
const questions: readonly Question[] = [
  what,
  category,
  earlier,
  question,
  source,
  sound,
  home,
  where,
  whom,
  when,
  ongoing,
  wish,
  contact,
  photo,
];

/** A complaint (投诉): the resident finishes, is understood once, and sees what is written down before it is filed. */
export const complaintForm: Form = {
  name: 'complaint',
  version: 1,
  questions,
  // Where it happened is not the resident's own home.
  known: (turn) => knownOf(turn, { home: false }),
  opening: ({ say }, answers) =>
    whatOf(answers) ? empathy(kindOf(answers).code ?? undefined, say) : say('complaint:begin'),
  heed,
  more: { key: 'what', add: addedTo },
  settle,
  note: (turn, answers) => (weigh(answers, turn.common).compensation ? turn.say('complaint:compensation') : undefined),
  file: fileComplaint,
};

/** Ties it to an earlier case, and a name said along the way to the phone. */
async function settle(turn: DeskTurn, answers: Answers): Promise<Answers> {
  const tied = withName(turn, await withEarlier(turn, answers));
  return readAgain(turn, withCategory(turn, tied), questions);
}

/** Whoever has had enough of menus is asked none: what it is about is read from the words. */
function withCategory(turn: DeskTurn, tied: Answers): Answers {
  const words = whatOf(tied)?.words;
  const menu = !isTiredOfMenus(turn) && turn.common.complaint.categories.length > 0;
  if (menu || words === undefined || tied.category?.value) return tied;
  return { ...tied, category: guessed(words, turn.common, turn.state.locale) ?? { value: null, told: '' } };
}
