import { says } from '#handbook/wording.ts';
import type { Question, Read, Reading } from '../asking/form.ts';
import type { Answers } from '../desk-state.ts';
import { type Entry, readEntry } from './entry.ts';
import { isOtherTalk, isSame } from './other-talk.ts';
import { isJoining, levelOf, zoneOf } from './report.ts';
import { readVisit, type VisitTime, visitChoices } from './visit-time.ts';
import { whatOf } from './what.ts';

/** Whether somebody is at home now; absent when it was said otherwise. */
interface HomeNow {
  home?: boolean;
  words: string;
}

const LONGEST = 80;
/** Faults that go on doing harm while nobody is at home. */
const RUNNING: ReadonlySet<string> = new Set(['leak', 'burst', 'flooded', 'backflow']);

/** Somebody has to come into a home. */
function isVisit(answers: Answers): boolean {
  return zoneOf(answers) === 'home' && !isJoining(answers);
}

function isPressing(answers: Answers): boolean {
  return ['critical', 'urgent'].includes(levelOf(answers));
}

const absentThen = (answers: Answers) => (answers.whenHome?.value as VisitTime | undefined)?.absent === true;
const absentNow = (answers: Answers) => (answers.homeNow?.value as HomeNow | undefined)?.home === false;
const entryOf = (answers: Answers) => answers.entry?.value as Entry | undefined;
const isRunning = (answers: Answers) => whatOf(answers)?.faults.some((one) => RUNNING.has(one)) ?? false;

/** When to come, for what can wait. */
export const whenHome: Question = {
  key: 'whenHome',
  kind: 'time',
  needed: (answers) => isVisit(answers) && !isPressing(answers),
  choices: visitChoices,
  read: readVisit,
};

/** What cannot wait needs no appointment: only whether somebody opens. */
export const homeNow: Question = {
  key: 'homeNow',
  kind: 'yes-no',
  needed: (answers) => isVisit(answers) && isPressing(answers),
  choices: ({ say }) => [say('repair:homeNow.yes'), say('repair:homeNow.no')],
  read: readHomeNow,
};

/** Consent to come in: asked only where nobody will be there. */
export const entry: Question = {
  key: 'entry',
  kind: 'choice',
  needed: (answers) =>
    isVisit(answers) && (isPressing(answers) ? absentNow(answers) && isRunning(answers) : absentThen(answers)),
  choices: ({ say }) => [say('repair:entry.present'), say('repair:entry.allowed')],
  read: readEntry,
};

/** When somebody is back, where nobody is there and nobody may come in; may be left to a call. */
export const whenBack: Question = {
  key: 'whenBack',
  kind: 'time',
  optional: true,
  needed: needsReturn,
  choices: (about) => visitChoices(about).slice(0, -1),
  read: readVisit,
};

function needsReturn(answers: Answers): boolean {
  if (!isVisit(answers)) return false;
  const refused = entryOf(answers)?.allowed === false;
  if (isPressing(answers)) return absentNow(answers) && (refused || !isRunning(answers));
  return absentThen(answers) && refused;
}

/** When somebody is at home was said before the fault turned out to be pressing: that is when they are back. */
export function withReturn(answers: Answers): Answers {
  const said = answers.whenHome;
  const known = (said?.value as VisitTime | undefined)?.from !== undefined;
  return said && known && needsReturn(answers) && !answers.whenBack ? { ...answers, whenBack: said } : answers;
}

function readHomeNow({ text, understood, asked, say, common }: Reading): Read {
  const words = text.trim().slice(0, LONGEST);
  const { reply, ordinal } = understood;
  const answer = (home: boolean) => ({
    value: { home, words } satisfies HomeNow,
    told: say(home ? 'repair:homeNow.yes' : 'repair:homeNow.no'),
  });
  const absent = says(words, common.wordings.repair.absent);
  const present = says(words, common.wordings.repair.present);
  if (!asked) return absent && !present ? answer(false) : undefined;
  if (reply === 'deny' || ordinal === 2 || isSame(words, say('repair:homeNow.no'))) return answer(false);
  if (reply === 'affirm' || ordinal === 1 || isSame(words, say('repair:homeNow.yes'))) return answer(true);
  if (absent || present) return answer(!absent);
  if (reply === 'unknown' || reply === 'skip')
    return { value: { words } satisfies HomeNow, told: say('repair:notSure') };
  const isElse = reply !== undefined || isOtherTalk({ text, understood });
  return isElse || words.length < 2 ? undefined : { value: { words } satisfies HomeNow, told: words };
}
