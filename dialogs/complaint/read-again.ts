import type { Understood } from '#understanding/recognizer.ts';
import type { Question } from '../asking/form.ts';
import type { Answers } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';

/**
 * What was told before it was known what the complaint is about is read once more when that is known, so that nothing is
 * asked that was said. Until then the message is kept with the answers and shown to nobody.
 */
export function readAgain(turn: DeskTurn, answers: Answers, questions: readonly Question[]): Answers {
  const { understood } = turn.incoming;
  const { first, ...known } = answers;
  if (!known.category) {
    if (first || !known.what) return answers;
    return { ...known, first: { value: understood, told: '' } };
  }
  return first ? questions.reduce((so, one) => readInto(turn, so, one, first.value as Understood), known) : answers;
}

function readInto(turn: DeskTurn, answers: Answers, question: Question, understood: Understood): Answers {
  const { estate, common, clock, say, state } = turn;
  if (question.key in answers || !(question.needed?.(answers) ?? true)) return answers;
  const read = question.read({
    ...{ text: understood.text, understood, files: [], answers, estate, common, clock, say, locale: state.locale },
    ...{ asked: false, askedAt: undefined, earlier: undefined, partial: undefined },
  });
  return read && 'value' in read ? { ...answers, [question.key]: read } : answers;
}
