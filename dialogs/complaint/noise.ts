import { saidOf, says } from '#handbook/wording.ts';
import { affirmed } from '#understanding/turns-of-speech.ts';
import { entities, type Question, type Reading } from '../asking/form.ts';
import type { Answers } from '../desk-state.ts';
import { asks } from './category.ts';
import { freeWords, ownHome } from './own-words.ts';
import { isSettled } from './settled.ts';

/** Where a noise comes from: words as told, and from which side where that is known. */
export interface Source {
  words: string;
  /** A key of `noise.sources`: above, below, beside … */
  from?: string;
  /** True when the words alone say where to go: another home, or a public place. */
  elsewhere: boolean;
}

const LONGEST = 60;
const BESIDE_HOME: ReadonlySet<string> = new Set(['above', 'below', 'beside']);

/** Where the noise comes from. */
export const source: Question = {
  key: 'source',
  kind: 'text',
  optional: true,
  needed: (answers) => asks(answers, 'source'),
  read(reading) {
    const { understood, asked, common } = reading;
    if (isSettled(reading)) return undefined;
    const text = affirmed(reading.text);
    const own = ownHome(understood);
    const other = entities(understood, 'dwelling').find((one) => one !== own && one.value.building !== undefined);
    const named = common.complaint.noise.sources.find((one) => says(text, one.words));
    if (other) return answerOf({ words: asked ? short(text) : other.text, from: named?.key, elsewhere: true });
    if (named) {
      const words = asked ? short(text) : (saidOf(text, named.words)[0] ?? short(text));
      return answerOf({ words, from: named.key, elsewhere: !BESIDE_HOME.has(named.key) });
    }
    const free = asked ? freeWords(reading) : undefined;
    return free ? answerOf({ words: short(free), elsewhere: true }) : undefined;
  },
};

/** What kind of noise. */
export const sound: Question = {
  key: 'sound',
  kind: 'text',
  optional: true,
  needed: (answers) => asks(answers, 'sound'),
  read(reading) {
    const { asked, common } = reading;
    if (isSettled(reading)) return undefined;
    const text = affirmed(reading.text);
    const free = asked ? freeWords(reading) : undefined;
    if (asked) return free ? words(short(free)) : undefined;
    const heard = common.complaint.noise.sounds.flatMap((one) => saidOf(text, one.words).slice(0, 1));
    return heard.length > 0 ? words(heard.slice(0, 2).join('、')) : undefined;
  },
};

/** Whether it goes on at this moment. */
export const ongoing: Question = {
  key: 'ongoing',
  kind: 'yes-no',
  optional: true,
  needed: (answers) => asks(answers, 'ongoing'),
  read(reading) {
    const { text, understood, asked, common, say } = reading;
    if (isSettled(reading)) return undefined;
    const yes = { value: true, told: say('complaint:stillGoingOn') };
    const no = { value: false, told: say('complaint:notNow') };
    if (STOPPED.test(text) && (asked || !says(text, common.complaint.noise.now))) return asked ? no : undefined;
    if (says(text, common.complaint.noise.now) && !isEarlier(reading)) return yes;
    if (!asked) return undefined;
    if (understood.reply === 'affirm' || GOES_ON.test(text)) return yes;
    return understood.reply === 'deny' || understood.reply === 'skip' ? no : undefined;
  },
  choices: ({ say }) => [say('complaint:stillGoingOn'), say('complaint:notNow')],
};

const STOPPED =
  /停了|不响了|没声|没有了|没了|消停|结束了|现在没有|现在不|\b(stopped|not now|quiet now|it has ended|no longer)\b/iu;
const GOES_ON = /还|在响|在吵|一直|\b(yes|still|going on|ongoing)\b/iu;

function isEarlier({ text }: Reading): boolean {
  return /昨(天|晚)|上(周|个月)|前天|\b(yesterday|last (night|week|month))\b/iu.test(text);
}

/** Where the noise of a complaint comes from, once told. */
export function sourceOf({ source }: Answers): Source | undefined {
  return (source?.value as Source | null | undefined) ?? undefined;
}

function answerOf(value: Source) {
  return { value, told: value.words };
}

function words(told: string) {
  return { value: told, told };
}

function short(text: string): string {
  return text.trim().slice(0, LONGEST);
}
