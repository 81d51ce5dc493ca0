import type { Form, Question } from '../asking/form.ts';
import { knownOf } from '../asking/known.ts';
import { photo } from '../asking/photo.ts';
import { since } from '../asking/times.ts';
import { askWhere } from '../asking/where.ts';
import type { Answers } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { care } from './care.ts';
import { categoryOf } from './category.ts';
import { contact } from './contact.ts';
import { fileRepair } from './file.ts';
import { askFirst, firstAnswer } from './first-question.ts';
import { asksWhen } from './later.ts';
import { promiseWords } from './promise.ts';
import { isJoining, levelOf, zoneOf } from './report.ts';
import { responsibleWords } from './responsible.ts';
import { same, settleReport } from './same-fault.ts';
import { entry, homeNow, whenBack, whenHome } from './visit.ts';
import { what, withWords } from './what.ts';

const apart = (answers: Answers) => !isJoining(answers);

const anywhere = askWhere((answers) => zoneOf(answers) === 'common');

const where: Question = {
  ...anywhere,
  says: (about) => {
    const { answers, say } = about;
    const back = anywhere.says?.(about);
    if (back) return back;
    if (zoneOf(answers) !== 'common') return undefined;
    const outage = (firstAnswer(answers, 'extent')?.extent ?? 'home') !== 'home';
    return say(outage ? 'repair:askWhichPart' : 'repair:askCommonPlace');
  },
};

const questions: readonly Question[] = [
  what,
  askFirst('extent'),
  askFirst('first'),
  where,
  same,
  { ...since, needed: apart },
  whenHome,
  homeNow,
  entry,
  whenBack,
  contact,
  { ...photo, needed: apart },
  care,
];

/** Report of something broken (报修), at home or in the common parts. */
export const repairForm: Form = {
  name: 'repair',
  version: 2,
  questions,
  known,
  settle: settleReport,
  heed: async (turn) => {
    if (!asksWhen(turn.incoming.text, turn.common)) return undefined;
    turn.steps.add('answer');
    return promiseWords(turn, levelOf(turn.state.open?.answers ?? {}));
  },
  more: { key: 'what', add: withWords },
  note: responsibleWords,
  file: fileRepair,
};

/** The home of a bound resident is where it is, unless what is broken belongs to everybody. */
function known(turn: DeskTurn): Answers {
  const { faultClass, entities } = turn.incoming.understood;
  const category = faultClass === undefined ? undefined : categoryOf(turn.common.repair, faultClass);
  const common = entities.some((one) => one.type === 'place' && one.value.zone === 'common');
  return knownOf(turn, { home: category !== undefined && category.zone !== 'common' && !common });
}
