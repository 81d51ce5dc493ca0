import type { Question, Read, Reading } from '../asking/form.ts';
import type { Answers } from '../desk-state.ts';
import { isOtherTalk } from './other-talk.ts';
import { isJoining, levelOf, zoneOf } from './report.ts';
import { readVisit, type VisitTime, visitChoices } from './visit-time.ts';
import { whatOf } from './what.ts';

/** Whether somebody may come in while nobody of the household is there, and who opens. */
export interface Entry {
  allowed: boolean;
  words?: string;
}

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

function readHomeNow({ text, understood, asked, say }: Reading): Read {
  const words = text.trim().slice(0, LONGEST);
  const { reply, ordinal } = understood;
  const answer = (home: boolean) => ({
    value: { home, words } satisfies HomeNow,
    told: say(home ? 'repair:homeNow.yes' : 'repair:homeNow.no'),
  });
  const absent = /没人|没有人|无人|不在家|都不在|\b(nobody|no one|not home|not at home)\b/iu.test(words);
  const present = /有人在|在家|我在|家里有人|\b(at home|i am home|i'm home|someone is)\b/iu.test(words);
  if (!asked) return absent && !present ? answer(false) : undefined;
  if (reply === 'deny' || ordinal === 2 || isSame(words, say('repair:homeNow.no'))) return answer(false);
  if (reply === 'affirm' || ordinal === 1 || isSame(words, say('repair:homeNow.yes'))) return answer(true);
  if (absent || present) return answer(!absent);
  const isElse = reply !== undefined || isOtherTalk({ text, understood });
  return isElse || words.length < 2 ? undefined : { value: { words } satisfies HomeNow, told: words };
}

const ALLOWS =
  /^(可以入户|可以进(去|门|来)?|可以|同意|允许|行|好的?|没问题|ok(ay)?|yes|you may( enter)?|go ahead|sure)[，,。.!！\s]*/iu;
const REFUSES =
  /本人在|要我在|我在场|等我|不行|不可以|不同意|不能进|不要进|\b(present|only (while|when|if) i|wait for me|i must be|not without|do not enter|don't enter)\b/iu;

/** Yes alone is not enough: who opens the door is asked for once more. */
function readEntry({ text, understood, asked, partial, say }: Reading): Read {
  if (!asked) return undefined;
  const words = text.trim().slice(0, LONGEST);
  const { reply, ordinal } = understood;
  const may = (partial as { allowed?: boolean } | undefined)?.allowed === true;
  const refuses =
    reply === 'deny' || isSame(words, say('repair:entry.present')) || (ordinal === 1 && !may) || REFUSES.test(words);
  if (refuses) return { value: { allowed: false } satisfies Entry, told: say('repair:entry.present') };
  const allows =
    reply === 'affirm' || isSame(words, say('repair:entry.allowed')) || ordinal === 2 || ALLOWS.test(words);
  const who =
    isSame(words, say('repair:entry.allowed')) || reply === 'affirm' || ordinal === 2
      ? ''
      : words.replace(ALLOWS, '').trim();
  if (who.length > 1 && (allows || may))
    return { value: { allowed: true, words: who } satisfies Entry, told: say('repair:entry.allowedBy', { who }) };
  if (allows && !may) return { problem: 'repair:entry.who', partial: { allowed: true } };
  if (may && (allows || reply === 'unknown' || reply === 'skip'))
    return { value: { allowed: true } satisfies Entry, told: say('repair:entry.allowed') };
  return undefined;
}

/** The words of a button, however they are typed. */
function isSame(said: string, shown: string): boolean {
  return said.toLowerCase() === shown.toLowerCase();
}
